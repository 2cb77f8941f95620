package dev.tillwright.core.iso8583;

import dev.tillwright.core.TillwrightException;

/** A message that is not what its spec says: the field and the offset, never the data. */
public final class IsoFormatException extends TillwrightException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final int offset;

  IsoFormatException(String field, int offset, String what) {
    super("iso8583.format", false, "field " + field + " at byte " + offset + ": " + what);
    this.field = field;
    this.offset = offset;
  }

  /**
   * Which field: its number, with the numbers of the fields around it ({@code 127.25}); or {@code
   * mti}, {@code bitmap}, {@code message}.
   */
  public String field() {
    return field;
  }

  /** The byte of the message where it went wrong, from 0. */
  public int offset() {
    return offset;
  }
}
