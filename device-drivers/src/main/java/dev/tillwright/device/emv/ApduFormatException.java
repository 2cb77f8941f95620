package dev.tillwright.device.emv;

import dev.tillwright.core.TillwrightException;

/** Bytes that are no command, response, answer to reset or list of a card; the place, no data. */
public final class ApduFormatException extends TillwrightException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final int position;

  ApduFormatException(String field, int position, String what) {
    super("emv.format", false, field + " at byte " + position + ": " + what);
    this.field = field;
    this.position = position;
  }

  /** What was read: {@code command}, {@code TB3}, {@code AFL}. */
  public String field() {
    return field;
  }

  /** The byte where it went wrong, from 0. */
  public int position() {
    return position;
  }
}
