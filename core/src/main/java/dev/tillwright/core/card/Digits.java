package dev.tillwright.core.card;

import java.util.Arrays;

/** Reads secrets from text, and leaves nothing of what it refuses. */
final class Digits {

  private Digits() {}

  /**
   * The characters in ASCII.
   *
   * @throws IllegalArgumentException naming the position of one that may not stand here, never it
   */
  static byte[] read(CharSequence text, String what, Allowed allowed) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = text.charAt(i);
      if (c > 0x7e || !allowed.at(i, c)) {
        Arrays.fill(bytes, (byte) 0);
        throw new IllegalArgumentException(what + ", not at position " + i);
      }
      bytes[i] = (byte) c;
    }
    return bytes;
  }

  static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  /** The check digit's rule (ISO/IEC 7812-1, annex B). */
  static boolean luhn(byte[] digits) {
    int sum = 0;
    for (int i = 0; i < digits.length; i++) {
      int digit = digits[digits.length - 1 - i] - '0';
      int weighted = i % 2 == 0 ? digit : digit * 2;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }

  /** Whether a character may stand at a place. */
  @FunctionalInterface
  interface Allowed {
    boolean at(int position, char c);
  }
}
