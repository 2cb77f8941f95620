package dev.tillwright.loyalty.insight;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.engine.PointsEngine;
import dev.tillwright.loyalty.engine.Purchase;
import dev.tillwright.loyalty.engine.Tallies;
import dev.tillwright.loyalty.engine.TallyBook;
import dev.tillwright.loyalty.program.Program;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A draft beside today's program, on the same past sales and returns: the same call as an award, so
 * what it shows is what would have been given.
 *
 * <p>Each program has its own memory of what it gave, so limits and counters count as they would
 * have. Goods that come back take their share of each line's points with them, whatever the
 * programs say about returns. Points that were spent are not looked at: the liability is what the
 * shop would owe before them. What a program takes off prices is counted as it is on the sale as it
 * came, and its points on the price before; vouchers count in full, used or not. Draft rules count,
 * and the programs' own times do not matter.
 *
 * <p>It keeps something for every sale and every member. For one thread.
 */
public final class Simulation {
  private final Side today;
  private final Side draft;
  private final Map<String, Set<String>> segments = new HashMap<>();
  private final Set<String> sales = new TreeSet<>();

  private Simulation(Program today, Program draft) {
    this.today = new Side(today);
    this.draft = new Side(draft);
  }

  /**
   * Two programs, before the first sale.
   *
   * @throws IllegalArgumentException when they are in different currencies
   */
  public static Simulation of(Program today, Program draft) {
    if (!today.currency().equals(draft.currency())) {
      throw new IllegalArgumentException("both programs are in one currency");
    }
    return new Simulation(today, draft);
  }

  /**
   * A sale, in the order of time.
   *
   * @param id its name; one that was there before changes nothing
   * @param purchase the sale, with what was before it as a program remembers it
   * @return whether it was new
   */
  public boolean sale(String id, Function<Tallies, Purchase> purchase) {
    if (!sales.add(id)) {
      return false;
    }
    today.sale(id, purchase);
    Purchase bought = draft.sale(id, purchase);
    bought
        .member()
        .ifPresent(
            member ->
                segments
                    .computeIfAbsent(member.id(), key -> new TreeSet<>())
                    .addAll(member.segments()));
    return true;
  }

  /**
   * Goods of a sale come back; of a sale that was not there, nothing happens.
   *
   * @param id of the sale
   * @param quantities by the number of the line; no more than is left of it counts
   */
  public void returned(String id, Map<Integer, BigDecimal> quantities) {
    today.returned(id, quantities);
    draft.returned(id, quantities);
  }

  /** How the two compare so far. */
  public Comparison compare() {
    Map<String, List<Comparison.Member>> bySegment = new TreeMap<>();
    List<Comparison.Member> members = new ArrayList<>();
    for (Map.Entry<String, Set<String>> each : new TreeMap<>(segments).entrySet()) {
      Comparison.Member member =
          new Comparison.Member(each.getKey(), today.of(each.getKey()), draft.of(each.getKey()));
      members.add(member);
      Set<String> of = each.getValue().isEmpty() ? Set.of("") : each.getValue();
      of.forEach(s -> bySegment.computeIfAbsent(s, key -> new ArrayList<>()).add(member));
    }
    List<Comparison.Segment> told = new ArrayList<>();
    bySegment.forEach((name, of) -> told.add(Comparison.Segment.of(name, of)));
    return new Comparison(sales.size(), today.total(), draft.total(), members, told);
  }

  /** One program and what it gave. */
  private static final class Side {
    private final PointsEngine engine;
    private final Program program;
    private final TallyBook book = new TallyBook();
    private final Map<String, Sold> sold = new HashMap<>();
    private final Map<String, Long> byMember = new HashMap<>();
    private long awards;
    private long given;
    private long takenBack;
    private long vouchers;
    private long reduced;
    private final Map<String, Long> byRule = new HashMap<>();

    Side(Program program) {
      this.program = program;
      this.engine = PointsEngine.of(program).simulating().build();
    }

    Purchase sale(String id, Function<Tallies, Purchase> purchase) {
      Purchase bought = purchase.apply(book);
      var award = engine.award(bought);
      book.record(id, bought, award);
      award.byRule().forEach((rule, points) -> byRule.merge(rule, points, Math::addExact));
      for (PointsQuote.Grant grant : award.grants()) {
        Money voucher = grant.voucher();
        vouchers = Math.addExact(vouchers, voucher == null ? 0 : voucher.minor());
      }
      for (Discount discount : engine.promotions(bought)) {
        Money amount = discount.amount();
        reduced = Math.addExact(reduced, amount == null ? 0 : amount.minor());
      }
      if (award.points() > 0) {
        String member = bought.member().orElseThrow().id();
        awards++;
        given = Math.addExact(given, award.points());
        byMember.merge(member, award.points(), Math::addExact);
        sold.put(id, new Sold(member, bought, award.shares()));
      }
      return bought;
    }

    void returned(String id, Map<Integer, BigDecimal> quantities) {
      Sold of = sold.get(id);
      if (of != null) {
        long back = of.back(quantities);
        takenBack = Math.addExact(takenBack, back);
        byMember.merge(of.member, -back, Math::addExact);
      }
    }

    long of(String member) {
      return byMember.getOrDefault(member, 0L);
    }

    Comparison.Total total() {
      long owed = given - takenBack;
      long minor = program.worth().map(worth -> worth.minorOf(owed)).orElse(0L);
      return new Comparison.Total(
          program.name(), awards, given, takenBack, minor, vouchers, reduced, byRule);
    }
  }

  /** What one sale was given, by line, and what of it came back. */
  private static final class Sold {
    private final String member;
    private final Map<Integer, Part> parts = new HashMap<>();

    Sold(String member, Purchase purchase, List<PointsQuote.Share> shares) {
      this.member = member;
      Map<Integer, BigDecimal> quantities = new HashMap<>();
      purchase
          .totals()
          .lines()
          .forEach(line -> quantities.put(line.line().number(), line.line().quantity().value()));
      for (PointsQuote.Share share : shares) {
        BigDecimal quantity = quantities.getOrDefault(share.line(), BigDecimal.ONE);
        parts.put(share.line(), new Part(share.points(), quantity));
      }
    }

    long back(Map<Integer, BigDecimal> quantities) {
      long back = 0;
      for (Map.Entry<Integer, BigDecimal> each : quantities.entrySet()) {
        Part part = parts.get(each.getKey());
        back += part == null ? 0 : part.back(each.getValue());
      }
      return back;
    }
  }

  /** What one line was given: parts never take more than the whole, and the last takes the rest. */
  private static final class Part {
    private final long points;
    private final BigDecimal quantity;
    private BigDecimal returned = BigDecimal.ZERO;
    private long taken;

    Part(long points, BigDecimal quantity) {
      this.points = points;
      this.quantity = quantity;
    }

    long back(BigDecimal more) {
      returned = returned.add(more.max(BigDecimal.ZERO)).min(quantity);
      long due =
          BigDecimal.valueOf(points)
              .multiply(returned)
              .divide(quantity, 0, RoundingMode.DOWN)
              .longValueExact();
      long now = due - taken;
      taken = due;
      return now;
    }
  }
}
