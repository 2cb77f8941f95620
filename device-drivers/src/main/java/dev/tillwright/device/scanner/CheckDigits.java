package dev.tillwright.device.scanner;

/**
 * The check digit of GS1 keys (GS1 General Specifications, section 7.9): weights 3 and 1 from the
 * right, modulo 10.
 */
final class CheckDigits {
  private CheckDigits() {}

  /** Whether all are digits and the last one is that of those before. */
  static boolean right(CharSequence digits) {
    int sum = 0;
    for (int at = digits.length() - 1, weight = 1; at >= 0; at--, weight = 4 - weight) {
      int digit = digits.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      sum += weight * digit;
    }
    return digits.length() > 1 && sum % 10 == 0;
  }

  static boolean areDigits(CharSequence text) {
    return text.length() > 0 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
