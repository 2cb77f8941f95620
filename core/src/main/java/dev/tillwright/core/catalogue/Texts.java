package dev.tillwright.core.catalogue;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the texts and dates of a catalogue are held to, so that a sale and an entry take them. */
final class Texts {
  static final int CODE = 64;
  static final int NAME = 200;
  static final int CATEGORY = 100;
  static final int REFERENCE = 200;

  private static final long FIRST_DAY = LocalDate.of(1900, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  private Texts() {}

  /** Whether it prints and is not too long. */
  static boolean fits(String text, int most) {
    return text.length() <= most && text.codePoints().allMatch(Texts::prints);
  }

  private static boolean prints(int c) {
    // A lone surrogate would come back from UTF-8 as another character.
    return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
  }

  static boolean isCode(String code) {
    return !code.isBlank() && code.equals(code.strip()) && fits(code, CODE);
  }

  static String code(String code) {
    if (!isCode(code)) {
      throw new IllegalArgumentException(
          "a code has 1 to " + CODE + " characters that print, without space around it");
    }
    return code;
  }

  /** A name among data: a price list, a channel, a tax class. */
  static boolean isWord(String word) {
    return word.matches("[A-Za-z0-9._-]{1,32}");
  }

  static String word(String what, String word) {
    if (!isWord(word)) {
      throw new IllegalArgumentException(
          what + " has 1 to 32 characters of A-Z, a-z, 0-9, hyphen, dot and underscore");
    }
    return word;
  }

  static String text(String what, String text, int most) {
    if (!fits(text, most)) {
      throw new IllegalArgumentException(what + " has at most " + most + " characters that print");
    }
    return text;
  }

  static void days(@Nullable LocalDate from, @Nullable LocalDate to) {
    if (!isDay(from) || !isDay(to) || from != null && to != null && to.isBefore(from)) {
      throw new IllegalArgumentException("from and to are in order, in the years 1900 to 9999");
    }
  }

  static boolean isDay(@Nullable LocalDate day) {
    return day == null || day.toEpochDay() >= FIRST_DAY && day.toEpochDay() <= LAST_DAY;
  }
}
