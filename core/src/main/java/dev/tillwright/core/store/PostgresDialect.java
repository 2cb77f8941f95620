package dev.tillwright.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;

/**
 * PostgreSQL, and what speaks its protocol and SQL; error codes as in its manual, appendix A.
 *
 * <p>Writes are serializable, so that work written for SQLite's one writer stays right when several
 * programs write. Reads are repeatable and read-only. Transactions begin and end by JDBC's own
 * calls, because only then does the driver fetch large results in parts.
 */
final class PostgresDialect extends Dialect {
  static final String PRODUCT = "PostgreSQL";
  static final PostgresDialect INSTANCE = new PostgresDialect();

  private static final Duration LONGEST_STATEMENT = Duration.ofMinutes(1);

  /** After the server's own deadline: only a network that is gone is left to wait for. */
  private static final Duration NETWORK_GRACE = Duration.ofSeconds(10);

  private static final String[] SETTINGS = {
    "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "synchronous_commit"
  };

  @Override
  public String keyOrdered() {
    return "";
  }

  @Override
  public String bytes() {
    return "bytea";
  }

  @Override
  void prepare(Connection connection, Use use, Duration patience) throws SQLException {
    if (!PRODUCT.equals(connection.getMetaData().getDatabaseProductName())) {
      throw new Refused("it is not PostgreSQL");
    }
    Duration longest = patience.compareTo(LONGEST_STATEMENT) > 0 ? patience : LONGEST_STATEMENT;
    connection.setAutoCommit(true);
    connection.setReadOnly(use != Use.WRITE);
    connection.setTransactionIsolation(
        use == Use.WRITE
            ? Connection.TRANSACTION_SERIALIZABLE
            : Connection.TRANSACTION_REPEATABLE_READ);
    connection.setNetworkTimeout(
        Runnable::run, Math.toIntExact(longest.plus(NETWORK_GRACE).toMillis()));
    set(connection, "statement_timeout", Long.toString(longest.toMillis()));
    set(connection, "lock_timeout", Long.toString(Math.max(1, patience.toMillis())));
    if (use == Use.WRITE) {
      // A program that hangs in a transaction would keep everyone else from its rows.
      set(connection, "idle_in_transaction_session_timeout", Long.toString(longest.toMillis()));
      String commits = setting(connection, "synchronous_commit");
      if (commits.isEmpty() || commits.equals("off")) {
        set(connection, "synchronous_commit", "on");
      }
    }
    need(connection, "fsync", "on");
    need(connection, "full_page_writes", "on");
    need(connection, "server_encoding", "UTF8");
    connection.setAutoCommit(false);
  }

  private static void set(Connection connection, String name, String value) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set " + name + " = '" + value + "'");
    }
    if (!value.equals(setting(connection, name))) {
      throw new Refused("it does not take the setting " + name + " = " + value);
    }
  }

  /** Relatives of PostgreSQL that keep their data by other means lack some of the settings. */
  private static void need(Connection connection, String name, String value) throws SQLException {
    String there = setting(connection, name);
    if (!there.isEmpty() && !there.equals(value)) {
      throw new Refused("it has the setting " + name + " = " + there + ", not " + value);
    }
  }

  private static String setting(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select setting from pg_settings where name = ?")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  @Override
  void release(Connection connection) throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    connection.rollback();
    connection.setAutoCommit(true);
    connection.setNetworkTimeout(Runnable::run, 0);
    connection.setReadOnly(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    try (Statement statement = connection.createStatement()) {
      for (String setting : SETTINGS) {
        statement.execute("reset " + setting);
      }
    }
  }

  @Override
  void force(Statement control, boolean durable) {
    // Several programs see a view there; none is to see what a cut could take back.
  }

  @Override
  void begin(Statement control, Use use) {
    // JDBC begins it with the first statement.
  }

  @Override
  void commit(Statement control) throws SQLException {
    control.getConnection().commit();
  }

  @Override
  void rollback(Statement control) throws SQLException {
    control.getConnection().rollback();
  }

  /** What becomes of dead rows is the server's own business: a till may not vacuum there. */
  @Override
  boolean purge(Statement control) {
    return true;
  }

  /** The server answers a commit it refuses; only when no answer came is the outcome open. */
  @Override
  boolean unknownAtCommit(SQLException error) {
    return "40003".equals(error.getSQLState()) || "store.lost".equals(code(error));
  }

  @Override
  int attempts() {
    return 20;
  }

  @Override
  String probe() {
    return "select count(*) from pg_catalog.pg_class where oid = 0";
  }

  @Override
  String table() {
    return "select 1 where to_regclass(cast(? as text)) is not null";
  }

  @Override
  String insertIfAbsent(String sql) {
    return sql + " on conflict do nothing";
  }

  @Override
  String code(SQLException error) {
    String state = error.getSQLState();
    if (state == null || state.length() != 5) {
      return connectionFailed(error) ? "store.lost" : "store.failed";
    }
    return switch (state) {
      case "40001", "40P01", "55P03" -> "store.locked";
      case "57014" -> "store.late";
      case "25006" -> "store.readonly";
      case "53100" -> "store.full";
      case "XX001", "XX002" -> "store.corrupt";
      // shut down or crashing, starting, dropped in an idle transaction, too many connections
      case "57P01", "57P02", "57P03", "57P05", "25P03", "53300" -> "store.lost";
      default -> state.startsWith("08") ? "store.lost" : "store.failed";
    };
  }

  /** As a pool says it, without a code. */
  private static boolean connectionFailed(SQLException error) {
    return error instanceof SQLTransientConnectionException
        || error instanceof SQLNonTransientConnectionException
        || error instanceof SQLRecoverableException;
  }
}
