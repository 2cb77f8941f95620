package dev.tillwright.loyalty.partner;

import java.time.Duration;

/** The end of a call's time. */
final class Until {
  private final long end;

  Until(Duration deadline) {
    end = System.nanoTime() + deadline.toNanos();
  }

  boolean over() {
    return end - System.nanoTime() <= 0;
  }

  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }
}
