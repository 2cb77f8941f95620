package dev.tillwright.loyalty.partner;

import java.util.Objects;
import java.util.Optional;

/**
 * What a house's points are worth in a partner's: {@code ours} of ours are {@code theirs} of
 * theirs, in both directions.
 *
 * <p><b>Guarantee.</b> Exact, and never more than the rate: who exchanges points and exchanges what
 * he got back, however often, never has more than before.
 *
 * @param ours so many of ours; 1 to 1,000,000
 * @param theirs are so many of theirs; 1 to 1,000,000
 * @param min the fewest points that are given up in one exchange, whoever's they are
 * @param step points are given up in multiples of this
 * @param rounding what becomes of the points that do not make one more on the other side
 */
public record ExchangeRate(long ours, long theirs, long min, long step, Rounding rounding) {
  /** The most points of one exchange. */
  public static final long MOST = 1_000_000_000_000L;

  private static final long LARGEST = 1_000_000;

  public ExchangeRate {
    Objects.requireNonNull(rounding, "rounding");
    if (ours < 1 || ours > LARGEST || theirs < 1 || theirs > LARGEST) {
      throw new IllegalArgumentException("the parts of a rate are 1 to " + LARGEST);
    }
    if (step < 1 || step > LARGEST || min < step || min > MOST || min % step != 0) {
      throw new IllegalArgumentException("the least is a multiple of the step");
    }
  }

  /** What a remainder becomes. */
  public enum Rounding {
    /** All the points are given up, and what they bring is rounded down. */
    DOWN,
    /** What they bring is rounded down, and no more are given up than bring it. */
    SPARE
  }

  /**
   * Points for points.
   *
   * @param given so many are given up
   * @param got so many come of them
   */
  public record Trade(long given, long got) {}

  /** Any number of points, with the remainder kept. */
  public static ExchangeRate of(long ours, long theirs) {
    return new ExchangeRate(ours, theirs, 1, 1, Rounding.SPARE);
  }

  /** Our points for theirs; none when that is too few, or brings none. At most {@link #MOST}. */
  public Optional<Trade> out(long points) {
    return trade(points, ours, theirs);
  }

  /** Their points for ours; none when that is too few, or brings none. At most {@link #MOST}. */
  public Optional<Trade> in(long points) {
    return trade(points, theirs, ours);
  }

  private Optional<Trade> trade(long points, long from, long to) {
    if (points < 1 || points > MOST) {
      throw new IllegalArgumentException("1 to " + MOST + " points");
    }
    long given = points - points % step;
    long got = given * to / from; // at most 10^18
    if (given < min || got < 1 || got > MOST) {
      return Optional.empty();
    }
    if (rounding == Rounding.SPARE) {
      long needed = (got * from + to - 1) / to;
      given = Math.max(min, (needed + step - 1) / step * step);
    }
    return Optional.of(new Trade(given, got));
  }
}
