package dev.tillwright.core.store;

import dev.tillwright.core.TillwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a driver's error into ours. The driver's own message is never kept: it may quote values.
 */
final class StoreErrors {
  private static final long NEARLY_FULL = 256 * 1024;
  private static final int LONGEST_STATEMENT = 160;
  private static final Set<String> RETRYABLE = Set.of("store.locked", "store.lost", "store.late");

  private final Dialect dialect;
  private final String name;
  private final @Nullable Path file;

  StoreErrors(Dialect dialect, String name, @Nullable Path file) {
    this.dialect = dialect;
    this.name = name;
    this.file = file;
  }

  TillwrightException of(SQLException error) {
    return of(error, "");
  }

  /**
   * @param sql the statement that failed, or empty
   */
  TillwrightException of(SQLException error, String sql) {
    if (error instanceof Dialect.Refused refused) {
      return failed("store.failed", "cannot be used safely: " + refused.getMessage());
    }
    String code = dialect.code(error);
    // A full disk can also show as a failed write of the shared-memory file beside the database.
    if (code.equals("store.failed") && diskIsFull()) {
      code = "store.full";
    }
    String what =
        switch (code) {
          case "store.locked" -> "is locked by someone else, or someone else was quicker";
          case "store.full" -> "has no room left on its disk";
          case "store.corrupt" -> "is damaged or not a database";
          case "store.readonly" -> "cannot be written";
          case "store.lost" -> "cannot be reached";
          case "store.late" -> "did not answer in time";
          default -> "failed" + (sql.isEmpty() ? "" : " at \"" + withoutLiterals(sql) + "\"");
        };
    return failed(code, what + " (" + vendor(error) + ")");
  }

  /** The answer to a commit was lost: it took effect, or not. */
  TillwrightException unknown(SQLException error) {
    return failed(
        "store.unknown",
        "was lost at a commit; reading back shows whether it took effect (" + vendor(error) + ")");
  }

  TillwrightException failed(String code, String what) {
    boolean retryable = RETRYABLE.contains(code);
    return new TillwrightException(code, retryable, "the database " + name + " " + what);
  }

  private static String vendor(SQLException error) {
    String state = error.getSQLState();
    return "code " + error.getErrorCode() + (state == null ? "" : ", state " + state);
  }

  private static String withoutLiterals(String sql) {
    String masked = sql.replaceAll("'[^']*'", "'?'").replaceAll("\\s+", " ").strip();
    return masked.length() <= LONGEST_STATEMENT
        ? masked.toLowerCase(Locale.ROOT)
        : masked.substring(0, LONGEST_STATEMENT).toLowerCase(Locale.ROOT) + "...";
  }

  private boolean diskIsFull() {
    if (file == null) {
      return false;
    }
    try {
      return Files.getFileStore(file).getUsableSpace() < NEARLY_FULL;
    } catch (IOException e) {
      return false;
    }
  }
}
