package dev.tillwright.core.store;

import dev.tillwright.core.TillwrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Connections to one SQLite file. */
final class SqliteFile implements Connections {
  private static final String PREFIX = "jdbc:sqlite:";

  private final Path file;
  private final Driver driver;
  private final String mode;
  private final @Nullable FileGuard guard;

  private SqliteFile(Path file, Driver driver, String mode, @Nullable FileGuard guard) {
    this.file = file;
    this.driver = driver;
    this.mode = mode;
    this.guard = guard;
  }

  /** To read and write, and nobody else beside. */
  static SqliteFile own(Path file) {
    Driver driver = driver();
    return new SqliteFile(file, driver, "rwc", FileGuard.hold(file));
  }

  /** To look at only, beside whoever owns it. */
  static SqliteFile inspect(Path file) {
    // Without a write-ahead log nobody has it open: then SQLite is told that nothing moves, and
    // makes no files. With one, its newest entries may be in the log, and the log must be read.
    boolean quiet = !Files.exists(log(file));
    return new SqliteFile(file, driver(), quiet ? "ro&immutable=1" : "ro", null);
  }

  private static Path log(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  private static Driver driver() {
    try {
      return DriverManager.getDriver(PREFIX);
    } catch (SQLException e) {
      try {
        // Not found as a service, as in a container with class loaders of its own.
        Class.forName("org.sqlite.JDBC", true, SqliteFile.class.getClassLoader());
        return DriverManager.getDriver(PREFIX);
      } catch (ClassNotFoundException | SQLException missing) {
        throw new TillwrightException(
            "store.driver",
            false,
            "there is no SQLite driver: add the Maven dependency org.xerial:sqlite-jdbc"
                + " (scope runtime) to the application");
      }
    }
  }

  @Override
  public Connection open(Dialect.Use use) throws SQLException {
    try {
      // A URI, so that no character of the file's name is taken for a setting.
      String uri = file.toUri().getRawPath();
      Connection connection =
          driver.connect(PREFIX + "file:" + uri + "?mode=" + mode, new Properties());
      if (connection == null) {
        throw new SQLException("the driver does not know SQLite");
      }
      return connection;
    } catch (LinkageError e) {
      throw new TillwrightException(
          "store.driver",
          false,
          "the SQLite driver cannot load its native library; org.sqlite.tmpdir may name a folder"
              + " that allows execution",
          e);
    }
  }

  @Override
  public void stillSound() {
    if (mode.endsWith("immutable=1") && Files.exists(log(file))) {
      throw new TillwrightException(
          "store.locked", true, "the database " + file + " was opened by a till while it was read");
    }
  }

  @Override
  public void close() {
    if (guard != null) {
      guard.close();
    }
  }
}
