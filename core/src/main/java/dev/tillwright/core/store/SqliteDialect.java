package dev.tillwright.core.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/** SQLite; result codes as in https://www.sqlite.org/rescode.html. */
final class SqliteDialect extends Dialect {
  static final String PRODUCT = "SQLite";
  static final SqliteDialect INSTANCE = new SqliteDialect();

  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READONLY = 8;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int NOT_A_DATABASE = 26;

  /** Each commit waits for the disk. */
  private static final String FULL_FORCE = "2";

  /**
   * NORMAL: a commit is in the log and not forced; the next forced one takes it along, because the
   * log is one file and is read up to its first gap. It lost every row since the last force in
   * power-cut runs, where FULL lost none: only for what can be made again.
   */
  private static final String NO_FORCE = "1";

  /** Pages of the write-ahead log after which it is folded back: 16 MiB of 4 KiB pages. */
  private static final int CHECKPOINT_PAGES = 4000;

  @Override
  public String keyOrdered() {
    return " without rowid";
  }

  @Override
  public String bytes() {
    return "blob";
  }

  @Override
  void prepare(Connection connection, Use use, Duration patience) throws SQLException {
    if (!PRODUCT.equals(connection.getMetaData().getDatabaseProductName())) {
      throw new Refused("it is not SQLite");
    }
    connection.setAutoCommit(true); // transactions are begun and ended by statements of our own
    try (Statement statement = connection.createStatement()) {
      set(statement, "busy_timeout", Long.toString(Math.max(1, patience.toMillis())));
      set(statement, "trusted_schema", "0");
      set(statement, "cell_size_check", "1");
      if (use == Use.INSPECT) {
        set(statement, "query_only", "1");
        return;
      }
      set(statement, "journal_mode", "wal");
      set(statement, "synchronous", FULL_FORCE);
      set(statement, "fullfsync", "1"); // macOS: a plain fsync stops at the drive's cache
      set(statement, "checkpoint_fullfsync", "1");
      set(statement, "wal_autocheckpoint", Integer.toString(CHECKPOINT_PAGES));
      set(statement, "foreign_keys", "1");
      set(statement, "secure_delete", "1"); // a shredded key must not stay in a page's free bytes
      set(statement, "query_only", use == Use.WRITE ? "0" : "1");
    }
  }

  private static void set(Statement statement, String pragma, String value) throws SQLException {
    statement.execute("pragma " + pragma + " = " + value);
    try (ResultSet back = statement.executeQuery("pragma " + pragma)) {
      if (!back.next() || !value.equals(back.getString(1).toLowerCase(Locale.ROOT))) {
        throw new Refused("it does not take the setting " + pragma + " = " + value);
      }
    }
  }

  @Override
  void release(Connection connection) {
    // A connection to a file belongs to nobody else.
  }

  @Override
  void force(Statement control, boolean durable) throws SQLException {
    set(control, "synchronous", durable ? FULL_FORCE : NO_FORCE);
  }

  @Override
  void begin(Statement control, Use use) throws SQLException {
    control.execute(use == Use.WRITE ? "begin immediate" : "begin");
  }

  @Override
  void commit(Statement control) throws SQLException {
    control.execute("commit");
  }

  @Override
  void rollback(Statement control) throws SQLException {
    control.execute("rollback");
  }

  @Override
  boolean purge(Statement control) throws SQLException {
    try (ResultSet folded = control.executeQuery("pragma wal_checkpoint(truncate)")) {
      return folded.next() && folded.getLong(1) == 0;
    }
  }

  /**
   * There is no wire on which an answer could be lost. What a failed write to the disk left behind
   * shows when it is read back; the code says that the disk failed.
   */
  @Override
  boolean unknownAtCommit(SQLException error) {
    return false;
  }

  @Override
  int attempts() {
    return 5; // SQLite itself waits for the patience each time
  }

  @Override
  String probe() {
    return "select count(*) from sqlite_master";
  }

  @Override
  String table() {
    return "select 1 from sqlite_master where type = 'table' and name = ?";
  }

  @Override
  String insertIfAbsent(String sql) {
    return sql + " on conflict do nothing";
  }

  @Override
  String code(SQLException error) {
    return switch (error.getErrorCode() & 0xff) {
      case BUSY, LOCKED -> "store.locked";
      case READONLY -> "store.readonly";
      case CORRUPT, NOT_A_DATABASE -> "store.corrupt";
      case FULL -> "store.full";
      default -> "store.failed";
    };
  }
}
