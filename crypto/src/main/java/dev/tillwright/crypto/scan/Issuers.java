package dev.tillwright.crypto.scan;

import dev.tillwright.core.card.MaskedPan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which digits may be a card number: known issuers' ranges with their lengths, and Luhn's check.
 */
final class Issuers {
  static final int SHORTEST = 13;
  static final int LONGEST = 19;

  private static final int PREFIX = 6;
  private static final List<Range> RANGES =
      List.of(
          range("visa", "4", "4", 13, 16, 19),
          range("mastercard", "51", "55", 16),
          range("mastercard", "222100", "272099", 16),
          range("amex", "34", "34", 15),
          range("amex", "37", "37", 15),
          range("discover", "6011", "6011", 16, 17, 18, 19),
          range("discover", "644", "649", 16, 17, 18, 19),
          range("discover", "65", "65", 16, 17, 18, 19),
          range("diners", "300", "305", 14, 15, 16, 17, 18, 19),
          range("diners", "3095", "3095", 14, 15, 16, 17, 18, 19),
          range("diners", "36", "36", 14, 15, 16, 17, 18, 19),
          range("diners", "38", "39", 14, 15, 16, 17, 18, 19),
          range("jcb", "3528", "3589", 16, 17, 18, 19),
          range("unionpay", "62", "62", 16, 17, 18, 19),
          range("maestro", "50", "50", 13, 14, 15, 16, 17, 18, 19),
          range("maestro", "56", "58", 13, 14, 15, 16, 17, 18, 19),
          range("maestro", "6304", "6304", 13, 14, 15, 16, 17, 18, 19),
          range("maestro", "6759", "6759", 13, 14, 15, 16, 17, 18, 19),
          range("maestro", "6761", "6763", 13, 14, 15, 16, 17, 18, 19));

  private record Range(String brand, int low, int high, int lengths) {}

  private Issuers() {}

  private static Range range(String brand, String low, String high, int... lengths) {
    int bits = 0;
    for (int length : lengths) {
      bits |= 1 << length;
    }
    return new Range(
        brand,
        Integer.parseInt(low + "0".repeat(PREFIX - low.length())),
        Integer.parseInt(high + "9".repeat(PREFIX - high.length())),
        bits);
  }

  /** The brand of digits 0 to 9, or null when they are no card number. */
  static @Nullable String brand(byte[] digits, int from, int length) {
    if (length < SHORTEST || length > LONGEST || digits[from] < 2 || digits[from] > 6) {
      return null;
    }
    int prefix = 0;
    for (int i = 0; i < PREFIX; i++) {
      prefix = prefix * 10 + digits[from + i];
    }
    for (Range range : RANGES) {
      if (prefix >= range.low
          && prefix <= range.high
          && (range.lengths & 1 << length) != 0
          && luhn(digits, from, length)) {
        return range.brand;
      }
    }
    return null;
  }

  private static boolean luhn(byte[] digits, int from, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      int digit = digits[from + length - 1 - i];
      int weighted = i % 2 == 0 ? digit : digit * 2;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }

  static MaskedPan masked(byte[] digits, int from, int length) {
    StringBuilder text = new StringBuilder("*".repeat(length - 4));
    for (int i = from + length - 4; i < from + length; i++) {
      text.append((char) ('0' + digits[i]));
    }
    return new MaskedPan(text.toString());
  }
}
