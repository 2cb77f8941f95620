package dev.tillwright.crypto.token;

/** Whether a token of digits has a valid check digit (ISO/IEC 7812-1, annex B). */
public enum Luhn {
  /** Never: whoever takes the token for a card number finds out at once. The default. */
  INVALID,
  /** Always, for systems that check it. Such a token may be somebody's card number. */
  VALID,
  /** As it comes; one in ten is valid. */
  ANY;

  private static final int DIGITS_OF_A_LONG = 18;

  /**
   * How many tokens there are with {@code free} digits that may vary. Of nineteen free digits that
   * may be anything the first is a zero, so that they are counted in a long.
   */
  long space(int free) {
    if (this == ANY) {
      return power(Math.min(free, DIGITS_OF_A_LONG));
    }
    return free < 1 ? 0 : power(free - 1) * (this == VALID ? 1 : 9);
  }

  static long power(int digits) {
    long power = 1;
    for (int i = 0; i < digits; i++) {
      power *= 10;
    }
    return power;
  }
}
