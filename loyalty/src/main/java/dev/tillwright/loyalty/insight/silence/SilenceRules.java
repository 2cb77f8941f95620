package dev.tillwright.loyalty.insight.silence;

import java.time.Duration;
import java.util.Objects;

/**
 * When a member is called quiet: by the gap since his last purchase, against the gaps between his
 * purchases, of which the newest {@value dev.tillwright.loyalty.insight.segment.Rhythm#GAPS} are
 * remembered.
 *
 * @param fewestGaps nobody is called quiet before he had so many, 2 or more
 * @param deviations quiet beyond the median by so many robust deviations (1.4826 times the median
 *     distance from the median), and beyond twice his longest gap
 * @param shortest and beyond so long
 * @param longest who is away for longer is not news any more
 */
public record SilenceRules(int fewestGaps, double deviations, Duration shortest, Duration longest) {
  public SilenceRules {
    Objects.requireNonNull(shortest, "shortest");
    Objects.requireNonNull(longest, "longest");
    if (fewestGaps < 2 || !(deviations >= 0)) {
      throw new IllegalArgumentException("two gaps or more, and deviations from 0 on");
    }
    if (shortest.isNegative() || longest.compareTo(shortest) <= 0) {
      throw new IllegalArgumentException("the longest is beyond the shortest");
    }
  }

  /** From 4 gaps on, 6 deviations, two weeks to 400 days. */
  public static SilenceRules usual() {
    return new SilenceRules(4, 6, Duration.ofDays(14), Duration.ofDays(400));
  }
}
