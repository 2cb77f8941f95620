package dev.tillwright.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What differs between databases: how a connection is made safe, how a transaction begins, what an
 * error means. Statements themselves stay in the subset that all dialects share. Immutable.
 */
public abstract sealed class Dialect permits SqliteDialect {

  Dialect() {}

  /** SQLite 3.24 or newer, in WAL mode. */
  public static Dialect sqlite() {
    return SqliteDialect.INSTANCE;
  }

  /**
   * What ends a {@code create table} so that its rows are stored in the order of the primary key:
   * {@code without rowid}, or nothing where a database has no such choice.
   */
  public abstract String keyOrdered();

  /**
   * Sets what safety needs on a new connection and reads each setting back.
   *
   * @throws Refused when a setting did not take
   */
  abstract void prepare(Connection connection, Use use, Duration patience) throws SQLException;

  /** The statement that begins a transaction. */
  abstract String begin(Use use);

  /** A query that reaches the database's own pages, whatever tables it has. */
  abstract String probe();

  /** The same insert, doing nothing when the key is there already. */
  abstract String insertIfAbsent(String sql);

  /** Our code for an error of the driver. */
  abstract String code(SQLException error);

  /** What a connection is for. */
  enum Use {
    WRITE,
    READ,
    /** A file that must not be changed, nor anything beside it. */
    INSPECT
  }

  /** A connection that cannot be trusted with the books. */
  static final class Refused extends SQLException {
    private static final long serialVersionUID = 1L;

    Refused(String what) {
      super(what);
    }
  }
}
