package dev.tillwright.core.money;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Runs a property many times; a failure names the seed with which it can be seen again. */
public final class Seeded {
  private Seeded() {}

  /** One case. */
  @FunctionalInterface
  public interface Property {
    void check(RandomGenerator random);
  }

  /** Checks seeds 1 to {@code cases}; {@code -Dseed=N} checks that one alone. */
  public static void cases(int cases, Property property) {
    Long only = Long.getLong("seed");
    long first = only == null ? 1 : only;
    long last = only == null ? cases : only;
    for (long seed = first; seed <= last; seed++) {
      try {
        property.check(new SplittableRandom(seed));
      } catch (Throwable failure) {
        throw new AssertionError("with -Dseed=" + seed + ": " + failure.getMessage(), failure);
      }
    }
  }

  /** A whole number of any size up to {@code bound}, small ones as often as large ones. */
  public static long upTo(RandomGenerator random, long bound) {
    int bits = random.nextInt(65 - Long.numberOfLeadingZeros(bound));
    return bits == 0 ? 0 : Math.min(bound, random.nextLong() >>> (64 - bits));
  }
}
