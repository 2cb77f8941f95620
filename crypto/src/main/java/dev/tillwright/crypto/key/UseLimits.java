package dev.tillwright.crypto.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How often and how long a key may be used (cryptoperiods, NIST SP 800-57 part 1, 5.3).
 *
 * @param maxUses how many operations that protect it may do, counted durably where the module is
 *     durable; {@link #UNCOUNTED} for any number
 * @param protectUntil from then on it protects nothing more: it decrypts, unwraps, verifies and
 *     derives only
 * @param processUntil from then on it does nothing; not before {@code protectUntil}
 */
public record UseLimits(long maxUses, Instant protectUntil, Instant processUntil) {
  /** Any number of uses. */
  public static final long UNCOUNTED = Long.MAX_VALUE;

  /** Any number of uses, for ever. */
  public static final UseLimits NONE = new UseLimits(UNCOUNTED, Instant.MAX, Instant.MAX);

  public UseLimits {
    Objects.requireNonNull(protectUntil, "protectUntil");
    if (maxUses < 1) {
      throw new IllegalArgumentException("a key has at least one use");
    }
    if (processUntil.isBefore(protectUntil)) {
      throw new IllegalArgumentException("a key processes at least as long as it protects");
    }
  }

  /** So many uses at most, for ever. */
  public static UseLimits uses(long maxUses) {
    return new UseLimits(maxUses, Instant.MAX, Instant.MAX);
  }

  /** The same count within other times. */
  public UseLimits within(Instant protectUntil, Instant processUntil) {
    return new UseLimits(maxUses, protectUntil, processUntil);
  }

  /** The same count, and as long from another beginning; what never ends does not. */
  UseLimits later(Duration by) {
    return new UseLimits(maxUses, later(protectUntil, by), later(processUntil, by));
  }

  private static Instant later(Instant time, Duration by) {
    return Instant.MAX.minus(by).isBefore(time) ? Instant.MAX : time.plus(by);
  }

  /** Whether uses are counted. */
  public boolean counted() {
    return maxUses != UNCOUNTED;
  }
}
