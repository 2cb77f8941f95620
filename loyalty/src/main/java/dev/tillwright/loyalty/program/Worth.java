package dev.tillwright.loyalty.program;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What points are worth when a customer pays with them, and how many may pay for one sale. A step
 * is always worth a whole number of minor units, so that no redemption rounds.
 *
 * @param points so many points
 * @param minor are worth so many minor units of the program's currency
 * @param min the fewest points of one sale; a multiple of {@code step}
 * @param step points are redeemed in multiples of this
 * @param max the most points of one sale; a multiple of {@code step}, {@link Long#MAX_VALUE} for
 *     any number
 * @param percent at most so much of what the goods cost that points may pay; above 0, at most 100
 */
public record Worth(long points, long minor, long min, long step, long max, BigDecimal percent) {
  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  public Worth {
    boolean steps = points > 0 && minor > 0 && step > 0 && min >= step && min % step == 0;
    if (!steps || max < min || max != Long.MAX_VALUE && max % step != 0) {
      throw new IllegalArgumentException("not what points can be worth");
    }
    percent = percent.stripTrailingZeros();
    if (percent.signum() <= 0 || percent.compareTo(ALL) > 0) {
      throw new IllegalArgumentException("points pay at most the whole");
    }
    if (Math.multiplyExact(step, minor) % points != 0) {
      throw new IllegalArgumentException("a step is worth a whole number of minor units");
    }
  }

  /** Any number of points may pay for all of a sale. */
  public Worth(long points, long minor, long min, long step) {
    this(points, minor, min, step, Long.MAX_VALUE, ALL);
  }

  /** Whether one sale takes only so many points. */
  public boolean hasMax() {
    return max < Long.MAX_VALUE;
  }

  /** Whether points pay only a part of a sale. */
  public boolean isPart() {
    return percent.compareTo(ALL) < 0;
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

  /** The most that points may pay of goods that cost so much, in minor units. */
  public long mostOf(long amountMinor) {
    long part =
        BigDecimal.valueOf(Math.max(0, amountMinor))
            .multiply(percent)
            .divide(ALL, 0, RoundingMode.DOWN)
            .longValueExact();
    return hasMax() ? Math.min(part, minorOf(max)) : part;
  }
}
