package dev.tillwright.crypto.dukpt;

import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;

/**
 * A host's ledger in a database: for each device the highest counter, and which of the {@value
 * #WINDOW} below it came.
 */
public final class JdbcKsnLedger implements KsnLedger {
  private static final int WINDOW = Long.SIZE;
  private static final int ATTEMPTS = 16;
  private static final List<Migration> STEPS =
      List.of(
          Migration.of(
              1,
              "create table dukpt_seen (device text not null primary key,"
                  + " counter bigint not null)"),
          // Which ones came before this step nobody noted: all bits set, so that none comes again.
          Migration.of(2, "alter table dukpt_seen add column below bigint not null default -1"));

  private final Database database;

  private JdbcKsnLedger(Database database) {
    this.database = database;
  }

  /**
   * A ledger in a database that the caller opened and closes.
   *
   * @throws dev.tillwright.core.TillwrightException with a code that begins with {@code store.}
   */
  public static JdbcKsnLedger over(Database database) {
    database.migrate("dukpt.host", STEPS);
    return new JdbcKsnLedger(database);
  }

  @Override
  public KsnVerdict note(Ksn ksn) {
    if (ksn.counter() == 0) {
      throw Refusals.noTransaction();
    }
    return database.write(tx -> note(tx, ksn));
  }

  private static KsnVerdict note(Tx tx, Ksn ksn) {
    if (tx.insertIfAbsent(
        "insert into dukpt_seen (device, counter, below) values (?, ?, 0)",
        ksn.device(),
        ksn.counter())) {
      return KsnVerdict.FRESH;
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Seen seen =
          tx.first(
                  "select counter, below from dukpt_seen where device = ?",
                  row -> new Seen(row.number(1), row.number(2)),
                  ksn.device())
              .orElseThrow();
      KsnVerdict verdict = seen.verdict(ksn.counter());
      if (verdict != KsnVerdict.FRESH || moved(tx, ksn.device(), seen, seen.with(ksn.counter()))) {
        return verdict;
      }
    }
    throw Refusals.ledgerBusy();
  }

  private static boolean moved(Tx tx, String device, Seen from, Seen to) {
    return tx.update(
            "update dukpt_seen set counter = ?, below = ?"
                + " where device = ? and counter = ? and below = ?",
            to.highest,
            to.below,
            device,
            from.highest,
            from.below)
        == 1;
  }

  /** Bit n of {@code below} stands for the counter n + 1 below the highest. */
  private record Seen(long highest, long below) {
    KsnVerdict verdict(long counter) {
      long under = highest - counter;
      if (under < 0) {
        return KsnVerdict.FRESH;
      }
      if (under > WINDOW) {
        return KsnVerdict.REGRESSED;
      }
      return under == 0 || (below & bit(under)) != 0 ? KsnVerdict.REPLAYED : KsnVerdict.FRESH;
    }

    Seen with(long counter) {
      long over = counter - highest;
      if (over < 0) {
        return new Seen(highest, below | bit(-over));
      }
      // Shifting by a whole word would leave it as it is.
      long kept = over < WINDOW ? below << over : 0;
      return new Seen(counter, over <= WINDOW ? kept | bit(over) : 0);
    }

    private static long bit(long under) {
      return 1L << (under - 1);
    }
  }
}
