package dev.tillwright.core.dispute;

import dev.tillwright.core.card.Pan;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that people type into a case: bounded, and without a card number. */
final class CaseText {
  static final int CODE = 64;
  static final int NOTE = 2_000;

  private static final Pattern DIGITS = Pattern.compile("[0-9](?:[ .-]?[0-9]){11,18}");

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
      try (Pan pan = Pan.of(digits.group().replaceAll("[^0-9]", ""))) {
        return pan.length() > 0;
      } catch (IllegalArgumentException another) {
        // A telephone number, an invoice: goes on.
      }
    }
    return false;
  }
}
