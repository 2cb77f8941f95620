package dev.tillwright.core.iso8583;

/** Which fields a message has: 8 bytes, or 16 when bit 1 is set. Counts bits from 1. */
final class Bitmap {
  private static final int HALF = 8;

  private Bitmap() {}

  static byte[] of(IsoMessage message, boolean mayExtend, WireOut out) {
    boolean second = message.last() > 64;
    if (second && !mayExtend) {
      throw out.error("a field beyond 64 where there is one bitmap");
    }
    byte[] bits = new byte[second ? 2 * HALF : HALF];
    if (second) {
      bits[0] = (byte) 0x80;
    }
    for (int number = message.next(1); number > 0; number = message.next(number)) {
      bits[(number - 1) / 8] |= (byte) (0x80 >> (number - 1) % 8);
    }
    return bits;
  }

  static byte[] take(WireIn in, Encoding encoding, boolean mayExtend) {
    in.need(encoding.wireBytes(HALF));
    byte[] first = encoding.take(in, HALF, Padding.NONE);
    if (!has(first, 1)) {
      return first;
    }
    if (!mayExtend) {
      throw in.error("a second bitmap where there is one");
    }
    in.need(encoding.wireBytes(HALF));
    byte[] second = encoding.take(in, HALF, Padding.NONE);
    byte[] both = new byte[2 * HALF];
    System.arraycopy(first, 0, both, 0, HALF);
    System.arraycopy(second, 0, both, HALF, HALF);
    return both;
  }

  static boolean has(byte[] bits, int number) {
    return (bits[(number - 1) / 8] & 0x80 >> (number - 1) % 8) != 0;
  }
}
