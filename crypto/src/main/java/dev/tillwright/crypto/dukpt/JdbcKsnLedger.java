package dev.tillwright.crypto.dukpt;

import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;

/** A host's ledger in a database: the highest counter of each device. */
public final class JdbcKsnLedger implements KsnLedger {
  private static final List<Migration> STEPS =
      List.of(
          Migration.of(
              1,
              "create table dukpt_seen (device text not null primary key,"
                  + " counter bigint not null)"));

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
        "insert into dukpt_seen (device, counter) values (?, ?)", ksn.device(), ksn.counter())) {
      return KsnVerdict.FRESH;
    }
    int moved =
        tx.update(
            "update dukpt_seen set counter = ? where device = ? and counter < ?",
            ksn.counter(),
            ksn.device(),
            ksn.counter());
    if (moved == 1) {
      return KsnVerdict.FRESH;
    }
    boolean last =
        tx.first(
                "select counter from dukpt_seen where device = ? and counter = ?",
                row -> row.number(1),
                ksn.device(),
                ksn.counter())
            .isPresent();
    return last ? KsnVerdict.REPLAYED : KsnVerdict.REGRESSED;
  }
}
