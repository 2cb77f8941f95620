package dev.tillwright.core.host.wallet;

import java.time.Duration;

/** A moment by which an answer must be given. */
final class Deadline {
  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline after(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("a deadline is positive");
    }
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** What is left, less what must be kept; 0 when that is nothing. */
  long leftNanos(Duration kept) {
    return Math.max(0, end - System.nanoTime() - kept.toNanos());
  }

  /** The time for one question: at most so long, at least a moment. */
  Duration within(Duration most) {
    long left = Math.max(1_000_000, leftNanos(Duration.ZERO));
    return left < most.toNanos() ? Duration.ofNanos(left) : most;
  }
}
