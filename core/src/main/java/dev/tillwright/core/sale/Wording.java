package dev.tillwright.core.sale;

/** Which texts a sale takes: short ones that print, so that every event fits its journal entry. */
final class Wording {
  static final int NAME = 200;
  static final int CATEGORY = 100;
  static final int REFERENCE = 100;
  static final int REASON = 200;
  static final int CODE = 64;
  static final int TAX_CODE = 16;
  static final int KEY = 200;

  private Wording() {}

  /** Whether it prints and is not too long. */
  static boolean fits(String text, int most) {
    return text.length() <= most && text.codePoints().allMatch(Wording::prints);
  }

  /** Whether, besides, it says something. */
  static boolean says(String text, int most) {
    return !text.isBlank() && fits(text, most);
  }

  private static boolean prints(int c) {
    // A lone surrogate would come back from UTF-8 as another character.
    return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
  }
}
