package dev.tillwright.core.checkpoint;

/** SHA-256 hashes as text: 64 lower-case hexadecimal digits. */
final class Hashes {
  static final String NONE = "0".repeat(64);
  private static final int DIGITS = 64;

  private Hashes() {}

  static String check(String text) {
    if (text.length() != DIGITS || !isHex(text)) {
      throw new IllegalArgumentException("not a SHA-256 hash");
    }
    return text;
  }

  static boolean isHex(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
  }
}
