package dev.tillwright.core.store;

import dev.tillwright.core.TillwrightException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * What differs between databases: how a connection is made safe, how a transaction begins and ends,
 * what an error means. Statements themselves stay in the subset that all dialects share. Immutable.
 */
public abstract sealed class Dialect permits PostgresDialect, SqliteDialect {

  Dialect() {}

  /** SQLite 3.24 or newer, in WAL mode. */
  public static Dialect sqlite() {
    return SqliteDialect.INSTANCE;
  }

  /** PostgreSQL 12 or newer, with serializable writes and reads in a snapshot. */
  public static Dialect postgres() {
    return PostgresDialect.INSTANCE;
  }

  /**
   * The dialect of what is behind a data source, by the product's name.
   *
   * @throws TillwrightException {@code store.lost} when it cannot be reached, {@code store.failed}
   *     for a product that is not known to keep what it acknowledged
   */
  static Dialect of(DataSource source) {
    String product;
    try (Connection connection = source.getConnection()) {
      product = connection.getMetaData().getDatabaseProductName();
    } catch (SQLException e) {
      throw new TillwrightException(
          "store.lost", true, "the database behind a data source cannot be reached");
    }
    return switch (product) {
      case SqliteDialect.PRODUCT -> sqlite();
      case PostgresDialect.PRODUCT -> postgres();
      default ->
          throw new TillwrightException(
              "store.failed",
              false,
              "books are kept in SQLite or PostgreSQL; behind the data source is neither");
    };
  }

  /**
   * What ends a {@code create table} so that its rows are stored in the order of the primary key:
   * {@code without rowid}, or nothing where a database has no such choice.
   */
  public abstract String keyOrdered();

  /** The type of a column that keeps bytes. */
  public abstract String bytes();

  /**
   * Sets what safety needs on a new connection and reads each setting back.
   *
   * @throws Refused when a setting did not take
   */
  abstract void prepare(Connection connection, Use use, Duration patience) throws SQLException;

  /** Undoes on a connection that goes back to a pool what the pool does not undo by itself. */
  abstract void release(Connection connection) throws SQLException;

  /**
   * Sets, outside of a transaction, whether commits wait for the disk. Where they always do,
   * nothing happens.
   *
   * @throws Refused when it did not take
   */
  abstract void force(Statement control, boolean durable) throws SQLException;

  /** Begins a transaction; {@code control} is a statement of the connection. */
  abstract void begin(Statement control, Use use) throws SQLException;

  /** Makes the transaction durable. */
  abstract void commit(Statement control) throws SQLException;

  /** Ends the transaction and leaves nothing of it. */
  abstract void rollback(Statement control) throws SQLException;

  /**
   * Takes what was deleted out of the files, as far as a statement can; false when others are in
   * the way.
   */
  abstract boolean purge(Statement control) throws SQLException;

  /** Whether a commit that failed in this way may have taken effect all the same. */
  abstract boolean unknownAtCommit(SQLException error);

  /** How often a write is tried when others are in the way. */
  abstract int attempts();

  /** A query that reaches the database's own pages, whatever tables it has. */
  abstract String probe();

  /** A query for a table by its name; has a row when the table is there. */
  abstract String table();

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
