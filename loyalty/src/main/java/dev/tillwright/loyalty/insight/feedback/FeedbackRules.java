package dev.tillwright.loyalty.insight.feedback;

import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom to ask, and what may be said.
 *
 * @param scale scores are 1 to so much, 2 to 10
 * @param low scores up to this one want an answer; below {@code scale}
 * @param themes what it may be about, at most {@value #MOST_THEMES}: 1 to 32 of a-z, 0-9 and the
 *     hyphen
 * @param between a member is invited at most once in so long a time, besides the gate's own caps
 * @param within a sale is asked about at most so long after it, and answered at most as long after
 *     the invitation
 */
public record FeedbackRules(
    int scale, int low, Set<String> themes, Duration between, Duration within) {
  /** So many themes are possible. */
  public static final int MOST_THEMES = 50;

  public FeedbackRules {
    Objects.requireNonNull(between, "between");
    Objects.requireNonNull(within, "within");
    themes = Collections.unmodifiableSortedSet(new TreeSet<>(themes));
    if (scale < 2 || scale > 10 || low < 0 || low >= scale) {
      throw new IllegalArgumentException("a scale of 2 to 10, and low below it");
    }
    if (themes.size() > MOST_THEMES
        || themes.stream().anyMatch(it -> !it.matches("[a-z0-9-]{1,32}"))) {
      throw new IllegalArgumentException(
          "at most " + MOST_THEMES + " themes of 1 to 32 of a-z, 0-9 and -");
    }
    if (between.isNegative() || within.isNegative() || within.isZero()) {
      throw new IllegalArgumentException("lengths of time are not negative");
    }
  }

  /** 1 to 5, up to 2 is low; once in 30 days, within a week; six themes of shops. */
  public static FeedbackRules usual() {
    return new FeedbackRules(
        5,
        2,
        Set.of("staff", "waiting", "price", "choice", "quality", "shop"),
        Duration.ofDays(30),
        Duration.ofDays(7));
  }
}
