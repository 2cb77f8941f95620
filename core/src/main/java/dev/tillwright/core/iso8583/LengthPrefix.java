package dev.tillwright.core.iso8583;

/**
 * The length before a variable field (LLVAR, LLLVAR and so on). One of the four parts of a field on
 * the wire.
 *
 * @param digits how many digits it has: 2 to 6
 * @param form how they are written
 * @param countsBytes whether it counts bytes on the wire; else it counts characters or bytes of the
 *     value
 */
record LengthPrefix(int digits, Form form, boolean countsBytes) {

  /** How the digits of a length are written. */
  enum Form {
    ASCII,
    EBCDIC1047,
    EBCDIC037,
    /** Two digits a byte. */
    BCD,
    /** A binary number, the high byte first; LL is one byte, LLL and LLLL are two. */
    BINARY
  }

  /** The largest length that fits. */
  int largest() {
    int decimal = (int) Math.pow(10, digits) - 1;
    return form == Form.BINARY ? (1 << 8 * packedBytes()) - 1 : decimal;
  }

  private int packedBytes() {
    return (digits + 1) / 2;
  }

  void put(WireOut out, int length) {
    switch (form) {
      case ASCII -> out.put(decimal(length));
      case EBCDIC1047 -> Ebcdic.CP1047.put(out, decimal(length));
      case EBCDIC037 -> Ebcdic.CP037.put(out, decimal(length));
      case BCD -> Bcd.put(out, decimal(length), 0, Padding.LEFT_ZERO);
      case BINARY -> {
        for (int shift = 8 * (packedBytes() - 1); shift >= 0; shift -= 8) {
          out.put((byte) (length >> shift));
        }
      }
    }
  }

  int take(WireIn in) {
    return switch (form) {
      case ASCII -> number(in, in.take(digits));
      case EBCDIC1047 -> number(in, Ebcdic.CP1047.take(in, digits));
      case EBCDIC037 -> number(in, Ebcdic.CP037.take(in, digits));
      case BCD -> number(in, Bcd.take(in, new byte[digits], 0, Padding.LEFT_ZERO));
      case BINARY -> {
        int length = 0;
        for (int i = 0; i < packedBytes(); i++) {
          length = length << 8 | in.take() & 0xFF;
        }
        yield length;
      }
    };
  }

  private byte[] decimal(int length) {
    byte[] text = new byte[digits];
    int rest = length;
    for (int i = digits - 1; i >= 0; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return text;
  }

  private static int number(WireIn in, byte[] text) {
    int number = 0;
    for (byte each : text) {
      if (each < '0' || each > '9') {
        throw in.error("a length that is not digits");
      }
      number = number * 10 + (each - '0');
    }
    return number;
  }
}
