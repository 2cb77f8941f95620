package dev.tillwright.core.iso8583;

import java.util.Arrays;

/**
 * What fills a value that is shorter than its fixed field, and the half byte that packed digits of
 * an odd count leave. One of the four parts of a field on the wire.
 *
 * <p>Reading never takes a filling off: only the host knows whether a space was meant.
 */
enum Padding {
  NONE(false, 0, 0),
  LEFT_ZERO(true, '0', 0x0),
  /** Fills the half byte only: a number with zeros behind it would be another number. */
  RIGHT_ZERO(false, 0, 0x0),
  /** Fills the half byte only. */
  RIGHT_F(false, 0, 0xF),
  RIGHT_SPACE(false, ' ', 0x0);

  private final boolean left;
  private final int filler;
  private final int nibble;

  Padding(boolean left, int filler, int nibble) {
    this.left = left;
    this.filler = filler;
    this.nibble = nibble;
  }

  /** Whether it stands before the value. */
  boolean left() {
    return left;
  }

  /** The half byte that fills packed digits. */
  int nibble() {
    return nibble;
  }

  /** The value, filled up; the value itself when it is long enough or nothing may fill it. */
  byte[] fill(byte[] value, int size) {
    if (value.length >= size || filler == 0) {
      return value;
    }
    byte[] filled = new byte[size];
    Arrays.fill(filled, (byte) filler);
    System.arraycopy(value, 0, filled, left ? size - value.length : 0, value.length);
    return filled;
  }
}
