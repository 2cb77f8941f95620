package dev.tillwright.core.checkpoint;

import java.time.Duration;
import java.util.Objects;

/**
 * How much may come together before a till signs its journal's head by itself. What came since the
 * newest checkpoint is what a thief of the machine could change without a trace.
 *
 * @param entries so many unsigned entries, 1 to 1,000,000
 * @param age or so long since the newest checkpoint, as soon as there is anything new; positive
 */
public record CheckpointPolicy(long entries, Duration age) {
  private static final long MOST = 1_000_000;

  public CheckpointPolicy {
    Objects.requireNonNull(age, "age");
    if (entries < 1 || entries > MOST || age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException("1 to 1,000,000 entries, and a time that passes");
    }
  }

  /** A thousand entries or a quarter of an hour. */
  public static CheckpointPolicy usual() {
    return new CheckpointPolicy(1_000, Duration.ofMinutes(15));
  }
}
