package dev.tillwright.core.host.stored;

import java.time.Duration;

/**
 * How often numbers may be tried. What goes beyond is answered with {@link StoredCode#LATER} for a
 * time that doubles with each time it happens, without a look at the card.
 *
 * @param window in which tries are counted
 * @param wrong numbers or codes that may be wrong at one terminal in a window, 1 to 1,000
 * @param asked balances that one terminal may ask in a window, 1 to 100,000
 * @param askedOfCard times that one card's balance may be asked in a window, 1 to 1,000
 * @param backOff the first time
 * @param longest the longest time
 */
public record ProbeLimits(
    Duration window, int wrong, int asked, int askedOfCard, Duration backOff, Duration longest) {
  public ProbeLimits {
    if (window.isNegative() || window.isZero() || window.compareTo(Duration.ofDays(31)) > 0) {
      throw new IllegalArgumentException("a window is at most 31 days");
    }
    if (wrong < 1 || wrong > 1_000 || asked < 1 || asked > 100_000) {
      throw new IllegalArgumentException(
          "a terminal has 1 to 1,000 wrong tries, 100,000 questions");
    }
    if (askedOfCard < 1 || askedOfCard > 1_000) {
      throw new IllegalArgumentException("a card is asked about 1 to 1,000 times");
    }
    if (backOff.isNegative() || backOff.isZero() || longest.compareTo(backOff) < 0) {
      throw new IllegalArgumentException("a back-off is positive, and at most the longest");
    }
  }

  /**
   * Per hour 5 wrong tries and 120 balances at a terminal, 10 of one card; a minute that doubles up
   * to a day.
   */
  public static ProbeLimits usual() {
    return new ProbeLimits(
        Duration.ofHours(1), 5, 120, 10, Duration.ofMinutes(1), Duration.ofDays(1));
  }

  Duration after(long trips) {
    Duration time = backOff;
    for (long i = 1; i < trips && time.compareTo(longest) < 0; i++) {
      time = time.multipliedBy(2);
    }
    return time.compareTo(longest) < 0 ? time : longest;
  }
}
