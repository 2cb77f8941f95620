package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.program.TermSheet;
import dev.tillwright.loyalty.program.Terms;
import java.util.List;
import java.util.Optional;

/**
 * What a terminal that cannot reach the ledger lets members spend: a pure fold over its own journal
 * that counts, for each member, what was held and spent since the ledger was last there. The terms
 * of the adopted program say how much: OPEN all, LIMIT so many points; without terms OPEN. When the
 * ledger reads these sales it honours them, and notes what was not covered.
 *
 * <p><b>Threads.</b> As {@link Follower} says; the object itself has no state.
 */
public final class OfflinePoints implements Follower {
  /** The follower's name. */
  public static final String NAME = "offlinepoints";

  /** The kind of the entry that says that the ledger has read all before it. */
  public static final String SYNCED = "points.synced";

  private static final List<String> TABLES =
      List.of("offline_hold", "offline_used", "offline_terms");

  /** A count; all of its state is in the journal's database. */
  public OfflinePoints() {}

  /** The ledger was there: what was spent before counts no more. */
  public static Draft synced() {
    return new Draft(SYNCED, "{}");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return List.of(
        Migration.of(
            1,
            "create table offline_hold (hold text not null, member text not null,"
                + " points bigint not null, open integer not null, held integer not null,"
                + " was_left bigint not null, primary key (hold))",
            "create table offline_used (member text not null, points bigint not null,"
                + " primary key (member))",
            "create table offline_terms (one integer not null, sheet text not null,"
                + " primary key (one))"));
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    switch (entry.kind()) {
      case LedgerEntries.Adopted.KIND -> adopt(entry.payload(), tx);
      case SYNCED -> synced(tx);
      case CompletedSale.KIND -> CompletedSale.read(entry).parts().forEach(it -> sold(it, tx));
      default -> PointsEntries.read(entry).ifPresent(points -> held(points, tx));
    }
  }

  private static void adopt(String sheet, Tx tx) {
    if (tx.update("update offline_terms set sheet = ? where one = 1", sheet) == 0) {
      tx.update("insert into offline_terms (one, sheet) values (1,?)", sheet);
    }
  }

  /** Open holds are spent later, so they still count. */
  private static void synced(Tx tx) {
    tx.update("delete from offline_used");
    tx.list(
            "select member, sum(points) from offline_hold where open = 1 group by member",
            row -> new Spendable(row.text(1), row.number(2)))
        .forEach(open -> use(tx, open.member(), open.points()));
  }

  private static void held(PointsEntries points, Tx tx) {
    Optional<Hold> known = hold(tx, points.hold());
    if (points instanceof PointsEntries.Held asked && known.isEmpty()) {
      long left = left(tx, asked.member());
      boolean held = asked.points() <= left;
      tx.update(
          "insert into offline_hold (hold, member, points, open, held, was_left)"
              + " values (?,?,?,?,?,?)",
          asked.hold(),
          asked.member(),
          asked.points(),
          held,
          held,
          left);
      if (held) {
        use(tx, asked.member(), asked.points());
      }
    } else if (points instanceof PointsEntries.Released) {
      known.filter(Hold::open).ifPresent(hold -> close(tx, hold, 0));
    }
  }

  private static void sold(CompletedSale sale, Tx tx) {
    for (TenderLine tender : sale.tenders()) {
      String payment = tender.payment();
      if (tender.kind() == TenderKind.POINTS && payment != null && !sale.kind().isReturn()) {
        hold(tx, payment)
            .filter(Hold::open)
            .ifPresent(hold -> close(tx, hold, Math.min(hold.points(), tender.points())));
      }
    }
  }

  private static void close(Tx tx, Hold hold, long spent) {
    tx.update("update offline_hold set open = 0 where hold = ?", hold.hold());
    use(tx, hold.member(), spent - hold.points());
  }

  private static void use(Tx tx, String member, long more) {
    if (tx.update("update offline_used set points = points + ? where member = ?", more, member)
        == 0) {
      tx.update("insert into offline_used (member, points) values (?,?)", member, more);
    }
  }

  /** A hold as this terminal decided it. */
  record Hold(String hold, String member, long points, boolean open, boolean held, long left) {}

  static Optional<Hold> hold(Tx tx, String hold) {
    return tx.first(
        "select hold, member, points, open, held, was_left from offline_hold where hold = ?",
        row ->
            new Hold(
                row.text(1),
                row.text(2),
                row.number(3),
                row.number(4) == 1,
                row.number(5) == 1,
                row.number(6)),
        hold);
  }

  /** The term sheet that holds here. */
  static Optional<String> terms(Tx tx) {
    return tx.first("select sheet from offline_terms where one = 1", row -> row.text(1));
  }

  /** What a member may still spend here. */
  static long left(Tx tx, String member) {
    Terms.Offline offline =
        terms(tx).map(sheet -> TermSheet.parse(sheet).terms().offline()).orElse(Terms.Offline.OPEN);
    if (offline.policy() == Terms.Honoured.OPEN) {
      return Long.MAX_VALUE;
    }
    long used =
        tx.first("select points from offline_used where member = ?", row -> row.number(1), member)
            .orElse(0L);
    return Math.max(0, offline.points() - used);
  }

  @Override
  public void reset(Tx tx) {
    TABLES.forEach(table -> tx.update("delete from " + table));
  }
}
