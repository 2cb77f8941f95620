package dev.tillwright.core.catalogue;

/**
 * Digits of bar codes (GS1 General Specifications, section 7.9): check digits of keys, and those of
 * the price or weight inside a code; one form for one GTIN, however many zeros stand before it.
 */
final class BarCodes {
  private static final int GTIN = 14;
  private static final int[] TWO_MINUS = {0, 2, 4, 6, 8, 9, 1, 3, 5, 7};
  private static final int[] THREE = {0, 3, 6, 9, 2, 5, 8, 1, 4, 7};
  private static final int[] FIVE_PLUS = {0, 5, 1, 6, 2, 7, 3, 8, 4, 9};
  private static final int[] FIVE_MINUS = {0, 5, 9, 4, 8, 3, 7, 2, 6, 1};
  private static final int[][] FOUR_DIGITS = {TWO_MINUS, TWO_MINUS, THREE, FIVE_MINUS};
  private static final int[][] FIVE_DIGITS = {
    FIVE_PLUS, TWO_MINUS, FIVE_MINUS, FIVE_PLUS, TWO_MINUS
  };

  private BarCodes() {}

  /** Whether an item may have it. */
  static boolean isBarCode(String code) {
    return Texts.isCode(code)
        && code.indexOf(';') < 0
        && (!hasLengthOfGtin(code) || checkDigitFits(code));
  }

  /** As it is looked up: a GTIN in its 14 digits, anything else as it stands. */
  static String canonical(String code) {
    return hasLengthOfGtin(code) && checkDigitFits(code)
        ? "0".repeat(GTIN - code.length()) + code
        : code;
  }

  static boolean hasLengthOfGtin(String code) {
    int length = code.length();
    return (length == 8 || length >= 12 && length <= GTIN) && areDigits(code);
  }

  static boolean areDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Of digits: weights 3 and 1 from the right, modulo 10. */
  static boolean checkDigitFits(String digits) {
    int sum = 0;
    int weight = 1;
    for (int at = digits.length() - 1; at >= 0; at--) {
      sum += weight * (digits.charAt(at) - '0');
      weight = 4 - weight;
    }
    return digits.length() > 1 && sum % 10 == 0;
  }

  /** The check digit before a price or weight of four or five digits. */
  static int valueCheckDigit(String digits) {
    if (digits.length() == 4) {
      return sum(digits, FOUR_DIGITS) * 3 % 10;
    }
    int missing = (10 - sum(digits, FIVE_DIGITS) % 10) % 10;
    for (int digit = 0; digit < 10; digit++) {
      if (FIVE_MINUS[digit] == missing) {
        return digit;
      }
    }
    throw new IllegalStateException("each product is there once");
  }

  private static int sum(String digits, int[][] products) {
    int sum = 0;
    for (int at = 0; at < products.length; at++) {
      sum += products[at][digits.charAt(at) - '0'];
    }
    return sum;
  }
}
