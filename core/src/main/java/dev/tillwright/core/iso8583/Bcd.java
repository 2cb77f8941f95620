package dev.tillwright.core.iso8583;

/** Two digits a byte. An odd count leaves half a byte, before or behind, as the padding says. */
final class Bcd {
  private static final int SEPARATOR = 0xD;

  private Bcd() {}

  /** Writes the characters from {@code from} on. */
  static void put(WireOut out, byte[] value, int from, Padding padding) {
    int count = value.length - from;
    int high = -1;
    if (count % 2 != 0 && padding.left()) {
      high = padding.nibble();
    }
    for (int i = from; i < value.length; i++) {
      int nibble = nibble(out, value[i]);
      if (high < 0) {
        high = nibble;
      } else {
        out.put((byte) (high << 4 | nibble));
        high = -1;
      }
    }
    if (high >= 0) {
      out.put((byte) (high << 4 | padding.nibble()));
    }
  }

  /** Fills the value from {@code from} on. */
  static byte[] take(WireIn in, byte[] value, int from, Padding padding) {
    int count = value.length - from;
    boolean odd = count % 2 != 0;
    int at = from;
    for (int i = 0; i < (count + 1) / 2; i++) {
      int both = in.take() & 0xFF;
      boolean skipHigh = odd && padding.left() && i == 0;
      boolean skipLow = odd && !padding.left() && i == count / 2;
      if (skipHigh) {
        filler(in, both >> 4);
      } else {
        value[at++] = digit(in, both >> 4);
      }
      if (skipLow) {
        filler(in, both & 0xF);
      } else {
        value[at++] = digit(in, both & 0xF);
      }
    }
    return value;
  }

  private static int nibble(WireOut out, byte character) {
    if (character >= '0' && character <= '9') {
      return character - '0';
    }
    if (character == '=' || character == 'D') {
      return SEPARATOR;
    }
    throw out.error("not a digit, so it cannot be packed");
  }

  private static byte digit(WireIn in, int nibble) {
    if (nibble <= 9) {
      return (byte) ('0' + nibble);
    }
    if (nibble == SEPARATOR) {
      return '=';
    }
    throw in.error("half a byte that is no digit");
  }

  private static void filler(WireIn in, int nibble) {
    // Hosts fill with 0 or F, whatever their paper says; anything else is a digit that got lost.
    if (nibble != 0 && nibble != 0xF) {
      throw in.error("half a byte that should only fill holds a digit");
    }
  }
}
