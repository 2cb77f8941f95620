package dev.tillwright.device.scanner;

import java.time.Duration;

/**
 * How codes come apart from what else is typed or sent.
 *
 * @param gap two characters of one code are never further apart; 1 ms to 10 s
 * @param longestTime a code takes no longer than this from its first to its last character
 * @param shortest fewest characters of a code, from 1; what is shorter was typed by a person
 * @param longest most characters of a code, up to 8,192
 * @param prefix what the scanner sends before each code; empty for nothing
 * @param suffix what it sends after the code and before the terminator; empty for nothing
 * @param terminators the characters that end a code
 * @param quiet the same code again within this time is the same scan; zero for never
 * @param blanking after a code nothing is read for so long; zero for not at all
 */
public record ScanRules(
    Duration gap,
    Duration longestTime,
    int shortest,
    int longest,
    String prefix,
    String suffix,
    String terminators,
    Duration quiet,
    Duration blanking) {
  private static final Duration LONGEST_GAP = Duration.ofSeconds(10);
  private static final int MOST = 8_192;

  /**
   * Of a scanner that types as a keyboard: 50 ms between keys, 3 characters or more, then Enter.
   */
  public static final ScanRules WEDGE =
      new ScanRules(
          Duration.ofMillis(50),
          Duration.ofSeconds(3),
          3,
          4_296,
          "",
          "",
          "\r\n\t",
          Duration.ZERO,
          Duration.ZERO);

  /** Of a scanner on a line of its own: 1 s between characters, ended by CR or LF. */
  public static final ScanRules LINE =
      new ScanRules(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          1,
          8_192,
          "",
          "",
          "\r\n",
          Duration.ZERO,
          Duration.ZERO);

  public ScanRules {
    if (gap.toMillis() < 1 || gap.compareTo(LONGEST_GAP) > 0 || longestTime.compareTo(gap) < 0) {
      throw new IllegalArgumentException("gap: 1 ms to 10 s, and a code takes at least one gap");
    }
    if (shortest < 1 || longest < shortest || longest > MOST) {
      throw new IllegalArgumentException("a code has 1 to " + MOST + " characters");
    }
    if (terminators.isEmpty() || quiet.isNegative() || blanking.isNegative()) {
      throw new IllegalArgumentException(
          "a code needs a terminator, and times that are not negative");
    }
  }

  /** With what the scanner sends before and after each code. */
  public ScanRules around(String before, String after) {
    return new ScanRules(
        gap, longestTime, shortest, longest, before, after, terminators, quiet, blanking);
  }

  /** With other lengths. */
  public ScanRules lengths(int fewest, int most) {
    return new ScanRules(
        gap, longestTime, fewest, most, prefix, suffix, terminators, quiet, blanking);
  }

  /** With another gap. */
  public ScanRules gap(Duration between) {
    return new ScanRules(
        between, longestTime, shortest, longest, prefix, suffix, terminators, quiet, blanking);
  }

  /** With another time in which the same code is the same scan. */
  public ScanRules quiet(Duration same) {
    return new ScanRules(
        gap, longestTime, shortest, longest, prefix, suffix, terminators, same, blanking);
  }

  /** With another time after a code in which nothing is read. */
  public ScanRules blanking(Duration after) {
    return new ScanRules(
        gap, longestTime, shortest, longest, prefix, suffix, terminators, quiet, after);
  }
}
