package dev.tillwright.loyalty.guard;

import java.time.Duration;

/** Lengths of time in words. */
final class Spans {
  private Spans() {}

  /** {@code "10 minutes"}, {@code "2 days"}: in the largest unit that is whole. */
  static String words(Duration span) {
    long seconds = span.toSeconds();
    if (seconds % 86_400 == 0) {
      return count(seconds / 86_400, "day");
    }
    if (seconds % 3_600 == 0) {
      return count(seconds / 3_600, "hour");
    }
    return seconds % 60 == 0 ? count(seconds / 60, "minute") : count(seconds, "second");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
