package dev.tillwright.crypto.keyblock;

import dev.tillwright.core.TillwrightException;

/**
 * A text is not a key block. Code {@code keyblock.malformed}; names the field and where it begins,
 * never its content.
 */
public final class KeyBlockFormatException extends TillwrightException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final int position;

  KeyBlockFormatException(String field, int position, String why) {
    super(
        "keyblock.malformed",
        false,
        "not a key block: %s at position %d %s".formatted(field, position, why));
    this.field = field;
    this.position = position;
  }

  /** Which part is wrong. */
  public String field() {
    return field;
  }

  /** Where it begins, counted from 0. */
  public int position() {
    return position;
  }
}
