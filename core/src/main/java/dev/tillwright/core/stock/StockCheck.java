package dev.tillwright.core.stock;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.stock.StockFinding.Kind;
import dev.tillwright.core.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks through the stock of a place: what is out, low, too much, idle or negative, and why.
 *
 * <p>Pure questions to a {@link StockBook}; for any number of threads.
 */
public final class StockCheck {
  private final StockBook book;
  private final Function<String, ReorderPolicy> policies;

  /**
   * @param policies by item's code: which policy it has
   */
  public StockCheck(StockBook book, Function<String, ReorderPolicy> policies) {
    this.book = Objects.requireNonNull(book, "book");
    this.policies = Objects.requireNonNull(policies, "policies");
  }

  /** One policy for all. */
  public StockCheck(StockBook book, ReorderPolicy policy) {
    this(book, any -> policy);
  }

  /**
   * One page of findings.
   *
   * @param findings in the order of the codes, at most one an item
   * @param next the code to go on after; empty at the end
   */
  public record Page(List<StockFinding> findings, String next) {
    public Page {
      findings = List.copyOf(findings);
      Objects.requireNonNull(next, "next");
    }
  }

  /**
   * Looks at the next items of a place.
   *
   * @param today the last day that is looked at; demand of it counts although it is not over
   * @param after where the page before ended; empty for the first
   * @param n how many items are looked at, 1 to {@value StockBook#MAX_PAGE}
   */
  public Page page(Tx tx, String place, LocalDate today, String after, int n) {
    List<StockLevel> levels = book.levels(tx, place, after, n);
    List<StockFinding> findings = new ArrayList<>();
    levels.forEach(level -> look(tx, level, today).ifPresent(findings::add));
    return new Page(findings, levels.size() < n ? "" : levels.get(n - 1).code());
  }

  /**
   * Looks at the same page, and raises an alarm for each finding; alarms whose cause is gone are
   * cleared. An alarm's subject is {@code place/code}.
   */
  public Page alarm(Tx tx, String place, LocalDate today, String after, int n, Monitor monitor) {
    Page page = page(tx, place, today, after, n);
    for (StockLevel level : book.levels(tx, place, after, n)) {
      Optional<StockFinding> found =
          page.findings().stream().filter(it -> it.code().equals(level.code())).findFirst();
      String subject = place + "/" + level.code();
      for (Kind kind : Kind.values()) {
        if (found.map(StockFinding::kind).filter(kind::equals).isEmpty()) {
          monitor.clear(kind.code(), subject);
        }
      }
      found.ifPresent(it -> monitor.raise(it.kind().code(), subject, it.sentence()));
    }
    return page;
  }

  /** One item; nothing when its stock is as it should be. */
  public Optional<StockFinding> look(Tx tx, StockLevel level, LocalDate today) {
    ReorderPolicy policy = policies.apply(level.code());
    Demand demand = demand(tx, level, policy, today);
    BigDecimal point = demand.reorderPoint(policy);
    BigDecimal hand = level.onHand().value();
    BigDecimal mean = demand.mean();
    BigDecimal reach = point.add(mean.multiply(BigDecimal.valueOf(policy.reviewDays())));
    BigDecimal order = reach.subtract(hand).max(BigDecimal.ZERO).setScale(0, RoundingMode.UP);
    BigDecimal most = mean.multiply(BigDecimal.valueOf(policy.coverDays())).max(reach);
    boolean wanted = mean.signum() > 0;
    if (hand.signum() < 0) {
      return found(level, demand, point, wanted ? order : BigDecimal.ZERO, Kind.NEGATIVE, policy);
    } else if (wanted && hand.signum() == 0) {
      return found(level, demand, point, order, Kind.OUT, policy);
    } else if (wanted && hand.compareTo(point) <= 0) {
      return found(level, demand, point, order, Kind.LOW, policy);
    } else if (wanted && hand.compareTo(most) > 0) {
      return found(level, demand, point, BigDecimal.ZERO, Kind.OVER, policy);
    } else if (!wanted && hand.signum() > 0 && demand.days() >= policy.windowDays()) {
      return found(level, demand, point, BigDecimal.ZERO, Kind.IDLE, policy);
    }
    return Optional.empty();
  }

  private Demand demand(Tx tx, StockLevel level, ReorderPolicy policy, LocalDate today) {
    LocalDate from = today.minusDays(policy.windowDays() - 1L);
    List<StockDay> moved = book.days(tx, level.place(), level.code(), from, today);
    return Demand.of(from, today, level.onHand(), moved);
  }

  private static Optional<StockFinding> found(
      StockLevel level,
      Demand demand,
      BigDecimal point,
      BigDecimal order,
      Kind kind,
      ReorderPolicy policy) {
    Quantity hand = level.onHand();
    String rate = demand.mean().setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    String sentence =
        switch (kind) {
          case NEGATIVE ->
              "the books have %s: more went out than ever came in; count it".formatted(hand);
          case OUT -> "none is left, and %s a day are asked for".formatted(rate);
          case LOW ->
              "%s left at %s a day: the reorder point for %s days of delivery is %s"
                  .formatted(hand, rate, policy.leadDays().toPlainString(), point.toPlainString());
          case OVER ->
              "%s there at %s a day: more than %d days need"
                  .formatted(hand, rate, policy.coverDays());
          case IDLE ->
              "%s there, and none was bought in %d days".formatted(hand, policy.windowDays());
        };
    return Optional.of(
        new StockFinding(kind, level.place(), level.code(), hand, demand, point, order, sentence));
  }
}
