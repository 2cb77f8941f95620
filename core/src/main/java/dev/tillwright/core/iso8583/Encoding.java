package dev.tillwright.core.iso8583;

/**
 * How a value becomes bytes. One of the four parts of a field on the wire. A value of text is its
 * characters in ISO 8859-1, a value of bytes is itself; a unit is one of either.
 */
enum Encoding {
  ASCII(true) {
    @Override
    void put(WireOut out, byte[] value, Padding padding) {
      out.put(value);
    }

    @Override
    byte[] take(WireIn in, int units, Padding padding) {
      return in.take(units);
    }
  },

  EBCDIC1047(true) {
    @Override
    void put(WireOut out, byte[] value, Padding padding) {
      Ebcdic.CP1047.put(out, value);
    }

    @Override
    byte[] take(WireIn in, int units, Padding padding) {
      return Ebcdic.CP1047.take(in, units);
    }
  },

  EBCDIC037(true) {
    @Override
    void put(WireOut out, byte[] value, Padding padding) {
      Ebcdic.CP037.put(out, value);
    }

    @Override
    byte[] take(WireIn in, int units, Padding padding) {
      return Ebcdic.CP037.take(in, units);
    }
  },

  /** Two digits a byte; the separator of tracks ({@code =}) is D. */
  BCD(true) {
    @Override
    int wireBytes(int units) {
      return (units + 1) / 2;
    }

    @Override
    int unitsIn(WireIn in, int wireBytes, Padding padding) {
      boolean half =
          padding == Padding.RIGHT_F && wireBytes > 0 && (in.peek(wireBytes - 1) & 0xF) == 0xF;
      return wireBytes * 2 - (half ? 1 : 0);
    }

    @Override
    void put(WireOut out, byte[] value, Padding padding) {
      Bcd.put(out, value, 0, padding);
    }

    @Override
    byte[] take(WireIn in, int units, Padding padding) {
      return Bcd.take(in, new byte[units], 0, padding);
    }
  },

  /** The sign as a character, then packed digits. */
  SIGNED_BCD(true) {
    @Override
    int wireBytes(int units) {
      return units == 0 ? 0 : 1 + units / 2;
    }

    @Override
    int unitsIn(WireIn in, int wireBytes, Padding padding) {
      return wireBytes == 0 ? 0 : wireBytes * 2 - 1;
    }

    @Override
    void put(WireOut out, byte[] value, Padding padding) {
      if (value.length > 0) {
        out.put(value[0]);
        Bcd.put(out, value, 1, Padding.LEFT_ZERO);
      }
    }

    @Override
    byte[] take(WireIn in, int units, Padding padding) {
      byte[] value = new byte[units];
      if (units > 0) {
        value[0] = in.take();
        Bcd.take(in, value, 1, Padding.LEFT_ZERO);
      }
      return value;
    }
  },

  /** Bytes as they are. */
  RAW(false) {
    @Override
    void put(WireOut out, byte[] value, Padding padding) {
      out.put(value);
    }

    @Override
    byte[] take(WireIn in, int units, Padding padding) {
      return in.take(units);
    }
  },

  /** Bytes as two hexadecimal digits each, in ASCII. */
  HEX(false) {
    @Override
    int wireBytes(int units) {
      return units * 2;
    }

    @Override
    int unitsIn(WireIn in, int wireBytes, Padding padding) {
      if (wireBytes % 2 != 0) {
        throw in.error("an odd number of hexadecimal digits");
      }
      return wireBytes / 2;
    }

    @Override
    void put(WireOut out, byte[] value, Padding padding) {
      for (byte each : value) {
        out.put(hexDigit(each >> 4 & 0xF));
        out.put(hexDigit(each & 0xF));
      }
    }

    @Override
    byte[] take(WireIn in, int units, Padding padding) {
      byte[] value = new byte[units];
      for (int i = 0; i < units; i++) {
        value[i] = (byte) (takeHex(in) << 4 | takeHex(in));
      }
      return value;
    }
  };

  private final boolean text;

  Encoding(boolean text) {
    this.text = text;
  }

  /** Whether it carries text; the others carry bytes. */
  boolean text() {
    return text;
  }

  /** How many bytes so many units take. */
  int wireBytes(int units) {
    return units;
  }

  /** How many units stand in the next bytes, for lengths that count bytes. */
  int unitsIn(WireIn in, int wireBytes, Padding padding) {
    return wireBytes;
  }

  abstract void put(WireOut out, byte[] value, Padding padding);

  /** Takes so many units. The caller made sure that their bytes are there. */
  abstract byte[] take(WireIn in, int units, Padding padding);

  private static byte hexDigit(int nibble) {
    return (byte) (nibble < 10 ? '0' + nibble : 'A' + nibble - 10);
  }

  private static int takeHex(WireIn in) {
    int digit = Character.digit(in.take(), 16);
    if (digit < 0) {
      throw in.error("not a hexadecimal digit");
    }
    return digit;
  }
}
