package dev.tillwright.examples.shop;

import dev.tillwright.core.TillwrightException;
import org.jspecify.annotations.Nullable;

/**
 * A file of retail lines cannot be used. The message is one line that names the file, the line and
 * the column, and never quotes the data.
 */
public final class RetailFileException extends TillwrightException {
  private static final long serialVersionUID = 1L;

  private final long line;
  private final String column;

  private RetailFileException(
      String code, String message, long line, String column, @Nullable Throwable cause) {
    super(code, false, message, cause);
    this.line = line;
    this.column = column;
  }

  /** A line that does not say what it must. */
  static RetailFileException malformed(String file, long line, String column, String what) {
    String place = column.isEmpty() ? "" : ", column " + column;
    return new RetailFileException(
        "retail.malformed", file + ", line " + line + place + ": " + what, line, column, null);
  }

  /** The file as a whole. */
  static RetailFileException unreadable(String file, String what, @Nullable Throwable cause) {
    return new RetailFileException("retail.unreadable", file + ": " + what, 0, "", cause);
  }

  /** The line in the file, from 1; 0 when the whole file is meant. */
  public long line() {
    return line;
  }

  /** The column's name; empty when the whole line or file is meant. */
  public String column() {
    return column;
  }
}
