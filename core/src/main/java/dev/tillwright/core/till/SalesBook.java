package dev.tillwright.core.till;

import dev.tillwright.core.central.Replaced;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Returned;
import dev.tillwright.core.sale.SaleEvent;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderExtras;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The follower that finds sales again: by id, by the application's reference, those still open,
 * what of each line came back, and how it was paid out.
 */
final class SalesBook implements Follower {
  static final String NAME = "sales";

  /** More open sales than this are a fault to be seen, not work to be loaded. */
  static final int MAX_OPEN = 1_000;

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "CREATE TABLE sale ("
                  + "sale TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL,"
                  + " reference TEXT NOT NULL, receipt BIGINT NOT NULL, opened_seq BIGINT NOT NULL,"
                  + " closed_seq BIGINT NOT NULL, prints BIGINT NOT NULL)",
              "CREATE INDEX sale_reference ON sale (reference)",
              "CREATE INDEX sale_state ON sale (state)",
              "CREATE TABLE sale_returned ("
                  + "origin TEXT NOT NULL, line BIGINT NOT NULL, sale TEXT NOT NULL,"
                  + " return_line BIGINT NOT NULL, quantity TEXT NOT NULL,"
                  + " discount BIGINT NOT NULL, tax BIGINT NOT NULL, total BIGINT NOT NULL,"
                  + " PRIMARY KEY (origin, line, sale, return_line))",
              "CREATE TABLE sale_payout ("
                  + "origin TEXT NOT NULL, sale TEXT NOT NULL, position BIGINT NOT NULL,"
                  + " tender TEXT NOT NULL, amount BIGINT NOT NULL, points BIGINT NOT NULL,"
                  + " PRIMARY KEY (origin, sale, position))",
              "CREATE TABLE sale_adjustment (reference TEXT PRIMARY KEY, seq BIGINT NOT NULL)",
              "CREATE TABLE sale_hold (hold TEXT PRIMARY KEY, sale TEXT NOT NULL)",
              "CREATE INDEX sale_hold_sale ON sale_hold (sale)"),
          Migration.of(
              2,
              "ALTER TABLE sale ADD COLUMN label TEXT NOT NULL DEFAULT ''",
              "ALTER TABLE sale ADD COLUMN operator TEXT NOT NULL DEFAULT ''",
              "ALTER TABLE sale ADD COLUMN moved_at TEXT NOT NULL DEFAULT ''",
              "ALTER TABLE sale_payout ADD COLUMN rounding BIGINT NOT NULL DEFAULT 0",
              "CREATE TABLE sale_choice (sale TEXT PRIMARY KEY, payload TEXT NOT NULL)",
              "CREATE TABLE sale_tip ("
                  + "sale TEXT NOT NULL, payment TEXT NOT NULL, tip BIGINT NOT NULL,"
                  + " PRIMARY KEY (sale, payment))"),
          Migration.of(3, "ALTER TABLE sale ADD COLUMN layaway_seq BIGINT NOT NULL DEFAULT 0"),
          Migration.of(
              4,
              "CREATE TABLE sale_receipt_floor (seq BIGINT PRIMARY KEY, receipt BIGINT NOT NULL)"));

  private static final String OPEN = "OPEN";
  private static final String COMPLETED = "COMPLETED";
  private static final String VOIDED = "VOIDED";
  private static final String SUSPENDED = "SUSPENDED";
  private static final String ASIDE = "ASIDE";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    switch (entry.kind()) {
      case "sale.opened" -> SaleEvents.read(entry).ifPresent(event -> opened(entry, event, tx));
      case "sale.voided" ->
          SaleEvents.read(entry).ifPresent(event -> close(event.sale(), VOIDED, 0, entry, tx));
      case "sale.suspended", "sale.resumed" ->
          SaleEvents.read(entry).ifPresent(event -> aside(entry, event, tx));
      case "sale.laidAway", "sale.deposited", "sale.layawayCancelled", "sale.depositReturned" ->
          tx.update(
              "UPDATE sale SET layaway_seq = ? WHERE sale = ?",
              entry.seq(),
              TillEntries.printedSale(entry));
      case TipAdjustment.KIND -> tipped(entry, tx);
      case TillEntries.CHOSEN -> chosen(entry, tx);
      case CompletedSale.KIND -> completed(entry, CompletedSale.read(entry), tx);
      case PointsEntries.HELD, PointsEntries.RELEASED ->
          PointsEntries.read(entry).ifPresent(event -> hold(event, tx));
      case TillEntries.PRINTING -> prints(entry, 1, tx);
      case TillEntries.PRINTED -> {
        if (TillEntries.nothingOnPaper(entry)) {
          prints(entry, -1, tx);
        }
      }
      case TillEntries.ADJUSTED -> adjusted(entry, tx);
      case TillEntries.SET_ASIDE ->
          tx.update("UPDATE sale SET state = ? WHERE sale = ?", ASIDE, TillEntries.saleOf(entry));
      case Replaced.KIND -> replaced(Replaced.read(entry), tx);
      default -> {
        // not ours
      }
    }
  }

  @Override
  public void reset(Tx tx) {
    tx.update("DELETE FROM sale");
    tx.update("DELETE FROM sale_returned");
    tx.update("DELETE FROM sale_payout");
    tx.update("DELETE FROM sale_adjustment");
    tx.update("DELETE FROM sale_hold");
    tx.update("DELETE FROM sale_choice");
    tx.update("DELETE FROM sale_tip");
    tx.update("DELETE FROM sale_receipt_floor");
  }

  private static void aside(Entry entry, SaleEvent event, Tx tx) {
    boolean suspended = event instanceof SaleEvent.Suspended;
    tx.update(
        "UPDATE sale SET state = ?, label = ?, operator = ?, moved_at = ? WHERE sale = ?",
        suspended ? SUSPENDED : OPEN,
        event instanceof SaleEvent.Suspended it ? it.label() : "",
        event instanceof SaleEvent.Resumed it ? it.operator() : "",
        entry.at().toString(),
        event.sale().toString());
  }

  private static void chosen(Entry entry, Tx tx) {
    String sale = SaleEvents.readTender(entry.payload()).sale().toString();
    tx.update("DELETE FROM sale_choice WHERE sale = ?", sale);
    tx.update("INSERT INTO sale_choice (sale, payload) VALUES (?, ?)", sale, entry.payload());
  }

  /** What was chosen beside a card payment that was about to be asked for. */
  static Optional<TenderExtras> chosen(SaleId sale, Tx tx) {
    return tx.first(
            "SELECT payload FROM sale_choice WHERE sale = ?", row -> row.text(1), sale.toString())
        .map(TillEntries::chosenExtras);
  }

  private static void opened(Entry entry, SaleEvent event, Tx tx) {
    if (event instanceof SaleEvent.Opened opened) {
      tx.insertIfAbsent(
          "INSERT INTO sale (sale, kind, state, reference, receipt, opened_seq, closed_seq, prints)"
              + " VALUES (?, ?, ?, ?, 0, ?, 0, 0)",
          opened.sale().toString(),
          opened.kind().name(),
          OPEN,
          opened.reference(),
          entry.seq());
    }
  }

  private static void completed(Entry entry, CompletedSale sale, Tx tx) {
    close(sale.id(), COMPLETED, sale.receipt(), entry, tx);
    sale.tenders().stream()
        .filter(tender -> tender.kind() == TenderKind.POINTS)
        .forEach(tender -> tx.update("DELETE FROM sale_hold WHERE hold = ?", tender.payment()));
    tx.update("DELETE FROM sale_choice WHERE sale = ?", sale.id().toString());
    for (CompletedSale part : sale.parts()) {
      SaleId origin = part.origin();
      if (part.kind().hasOrigin() && origin != null) {
        returned(part, origin, tx);
      }
    }
  }

  private static void returned(CompletedSale sale, SaleId origin, Tx tx) {
    for (CompletedLine line : sale.lines()) {
      tx.insertIfAbsent(
          "INSERT INTO sale_returned (origin, line, sale, return_line, quantity, discount, tax,"
              + " total) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          origin.toString(),
          (long) line.originLine(),
          sale.id().toString(),
          (long) line.priced().line().number(),
          line.priced().line().quantity().toString(),
          line.priced().discount().minor(),
          line.priced().tax().minor(),
          line.priced().total().minor());
    }
    long position = 0;
    for (TenderLine tender : sale.tenders()) {
      tx.insertIfAbsent(
          "INSERT INTO sale_payout (origin, sale, position, tender, amount, points, rounding)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?)",
          origin.toString(),
          sale.id().toString(),
          position++,
          tender.kind().name(),
          tender.amount().minor(),
          tender.points(),
          tender.extras().rounding().minor());
    }
  }

  private static void close(SaleId sale, String state, long receipt, Entry entry, Tx tx) {
    tx.update(
        "UPDATE sale SET state = ?, receipt = ?, closed_seq = ? WHERE sale = ?",
        state,
        receipt,
        entry.seq(),
        sale.toString());
  }

  private static void hold(PointsEntries event, Tx tx) {
    if (event instanceof PointsEntries.Held held) {
      tx.insertIfAbsent(
          "INSERT INTO sale_hold (hold, sale) VALUES (?, ?)", held.hold(), held.sale().toString());
    } else if (event instanceof PointsEntries.Released released) {
      tx.update("DELETE FROM sale_hold WHERE hold = ?", released.hold());
    }
  }

  /** Points that are held, with the sale they are held for. */
  record Hold(String hold, SaleId sale) {}

  static List<Hold> holds(Tx tx) {
    return tx.list(
        "SELECT hold, sale FROM sale_hold ORDER BY hold LIMIT ?",
        row -> new Hold(row.text(1), SaleId.parse(row.text(2))),
        MAX_OPEN);
  }

  private static void prints(Entry entry, long more, Tx tx) {
    tx.update(
        "UPDATE sale SET prints = prints + ? WHERE sale = ?", more, TillEntries.printedSale(entry));
  }

  private static void adjusted(Entry entry, Tx tx) {
    tx.insertIfAbsent(
        "INSERT INTO sale_adjustment (reference, seq) VALUES (?, ?)",
        TillEntries.adjustmentReference(entry),
        entry.seq());
  }

  /** The position of the entry that finished a sale. */
  static Optional<Long> completedAt(SaleId sale, Tx tx) {
    return tx.first(
        "SELECT closed_seq FROM sale WHERE sale = ? AND state = ?",
        row -> row.number(1),
        sale.toString(),
        COMPLETED);
  }

  /** The position of the entry that began a sale. */
  static Optional<Long> openedAt(SaleId sale, Tx tx) {
    return tx.first(
        "SELECT opened_seq FROM sale WHERE sale = ?", row -> row.number(1), sale.toString());
  }

  /** The position of the newest entry that changed a layaway. */
  static Optional<Long> layawayAt(SaleId sale, Tx tx) {
    return tx.first(
        "SELECT layaway_seq FROM sale WHERE sale = ? AND layaway_seq > 0",
        row -> row.number(1),
        sale.toString());
  }

  /** The positions of the entries that finished sales with a reference, oldest first. */
  static List<Long> completedAt(String reference, Tx tx) {
    return tx.list(
        "SELECT closed_seq FROM sale WHERE reference = ? AND state = ? ORDER BY closed_seq",
        row -> row.number(1),
        reference,
        COMPLETED);
  }

  /** The sales that are neither finished nor voided, with the position where each began. */
  static List<OpenSale> open(Tx tx) {
    return tx.list(
        "SELECT sale, opened_seq FROM sale WHERE state IN (?, ?) ORDER BY opened_seq LIMIT ?",
        row -> new OpenSale(SaleId.parse(row.text(1)), row.number(2)),
        OPEN,
        SUSPENDED,
        MAX_OPEN);
  }

  /** The sales that did not replay, as many as open ones at most. */
  static List<SaleId> aside(Tx tx) {
    return tx.list(
        "SELECT sale FROM sale WHERE state = ? ORDER BY opened_seq LIMIT ?",
        row -> SaleId.parse(row.text(1)),
        ASIDE,
        MAX_OPEN);
  }

  /** Whether a sale is open or put aside; layaways, which last for weeks, are not asked about. */
  static boolean isAnyOpen(Tx tx) {
    return tx.first(
            "SELECT sale FROM sale WHERE state IN (?, ?) AND layaway_seq = 0 LIMIT 1",
            row -> row.text(1),
            OPEN,
            SUSPENDED)
        .isPresent();
  }

  static boolean isOpen(SaleId sale, Tx tx) {
    return tx.first(
            "SELECT sale FROM sale WHERE sale = ? AND state IN (?, ?)",
            row -> row.text(1),
            sale.toString(),
            OPEN,
            SUSPENDED)
        .isPresent();
  }

  /** Whether goods of a sale came back. */
  static boolean cameBack(SaleId sale, Tx tx) {
    return tx.first(
            "SELECT sale FROM sale_returned WHERE origin = ? LIMIT 1",
            row -> row.text(1),
            sale.toString())
        .isPresent();
  }

  /** The tips of a sale that were adjusted, in minor units, by payment key. */
  static Map<String, Long> tips(SaleId sale, Tx tx) {
    Map<String, Long> tips = new HashMap<>();
    tx.each(
        "SELECT payment, tip FROM sale_tip WHERE sale = ?",
        row -> tips.put(row.text(1), row.number(2)),
        sale.toString());
    return tips;
  }

  private static void tipped(Entry entry, Tx tx) {
    TipAdjustment tip = TipAdjustment.read(entry);
    tx.update(
        "DELETE FROM sale_tip WHERE sale = ? AND payment = ?",
        tip.sale().toString(),
        tip.payment());
    tx.update(
        "INSERT INTO sale_tip (sale, payment, tip) VALUES (?, ?, ?)",
        tip.sale().toString(),
        tip.payment(),
        tip.tip().minor());
  }

  /** The suspended sales, oldest first. */
  static List<SuspendedSale> suspended(Tx tx) {
    return tx.list(
        "SELECT sale, label, moved_at FROM sale WHERE state = ? ORDER BY opened_seq LIMIT ?",
        row ->
            new SuspendedSale(SaleId.parse(row.text(1)), row.text(2), Instant.parse(row.text(3))),
        SUSPENDED,
        MAX_OPEN);
  }

  record OpenSale(SaleId sale, long openedSeq) {}

  /** How often a sale's receipt may be on paper. */
  static long prints(SaleId sale, Tx tx) {
    return tx.first("SELECT prints FROM sale WHERE sale = ?", row -> row.number(1), sale.toString())
        .orElse(0L);
  }

  static boolean adjusted(String reference, Tx tx) {
    return tx.first(
            "SELECT seq FROM sale_adjustment WHERE reference = ?", row -> row.number(1), reference)
        .isPresent();
  }

  private static void replaced(Replaced replaced, Tx tx) {
    tx.insertIfAbsent(
        "INSERT INTO sale_receipt_floor (seq, receipt) VALUES (?, ?)",
        replaced.seq(),
        replaced.receipt());
  }

  /** The newest receipt number that was or may have been used; 0 when there is none. */
  static long lastReceipt(Tx tx) {
    return tx.first(
            "SELECT COALESCE(MAX(receipt), 0) FROM"
                + " (SELECT MAX(receipt) AS receipt FROM sale"
                + " UNION ALL SELECT MAX(receipt) FROM sale_receipt_floor) AS used",
            row -> row.number(1))
        .orElse(0L);
  }

  /** What came back of one line of a sale. */
  static Returned returned(SaleId origin, int line, Currency currency, Tx tx) {
    List<Returned> parts =
        tx.list(
            "SELECT quantity, discount, tax, total FROM sale_returned"
                + " WHERE origin = ? AND line = ?",
            row ->
                new Returned(
                    Quantity.parse(row.text(1)),
                    Money.ofMinor(row.number(2), currency),
                    Money.ofMinor(row.number(3), currency),
                    Money.ofMinor(row.number(4), currency)),
            origin.toString(),
            (long) line);
    return parts.stream().reduce(Returned.nothing(currency), Returned::plus);
  }

  /** What was paid out of a sale in one kind of tender, as amount and points. */
  static PaidOut paidOut(SaleId origin, TenderKind tender, Currency currency, Tx tx) {
    return tx.first(
            "SELECT COALESCE(SUM(amount), 0), COALESCE(SUM(points), 0),"
                + " COALESCE(SUM(rounding), 0) FROM sale_payout WHERE origin = ? AND tender = ?",
            row ->
                new PaidOut(
                    Money.ofMinor(row.number(1), currency),
                    row.number(2),
                    Money.ofMinor(row.number(3), currency)),
            origin.toString(),
            tender.name())
        .orElse(new PaidOut(Money.zero(currency), 0, Money.zero(currency)));
  }

  /** Amounts that were covered, the points of them, and what rounding added. */
  record PaidOut(Money amount, long points, Money rounding) {
    Money moved() {
      return amount.plus(rounding);
    }
  }
}
