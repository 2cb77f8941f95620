package dev.tillwright.core.qr;

import dev.tillwright.core.TillwrightException;

/** A payment code that is not what its specification says: the place, never the data. */
public final class QrFormatException extends TillwrightException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final int offset;

  QrFormatException(String path, int offset, String what) {
    super(
        "qr.format",
        false,
        (path.isEmpty() ? "" : "field " + path + " ") + "at character " + offset + ": " + what);
    this.path = path;
    this.offset = offset;
  }

  /** The ids around the place, the outermost first ({@code 62.05}); empty for the whole. */
  public String path() {
    return path;
  }

  /** The character of the code where it went wrong, from 0. */
  public int offset() {
    return offset;
  }
}
