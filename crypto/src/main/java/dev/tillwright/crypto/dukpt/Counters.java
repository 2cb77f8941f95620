package dev.tillwright.crypto.dukpt;

import java.util.HexFormat;

/** The rule of both standards: counters rise, and those with too many one bits are left out. */
final class Counters {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Counters() {}

  /** The counter after {@code counter}, or 0 when there is none: then the device is exhausted. */
  static long after(long counter, int bits, int mostOnes) {
    // With all its ones spent, only a carry leads on: what lies between has even more of them.
    long step = Long.bitCount(counter) < mostOnes ? 1 : Long.lowestOneBit(counter);
    long next = counter + step;
    return next >>> bits == 0 ? next : 0;
  }

  static void check(long counter, int bits, int mostOnes) {
    if (counter < 0 || counter >>> bits != 0) {
      throw new KsnFormatException("the counter of a KSN has " + bits + " bits");
    }
    if (Long.bitCount(counter) > mostOnes) {
      throw new KsnFormatException("the counter of a KSN has at most " + mostOnes + " one bits");
    }
  }

  /** Reads exactly so many hexadecimal digits. */
  static byte[] digits(CharSequence text, int digits) {
    if (text.length() != digits) {
      throw new KsnFormatException("a KSN of this kind has " + digits + " hexadecimal digits");
    }
    for (int i = 0; i < digits; i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        throw new KsnFormatException("a KSN is hexadecimal, not at position " + i);
      }
    }
    return HEX.parseHex(text);
  }

  static String text(byte[] bytes) {
    return HEX.formatHex(bytes);
  }
}
