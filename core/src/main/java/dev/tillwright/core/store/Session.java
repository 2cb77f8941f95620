package dev.tillwright.core.store;

import dev.tillwright.core.TillwrightException;
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

  Session(Connection connection, Dialect dialect, Dialect.Use use, StoreErrors errors)
      throws SQLException {
    this.connection = connection;
    this.dialect = dialect;
    this.use = use;
    this.errors = errors;
    this.control = connection.createStatement();
  }

  /**
   * Runs {@code work} in one transaction: committed when it returns, rolled back when it throws.
   */
  <T> T transaction(Function<Tx, T> work) {
    control(dialect.begin(use));
    JdbcTx tx = new JdbcTx(this, dialect, errors);
    boolean done = false;
    try {
      T result = work.apply(tx);
      tx.end();
      control("commit");
      done = true;
      return result;
    } finally {
      tx.end();
      if (!done) {
        rollback();
      }
    }
  }

  private void control(String sql) {
    try {
      control.execute(sql);
    } catch (SQLException e) {
      TillwrightException failure = errors.of(e, sql);
      // After anything but a lock the state of the connection is unknown.
      usable &= failure.code().equals("store.locked");
      throw failure;
    }
  }

  private void rollback() {
    try {
      control.execute("rollback");
    } catch (SQLException e) {
      // Some errors have rolled back already; a new connection is certain either way.
      usable = false;
    }
  }

  /** Whether the next transaction may use it; otherwise it must be closed. */
  boolean usable() {
    return usable;
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
