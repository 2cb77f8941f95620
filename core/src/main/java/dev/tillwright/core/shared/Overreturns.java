package dev.tillwright.core.shared;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Returned;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds, at the central store, sales of which more came back over all tills than was sold: where
 * tills were cut off, or a till that was taken for dead came back. By the {@link ReturnsBook}, so
 * from what was shipped, whenever it arrived.
 *
 * <p><b>Guarantees.</b> The same entries give the same findings, in whatever order terminals
 * shipped. A sale is one finding, with all tickets.
 *
 * <p><b>Not promised.</b> What was not shipped yet, and returns of a sale that was not.
 */
public final class Overreturns {
  /** So many findings at most. */
  public static final int MAX_FOUND = 1_000;

  private static final String ALARM = "returns.overshoot";

  private Overreturns() {}

  /**
   * Looks at the sales of which something came back in a time.
   *
   * @param store of the central followers
   * @param from the first moment that is looked at, by the tills' clocks
   * @param to the last
   * @return in the order of the sales' ids; at most {@value #MAX_FOUND}
   */
  public static List<Overreturn> find(Database store, Instant from, Instant to) {
    return store.read(
        tx -> {
          List<Overreturn> found = new ArrayList<>();
          String after = "";
          Optional<String> next = next(after, from, to, tx);
          while (next.isPresent() && found.size() < MAX_FOUND) {
            after = next.get();
            overreturn(SaleId.parse(after), tx).ifPresent(found::add);
            next = next(after, from, to, tx);
          }
          return List.copyOf(found);
        });
  }

  private static Optional<String> next(String after, Instant from, Instant to, Tx tx) {
    return tx.first(
        "select origin from shared_back where origin > ? and at >= ? and at <= ?"
            + " order by origin limit 1",
        row -> row.text(1),
        after,
        from.toEpochMilli(),
        to.toEpochMilli());
  }

  private static Optional<Overreturn> overreturn(SaleId sale, Tx tx) {
    Optional<SoldSale> sold = ReturnTables.sold(sale, tx);
    if (sold.isEmpty()) {
      return Optional.empty(); // asked again when it arrived
    }
    Map<Integer, Returned> lines = ReturnTables.elsewhere(sale, "", tx).lines();
    CompletedSale whole = sold.get().sale();
    Money above = Money.zero(whole.total().currency());
    boolean over = false;
    for (Map.Entry<Integer, Returned> line : lines.entrySet()) {
      Money more = line.getValue().total();
      boolean too = true; // of a line that was never sold
      for (CompletedLine each : whole.lines()) {
        if (each.priced().line().number() == line.getKey() && !whole.cameBack(each)) {
          more = more.minus(each.priced().total());
          too =
              line.getValue().quantity().compareTo(each.priced().line().quantity()) > 0
                  || more.isPositive();
        }
      }
      over |= too;
      above = more.isPositive() ? above.plus(more) : above;
    }
    return over
        ? Optional.of(new Overreturn(sale, above, ReturnsBook.backs(sale, tx)))
        : Optional.empty();
  }

  /**
   * The same, and tells it: the alarm {@code returns.overshoot}, with the sale as subject, stands
   * until somebody has {@link #seen} it, and is raised again only when more of it comes back.
   *
   * @return those that nobody has seen
   */
  public static List<Overreturn> watch(Database store, Instant from, Instant to, Monitor monitor) {
    List<Overreturn> found = new ArrayList<>();
    for (Overreturn each : find(store, from, to)) {
      if (store.read(tx -> parts(each.sale(), tx)) < each.backs().size()) {
        found.add(each);
        monitor.raise(
            ALARM,
            each.sale().toString(),
            "tills took more of a sale back than was sold, " + each.backs().size() + " tickets");
      }
    }
    return List.copyOf(found);
  }

  private static long parts(SaleId sale, Tx tx) {
    return tx.first(
            "select parts from shared_back_seen where sale = ?",
            row -> row.number(1),
            sale.toString())
        .orElse(0L);
  }

  /** Says that somebody has looked at a finding; its alarm ends. For the owner of the store. */
  public static void seen(Database store, Overreturn finding, Monitor monitor) {
    String sale = finding.sale().toString();
    store.change(
        tx -> {
          tx.update("delete from shared_back_seen where sale = ?", sale);
          tx.update(
              "insert into shared_back_seen (sale, parts) values (?, ?)",
              sale,
              (long) finding.backs().size());
        });
    monitor.clear(ALARM, sale);
  }
}
