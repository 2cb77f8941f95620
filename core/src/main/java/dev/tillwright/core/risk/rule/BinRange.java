package dev.tillwright.core.risk.rule;

/**
 * Issuers by the first six digits of a card's number (ISO/IEC 7812-1), both ends inside.
 *
 * @param from 1 to 6 digits
 * @param to as many digits, not below
 */
public record BinRange(String from, String to) {
  private static final int DIGITS = 6;

  public BinRange {
    if (!from.matches("[0-9]{1,6}") || !to.matches("[0-9]{" + from.length() + "}")) {
      throw new IllegalArgumentException("a range of issuers has ends of the same 1 to 6 digits");
    }
    if (from.compareTo(to) > 0) {
      throw new IllegalArgumentException("a range does not end before it begins");
    }
  }

  /**
   * Reads {@code "40"} or {@code "400000-400099"}.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static BinRange parse(String text) {
    int dash = text.indexOf('-');
    return dash < 0
        ? new BinRange(text, text)
        : new BinRange(text.substring(0, dash), text.substring(dash + 1));
  }

  boolean holds(String bin) {
    String begin = bin.substring(0, from.length());
    return begin.compareTo(from) >= 0 && begin.compareTo(to) <= 0;
  }

  /** The first and last six digits, as numbers. */
  int first() {
    return Integer.parseInt(from + "0".repeat(DIGITS - from.length()));
  }

  int last() {
    return Integer.parseInt(to + "9".repeat(DIGITS - to.length()));
  }

  /** As it is read. */
  @Override
  public String toString() {
    return from.equals(to) ? from : from + "-" + to;
  }
}
