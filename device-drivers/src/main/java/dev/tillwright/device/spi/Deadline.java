package dev.tillwright.device.spi;

import java.time.Duration;

/**
 * A moment on the monotonic clock by which a call has answered, handed down through all its steps,
 * so that ten steps together do not take ten deadlines.
 */
public final class Deadline {
  private static final long LONGEST = Duration.ofDays(365).toNanos();

  private final long at;

  private Deadline(long at) {
    this.at = at;
  }

  /**
   * So long from now.
   *
   * @param limit positive; more than a year is taken as a year
   */
  public static Deadline after(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("a deadline lies ahead");
    }
    long nanos = limit.compareTo(Duration.ofNanos(LONGEST)) > 0 ? LONGEST : limit.toNanos();
    return new Deadline(System.nanoTime() + nanos);
  }

  /** Nanoseconds left; zero when it has passed. */
  public long nanos() {
    return Math.max(0, at - System.nanoTime());
  }

  /** Milliseconds left, rounded up so that a wait of it is not a spin; zero when it has passed. */
  public long millis() {
    return (nanos() + 999_999) / 1_000_000;
  }

  /**
   * As {@link #millis}, but never zero: for {@code wait} and {@code select} zero means for ever,
   * and a deadline may pass between the look at it and the wait.
   */
  public long waitMillis() {
    return Math.max(1, millis());
  }

  /** As {@link #nanos}, but never zero: for a further limit. */
  public long waitNanos() {
    return Math.max(1, nanos());
  }

  public boolean passed() {
    return nanos() == 0;
  }

  /** The earlier of this one and one so long from now. */
  public Deadline within(Duration limit) {
    Deadline other = after(limit);
    return other.at - at < 0 ? other : this;
  }
}
