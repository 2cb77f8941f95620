package dev.tillwright.core.dispute;

import dev.tillwright.core.card.Pan;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that people type into a case: bounded, and without a card number. */
final class CaseText {
  static final int CODE = 64;
  static final int NOTE = 2_000;

  private static final Pattern DIGITS = Pattern.compile("[0-9](?:[ .-]?[0-9]){11,18}");

  private static final int FEWEST_DIGITS = 12;

  private CaseText() {}

  /**
   * A short code, such as a reason; may be empty.
   *
   * @throws IllegalArgumentException naming the field
   */
  static String code(String text, String field) {
    return check(text, field, CODE);
  }

  /**
   * Some sentences; may be empty.
   *
   * @throws IllegalArgumentException naming the field
   */
  static String note(String text, String field) {
    return check(text, field, NOTE);
  }

  private static String check(String text, String field, int most) {
    if (text.length() > most) {
      throw new IllegalArgumentException(field + " has at most " + most + " characters");
    }
    if (holdsPan(text)) {
      throw new IllegalArgumentException(
          field + " holds a card number; write its last four digits");
    }
    return text;
  }

  private static boolean holdsPan(String text) {
    Matcher digits = DIGITS.matcher(text);
    for (int at = 0; digits.find(at); at = digits.start() + 1) {
      String group = digits.group();
      boolean begins = digits.start() == 0 || !isDigit(text.charAt(digits.start() - 1));
      if (isPan(group) || begins && beginsWithPan(group)) {
        return true;
      }
    }
    return false;
  }

  /** A date or an amount may stand right behind the number. */
  private static boolean beginsWithPan(String group) {
    for (int end = 1; end < group.length(); end++) {
      if (!isDigit(group.charAt(end)) && isPan(group.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isPan(String text) {
    String digits = text.replaceAll("[^0-9]", "");
    if (digits.length() < FEWEST_DIGITS) {
      return false;
    }
    try (Pan pan = Pan.of(digits)) {
      return pan.length() > 0;
    } catch (IllegalArgumentException another) {
      return false; // a telephone number, an invoice
    }
  }
}
