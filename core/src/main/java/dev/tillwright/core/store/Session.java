package dev.tillwright.core.store;

import dev.tillwright.core.TillwrightException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** One connection with its prepared statements. For one thread at a time. */
final class Session implements AutoCloseable {
  private static final int KEPT_STATEMENTS = 128;

  private final Connection connection;
  private final Dialect dialect;
  private final Dialect.Use use;
  private final StoreErrors errors;
  private final Statement control;
  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(16, 0.75f, true);
  private boolean usable = true;
  private boolean forces = true;
  private boolean touched;

  Session(Connection connection, Dialect dialect, Dialect.Use use, StoreErrors errors)
      throws SQLException {
    this.connection = connection;
    this.dialect = dialect;
    this.use = use;
    this.errors = errors;
    this.control = connection.createStatement();
  }

  /**
   * Runs {@code work} in one transaction: a write is committed when it returns; a read, and a write
   * that throws, is rolled back.
   *
   * @param durable whether a write is on the disk when this returns
   */
  <T> T transaction(Function<Tx, T> work, boolean durable) {
    touched = false;
    begin(durable);
    JdbcTx tx = new JdbcTx(this, dialect, errors);
    boolean done = false;
    try {
      T result = work.apply(tx);
      tx.end();
      if (use == Dialect.Use.WRITE) {
        commit();
        done = true;
      }
      return result;
    } finally {
      tx.end();
      if (!done) {
        rollback();
      }
    }
  }

  /** Outside of any transaction: SQLite takes one of its own. */
  void copyInto(Path empty) {
    try (PreparedStatement copy = connection.prepareStatement("vacuum into ?")) {
      copy.setString(1, empty.toString());
      copy.execute();
    } catch (SQLException e) {
      throw errors.of(e);
    }
  }

  /** Outside of any transaction; whether nothing of what was changed is left beside the pages. */
  boolean purge() {
    try {
      return dialect.purge(control);
    } catch (SQLException e) {
      throw errors.of(e);
    }
  }

  private void begin(boolean durable) {
    try {
      if (use == Dialect.Use.WRITE && forces != durable) {
        usable = false; // a setting that may or may not have taken is worse than no connection
        dialect.force(control, durable);
        forces = durable;
        usable = true;
      }
      dialect.begin(control, use);
    } catch (SQLException e) {
      throw broken(errors.of(e));
    }
  }

  private void commit() {
    try {
      dialect.commit(control);
    } catch (SQLException e) {
      throw broken(dialect.unknownAtCommit(e) ? errors.unknown(e) : errors.of(e));
    }
  }

  /** After anything but a lock the state of the connection is unknown. */
  private TillwrightException broken(TillwrightException failure) {
    usable &= failure.code().equals("store.locked");
    return failure;
  }

  private void rollback() {
    try {
      dialect.rollback(control);
    } catch (SQLException e) {
      // Some errors have rolled back already; a new connection is certain either way.
      usable = false;
    }
  }

  /** Whether the next transaction may use it; otherwise it must be closed. */
  boolean usable() {
    return usable;
  }

  /** Notes that a statement of the transaction was answered. */
  void touch() {
    touched = true;
  }

  /** Whether anything of the last transaction was answered. */
  boolean touched() {
    return touched;
  }

  /** A statement that nobody else uses until it is given back. */
  PreparedStatement take(String sql) throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    return kept != null ? kept : connection.prepareStatement(sql);
  }

  void giveBack(String sql, PreparedStatement statement) throws SQLException {
    PreparedStatement twin = idle.put(sql, statement);
    if (twin != null) {
      twin.close();
    }
    if (idle.size() > KEPT_STATEMENTS) {
      String eldest = idle.keySet().iterator().next();
      PreparedStatement dropped = idle.remove(eldest);
      if (dropped != null) {
        dropped.close();
      }
    }
  }

  @Override
  public void close() {
    usable = false;
    try {
      for (PreparedStatement statement : idle.values()) {
        statement.close();
      }
      idle.clear();
      dialect.release(connection);
      control.close();
    } catch (SQLException e) {
      // Closing the connection below closes them as well.
    }
    try {
      connection.close();
    } catch (SQLException e) {
      // Everything that was promised is committed; there is nothing left to save.
    }
  }
}
