package dev.tillwright.core.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long wrong tries lock an operator out. After {@code tries} of them in a row it is {@code
 * first}, and each further one doubles it, up to {@code longest}.
 *
 * @param tries 1 to 20
 * @param first from one second
 * @param longest from {@code first} to 30 days
 */
public record LockOut(int tries, Duration first, Duration longest) {
  /** Five tries, then 30 seconds, doubling up to one hour. */
  public static final LockOut DEFAULT = new LockOut(5, Duration.ofSeconds(30), Duration.ofHours(1));

  public LockOut {
    if (tries < 1 || tries > 20) {
      throw new IllegalArgumentException("1 to 20 tries");
    }
    boolean ordered = first.compareTo(Duration.ofSeconds(1)) >= 0 && longest.compareTo(first) >= 0;
    if (!ordered || longest.compareTo(Duration.ofDays(30)) > 0) {
      throw new IllegalArgumentException("a lock-out is one second to 30 days");
    }
  }

  /** How long after the last of so many wrong tries in a row; zero while more are free. */
  public Duration after(long wrong) {
    if (wrong < tries) {
      return Duration.ZERO;
    }
    long doublings = Math.min(wrong - tries, 32);
    Duration grown = first.multipliedBy(1L << doublings);
    return grown.compareTo(longest) < 0 ? grown : longest;
  }

  /** Until when; empty when nothing is locked now. */
  Optional<Instant> until(long wrong, Instant lastWrong, Instant now) {
    Instant until = lastWrong.plus(after(wrong));
    return until.isAfter(now) && wrong >= tries ? Optional.of(until) : Optional.empty();
  }
}
