package dev.tillwright.loyalty.program;

/**
 * What points are worth when a customer pays with them. A step is always worth a whole number of
 * minor units, so that no redemption rounds.
 *
 * @param points so many points
 * @param minor are worth so many minor units of the program's currency
 * @param min the fewest points of one redemption; a multiple of {@code step}
 * @param step points are redeemed in multiples of this
 */
public record Worth(long points, long minor, long min, long step) {
  public Worth {
    if (points < 1 || minor < 1 || step < 1 || min < step || min % step != 0) {
      throw new IllegalArgumentException("not what points can be worth");
    }
    if (Math.multiplyExact(step, minor) % points != 0) {
      throw new IllegalArgumentException("a step is worth a whole number of minor units");
    }
  }

  /** What these points are worth, in minor units, rounded down. */
  public long minorOf(long count) {
    return Math.multiplyExact(count, minor) / points;
  }

  /** The most points that pay at most this much; 0 when that is less than one redemption. */
  public long pointsFor(long amountMinor) {
    long minorOfStep = minorOf(step);
    long most = Math.multiplyExact(amountMinor / minorOfStep, step);
    return most < min ? 0 : most;
  }
}
