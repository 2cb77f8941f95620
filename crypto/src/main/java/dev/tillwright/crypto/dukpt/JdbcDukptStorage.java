package dev.tillwright.crypto.dukpt;

import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import java.util.List;
import java.util.Optional;

/**
 * A terminal's register in a database, resting on its durable commits.
 *
 * <p><b>Not promised.</b> That used keys are gone from the disk: the database's log and free pages
 * may hold older registers for a while. They are wrapped; who has them and the storage key has the
 * keys of that time.
 */
public final class JdbcDukptStorage implements DukptStorage {
  private static final List<Migration> STEPS =
      List.of(
          Migration.of(
              1,
              "create table dukpt_terminal (device text not null primary key,"
                  + " counter bigint not null, register text not null)"));

  private final Database database;

  private JdbcDukptStorage(Database database) {
    this.database = database;
  }

  /**
   * A storage in a database that the caller opened and closes.
   *
   * @throws dev.tillwright.core.TillwrightException with a code that begins with {@code store.}
   */
  public static JdbcDukptStorage over(Database database) {
    database.migrate("dukpt.terminal", STEPS);
    return new JdbcDukptStorage(database);
  }

  @Override
  public Optional<TerminalState> find(String device) {
    return database.read(
        tx ->
            tx.first(
                "select counter, register from dukpt_terminal where device = ?",
                row -> new TerminalState(device, row.number(1), row.text(2)),
                device));
  }

  @Override
  public boolean create(TerminalState state) {
    return database.write(
        tx ->
            tx.insertIfAbsent(
                "insert into dukpt_terminal (device, counter, register) values (?, ?, ?)",
                state.device(),
                state.counter(),
                state.register()));
  }

  @Override
  public boolean replace(long from, TerminalState next) {
    return database.write(
            tx ->
                tx.update(
                    "update dukpt_terminal set counter = ?, register = ?"
                        + " where device = ? and counter = ?",
                    next.counter(),
                    next.register(),
                    next.device(),
                    from))
        == 1;
  }
}
