package dev.tillwright.core.stock;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What lies where, as a follower of the journal: it folds finished sales and returns, and the
 * entries that {@link StockEntries} describes. An exchange counts as its return and its sale.
 *
 * <p><b>Guarantees.</b> Nothing is refused: a sale of what is not there makes the stock negative,
 * which {@link StockCheck} warns of. Every entry adds, so the order in which several terminals are
 * folded does not matter. Rebuilding gives the same rows.
 *
 * <p>Questions are asked inside {@code database.read(tx -> …)}; they know what the follower has
 * taken in. Days are those of the zone; after a change of it the view has to be rebuilt. Holds no
 * state of its own; for any number of threads.
 */
public final class StockBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "stock";

  /** Where a terminal sells that says nothing else. */
  public static final String SHOP = "shop";

  /** A page has at most so many rows. */
  public static final int MAX_PAGE = 1_000;

  private final ZoneId zone;

  /**
   * @param zone whose days are counted
   */
  public StockBook(ZoneId zone) {
    this.zone = Objects.requireNonNull(zone, "zone");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return StockTables.MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    Optional<StockEvent> event = StockEntries.read(entry);
    if (event.isPresent() && event.get() instanceof StockEvent.Placed placed) {
      StockTables.place(tx, entry.terminal(), placed.place());
      return;
    }
    event.ifPresent(
        it -> StockTables.book(tx, entry.terminal(), entry.kind(), it.reference(), entry.seq()));
    String day = entry.at().atZone(zone).toLocalDate().toString();
    for (StockMoves.Move move : StockMoves.of(entry, place(tx, entry.terminal()))) {
      StockTables.move(tx, move, day);
    }
  }

  @Override
  public void reset(Tx tx) {
    StockTables.clear(tx);
  }

  /** Where a terminal sells. */
  public String place(Tx tx, String terminal) {
    return StockTables.place(tx, terminal);
  }

  /**
   * Whether a terminal booked an event of a kind with this reference.
   *
   * @param kind of the entry: {@code stock.received}
   */
  public boolean isBooked(Tx tx, String terminal, String kind, String reference) {
    return StockTables.isBooked(tx, terminal, kind, reference);
  }

  /** What there is of an item at a place by the books; nothing of what was never there. */
  public Quantity onHand(Tx tx, String place, String code) {
    return tx.first(
            "select whole, micro from stock_hand where place = ? and code = ?",
            row -> StockTables.quantity(row.number(1), row.number(2)),
            place,
            code)
        .orElse(Quantity.of(0));
  }

  /**
   * What there is at a place, by code.
   *
   * @param after the last code of the page before; empty for the first page
   * @param n at most so many, 1 to {@value #MAX_PAGE}
   */
  public List<StockLevel> levels(Tx tx, String place, String after, int n) {
    return tx.list(
        "select code, whole, micro from stock_hand where place = ? and code > ?"
            + " order by code limit ?",
        row ->
            new StockLevel(place, row.text(1), StockTables.quantity(row.number(2), row.number(3))),
        place,
        after,
        page(n));
  }

  /** The places that goods were ever at, in order. */
  public List<String> places(Tx tx) {
    return tx.list(
        "select distinct place from stock_hand order by place limit ?",
        row -> row.text(1),
        MAX_PAGE);
  }

  /**
   * How an item moved at a place, day by day, both days included: days on which nothing moved are
   * not among them.
   *
   * @throws IllegalArgumentException for more than {@value #MAX_PAGE} days
   */
  public List<StockDay> days(Tx tx, String place, String code, LocalDate from, LocalDate to) {
    if (to.toEpochDay() - from.toEpochDay() >= MAX_PAGE) {
      throw new IllegalArgumentException("at most " + MAX_PAGE + " days");
    }
    return tx.list(
        "select day, moved_whole, moved_micro, sold_whole, sold_micro from stock_day"
            + " where place = ? and code = ? and day between ? and ? order by day",
        row ->
            new StockDay(
                LocalDate.parse(row.text(1)),
                StockTables.quantity(row.number(2), row.number(3)),
                StockTables.quantity(row.number(4), row.number(5))),
        place,
        code,
        from.toString(),
        to.toString());
  }

  static int page(int n) {
    if (n < 1 || n > MAX_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " rows");
    }
    return n;
  }
}
