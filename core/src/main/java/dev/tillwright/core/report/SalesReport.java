package dev.tillwright.core.report;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.report.SalesTables.Period;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was sold, as a follower of the journal: it folds {@code sale.completed} into sums, and
 * {@code day.closed} ends a period; cash, deposits and tips that move outside of finished sales
 * count by their own entries. An exchange counts as its return and its sale. Over the journals of
 * several terminals it keeps each one's periods apart, and adds their days up.
 *
 * <p><b>Guarantees.</b> Every finished sale and return counts in exactly one period, that of the
 * position it stands at; the periods and the open one together are the whole journal. Amounts of
 * two currencies never meet. Rebuilding gives the same rows.
 *
 * <p>Questions are asked inside {@code database.read(tx -> …)}, so that several see the same
 * moment; they know what the follower has taken in, which {@code journal.awaitFollower} can wait
 * for. Days and hours are those of the zone; after a change of it the view has to be rebuilt.
 *
 * <p>Holds no state of its own; for any number of threads.
 */
public final class SalesReport implements Follower {
  /** The follower's name. */
  public static final String NAME = "report";

  private final ZoneId zone;

  /**
   * @param zone whose days and hours are counted
   */
  public SalesReport(ZoneId zone) {
    this.zone = Objects.requireNonNull(zone, "zone");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return SalesTables.MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (entry.kind().equals(CompletedSale.KIND)) {
      CompletedSale.read(entry).parts().forEach(part -> count(entry, part, tx));
    } else if (entry.kind().equals(DayTotals.KIND)) {
      close(entry, DayTotals.read(entry), tx);
    } else {
      DrawerCells.Cells besides = DrawerCells.of(entry);
      if (!besides.cells().isEmpty()) {
        add(entry, besides.cells(), SaleKind.SALE, besides.currency(), tx);
      }
    }
  }

  private void add(
      Entry entry, Map<SaleCells.Key, Cell> cells, SaleKind kind, String currency, Tx tx) {
    String terminal = entry.terminal();
    Period period = SalesTables.period(tx, terminal);
    String day = entry.at().atZone(zone).toLocalDate().toString();
    cells.forEach(
        (key, cell) ->
            SalesTables.add(
                tx,
                terminal,
                period.number(),
                day,
                key,
                new SalesTables.Tagged(kind, currency, cell)));
    SalesTables.move(tx, terminal, new Period(period.number(), period.fromSeq(), entry.seq()));
  }

  private void count(Entry entry, CompletedSale sale, Tx tx) {
    int hour = entry.at().atZone(zone).getHour();
    String currency = sale.total().currency().getCurrencyCode();
    add(entry, SaleCells.of(sale, hour), sale.kind(), currency, tx);
    Map<String, Item> items = new LinkedHashMap<>();
    for (CompletedLine line : sale.lines()) {
      Item item = line.priced().line().item();
      items.put(item.code(), item);
    }
    items.values().forEach(item -> SalesTables.name(tx, entry.terminal(), item));
  }

  private void close(Entry entry, DayTotals claimed, Tx tx) {
    String terminal = entry.terminal();
    DayTotals counted = current(tx, terminal);
    Period period = new Period(counted.number(), counted.fromSeq(), entry.seq());
    SalesTables.close(tx, terminal, period, counted.equals(claimed));
    SalesTables.move(tx, terminal, new Period(counted.number() + 1, entry.seq() + 1, entry.seq()));
  }

  @Override
  public void reset(Tx tx) {
    SalesTables.clear(tx);
  }

  /** X: the open period of a terminal, any time, without ending it. */
  public DayTotals current(Tx tx, String terminal) {
    Period open = SalesTables.period(tx, terminal);
    return new DayTotals(
        terminal,
        open.number(),
        open.fromSeq(),
        open.toSeq(),
        SalesQueries.period(tx, terminal, open.number()));
  }

  /** All day closes of a terminal, in order. */
  public List<DayClose> closes(Tx tx, String terminal) {
    return SalesQueries.closes(tx, terminal);
  }

  /** What was counted in a closed period, whatever its day close says; none when not closed. */
  public Optional<List<SalesTotals>> closed(Tx tx, String terminal, long number) {
    return closes(tx, terminal).stream()
        .filter(it -> it.number() == number)
        .findFirst()
        .map(it -> SalesQueries.period(tx, terminal, number));
  }

  /** One local day, over all terminals and periods: one total a currency. */
  public List<SalesTotals> day(Tx tx, LocalDate day) {
    return between(tx, day, day);
  }

  /** Local days, both included, over all terminals and periods: one total a currency. */
  public List<SalesTotals> between(Tx tx, LocalDate from, LocalDate to) {
    return SalesQueries.days(tx, from, to);
  }

  /** Sales of local days, both included, broken down; in the order of the keys. */
  public List<SalesRow> by(Breakdown breakdown, Tx tx, LocalDate from, LocalDate to) {
    return SalesQueries.by(tx, breakdown, from, to);
  }

  /**
   * Items sold on local days, both included, ranked within each currency; ties in the order of
   * their codes.
   *
   * @param n at most so many of a currency, 1 to 100,000
   */
  public List<ItemRow> items(Ranking ranking, Tx tx, LocalDate from, LocalDate to, int n) {
    if (n < 1 || n > 100_000) {
      throw new IllegalArgumentException("1 to 100,000 items");
    }
    return SalesQueries.items(tx, ranking, from, to, n);
  }

  /** The items that brought most in, refunds taken off; as {@link #items}. */
  public List<ItemRow> bestSellers(Tx tx, LocalDate from, LocalDate to, int n) {
    return items(Ranking.BY_AMOUNT, tx, from, to, n);
  }

  /** How many different members bought on local days, both included. */
  public long members(Tx tx, LocalDate from, LocalDate to) {
    return SalesQueries.members(tx, from, to);
  }

  /** How sales are broken down. */
  public enum Breakdown {
    DAY,
    HOUR,
    OPERATOR,
    CATEGORY,
    /** Keys are {@code member} and {@code anonymous}. */
    MEMBERSHIP,
    /** By reason; how many and how much was taken off. */
    DISCOUNT,
    /** Orders that came by a channel, collected and brought back; the rest was sold here. */
    CHANNEL
  }

  /** How items are ranked. */
  public enum Ranking {
    /** Most money first, refunds taken off. */
    BY_AMOUNT,
    /** Most pieces first, returned ones taken off. */
    BY_QUANTITY,
    /** Fewest pieces first, returned ones taken off. */
    SLOWEST
  }
}
