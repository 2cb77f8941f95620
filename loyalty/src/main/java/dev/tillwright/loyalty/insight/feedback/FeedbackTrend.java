package dev.tillwright.loyalty.insight.feedback;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What was said in a week.
 *
 * @param week its Monday
 * @param given scores
 * @param sum of the scores
 * @param low of them, scores that want an answer
 * @param themes how often each was named
 */
public record FeedbackTrend(
    LocalDate week, long given, long sum, long low, Map<String, Long> themes) {
  public FeedbackTrend {
    Objects.requireNonNull(week, "week");
    themes = Collections.unmodifiableSortedMap(new TreeMap<>(themes));
  }

  /** The mean score; there is at least one. */
  public double mean() {
    return (double) sum / given;
  }
}
