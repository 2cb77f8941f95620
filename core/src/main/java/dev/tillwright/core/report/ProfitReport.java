package dev.tillwright.core.report;

import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.report.ProfitTables.Cell;
import dev.tillwright.core.report.ProfitTables.Place;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.stock.MovingAverage;
import dev.tillwright.core.stock.StockEntries;
import dev.tillwright.core.stock.StockEvent;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Cost and profit, as a follower of the journal: what was sold without tax, less what it cost by
 * {@link MovingAverage}, by sale, day, item, category, operator and hour. Returns are taken off. A
 * line whose cost is not known counts in {@code net} and is shown apart; it is in no profit.
 *
 * <p><b>Guarantees.</b> The rows of each break-down add up to the same. Rebuilding gives the same
 * rows. Amounts of two currencies never meet: a cost in another currency is not known.
 *
 * <p>Holds no state of its own; for any number of threads.
 */
public final class ProfitReport implements Follower {
  /** The follower's name. */
  public static final String NAME = "profit";

  /** An answer has at most so many rows. */
  public static final int MAX_ROWS = 100_000;

  private static final Quantity NOTHING = Quantity.of(0);

  private final ZoneId zone;
  private final Currency home;

  /**
   * @param zone whose days and hours are counted
   * @param home currency in which goods without a stated cost come in
   */
  public ProfitReport(ZoneId zone, Currency home) {
    this.zone = Objects.requireNonNull(zone, "zone");
    this.home = Objects.requireNonNull(home, "home");
  }

  /** What the rows are of. */
  public enum By {
    DAY,
    ITEM,
    CATEGORY,
    OPERATOR,
    /** {@code 00} to {@code 23}. */
    HOUR,
    /** What was broken, given away, missing or found: cost alone, by reason. */
    SHRINKAGE,
    /** What goods cost more or less that were sold before they came in; one row, {@code after}. */
    CORRECTION
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return ProfitTables.MIGRATIONS;
  }

  @Override
  public void reset(Tx tx) {
    ProfitTables.clear(tx);
  }

  /**
   * Local days, both included, over all terminals; by currency and key.
   *
   * @param n at most so many rows, 1 to {@value #MAX_ROWS}
   */
  public List<ProfitRow> by(By by, Tx tx, LocalDate from, LocalDate to, int n) {
    return ProfitTables.rows(tx, by.name(), from, to, bounded(n));
  }

  /**
   * Finished sales and returns of a terminal, in the order of its journal; the key is the sale's
   * id. An exchange has two rows.
   *
   * @param afterSeq the position to begin behind; 0 for the first page
   */
  public List<ProfitRow> sales(Tx tx, String terminal, long afterSeq, int n) {
    return ProfitTables.sales(tx, terminal, afterSeq, bounded(n));
  }

  private static int bounded(int n) {
    if (n < 1 || n > MAX_ROWS) {
      throw new IllegalArgumentException("1 to " + MAX_ROWS + " rows");
    }
    return n;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    MovingAverage costs = new MovingAverage(tx, entry.terminal());
    if (entry.kind().equals(CompletedSale.KIND)) {
      long part = 0;
      for (CompletedSale each : CompletedSale.read(entry).parts()) {
        sold(entry, each, part++, costs, tx);
      }
      return;
    }
    StockEntries.read(entry).ifPresent(event -> moved(entry, event, costs, tx));
  }

  private void sold(Entry entry, CompletedSale sale, long part, MovingAverage costs, Tx tx) {
    Place place = place(entry, sale.total().currency());
    Cell all = Cell.NOTHING;
    for (CompletedLine line : sale.lines()) {
      if (line.priced().line().item().isStoredValue()) {
        continue; // owed, not earned
      }
      Cell cell = cell(line.priced(), sale, costs);
      ProfitTables.add(tx, place, "ITEM", line.priced().line().item().code(), cell);
      ProfitTables.add(tx, place, "CATEGORY", line.priced().line().item().category(), cell);
      all = all.plus(cell);
    }
    int hour = entry.at().atZone(zone).getHour();
    ProfitTables.add(tx, place, "ALL", "", all);
    ProfitTables.add(tx, place, "OPERATOR", sale.operator(), all);
    ProfitTables.add(tx, place, "HOUR", String.format(Locale.ROOT, "%02d", hour), all);
    ProfitTables.sale(tx, place, entry.seq(), part, sale.id().toString(), all);
  }

  private static Cell cell(PricedLine line, CompletedSale sale, MovingAverage costs) {
    String code = line.line().item().code();
    Currency currency = line.total().currency();
    boolean back = sale.kind().isReturn();
    Optional<Long> cost =
        back
            ? costs.back(code, line.line().quantity(), currency).map(it -> -it)
            : costs.out(code, line.line().quantity(), currency);
    long net = back ? -line.net().minor() : line.net().minor();
    return cost.map(it -> new Cell(1, net, it, 0, 0)).orElseGet(() -> new Cell(1, net, 0, 1, net));
  }

  private void moved(Entry entry, StockEvent event, MovingAverage costs, Tx tx) {
    if (event instanceof StockEvent.Received it) {
      for (StockEvent.Goods goods : it.lines()) {
        Currency currency = goods.cost() == null ? home : goods.cost().currency();
        long more = costs.in(goods.code(), goods.quantity(), goods.cost(), currency);
        if (more != 0) {
          add(entry, tx, "CORRECTION", "after", more, currency);
        }
      }
    } else if (event instanceof StockEvent.Adjusted it) {
      it.lines().forEach(line -> shrunk(entry, line, it.reason(), costs, tx));
    } else if (event instanceof StockEvent.Counted it) {
      for (StockEvent.Count count : it.lines()) {
        Quantity found = count.counted().minus(count.book());
        shrunk(entry, new StockEvent.Line(count.code(), found), "count", costs, tx);
      }
    } else if (event instanceof StockEvent.Revalued it) {
      it.lines().forEach(worth -> costs.revalue(worth.code(), worth.cost()));
    }
  }

  private void shrunk(
      Entry entry, StockEvent.Line line, String reason, MovingAverage costs, Tx tx) {
    if (line.quantity().isPositive()) {
      costs
          .back(line.code(), line.quantity(), home)
          .ifPresent(worth -> add(entry, tx, "SHRINKAGE", reason, -worth, home));
    } else if (!line.quantity().isZero()) {
      costs
          .out(line.code(), NOTHING.minus(line.quantity()), home)
          .ifPresent(cost -> add(entry, tx, "SHRINKAGE", reason, cost, home));
    }
  }

  private void add(Entry entry, Tx tx, String section, String name, long cost, Currency currency) {
    ProfitTables.add(tx, place(entry, currency), section, name, new Cell(0, 0, cost, 0, 0));
  }

  private Place place(Entry entry, Currency currency) {
    String day = entry.at().atZone(zone).toLocalDate().toString();
    return new Place(entry.terminal(), day, currency.getCurrencyCode());
  }
}
