package dev.tillwright.loyalty.program;

import java.time.Duration;
import java.time.Period;
import java.util.Objects;
import java.util.Optional;

/**
 * What happens to points after a sale gave them. What a program does not say is {@link #PLAIN}:
 * points are free at once and for ever, and what goods that come back had earned is taken back even
 * below zero.
 *
 * @param pending how long points wait until they are free to spend; at least as long as goods may
 *     come back, so that spent points need not be taken back
 * @param expiry when points end; none for never
 * @param hold how long points stay held for a sale: a hold is captured strictly before its end;
 *     none for as long as it takes
 * @param returns how much goods that come back take with them
 * @param giveBack where burned points go that come back
 * @param shortfall what happens to points that are to be taken back and are not there
 * @param offline what a terminal without the ledger may burn
 */
public record Terms(
    Period pending,
    Optional<Expiry> expiry,
    Optional<Duration> hold,
    Returns returns,
    GiveBack giveBack,
    Shortfall shortfall,
    Offline offline) {

  /** The terms of a program that says nothing. */
  public static final Terms PLAIN =
      new Terms(
          Period.ZERO,
          Optional.empty(),
          Optional.empty(),
          Returns.PROPORTIONAL,
          new GiveBack(GiveBack.Order.REVERSE, GiveBack.Expired.KEEP),
          Shortfall.NEGATIVE,
          Offline.OPEN);

  public Terms {
    Objects.requireNonNull(expiry, "expiry");
    Objects.requireNonNull(returns, "returns");
    Objects.requireNonNull(giveBack, "giveBack");
    Objects.requireNonNull(shortfall, "shortfall");
    Objects.requireNonNull(offline, "offline");
    if (pending.isNegative() || hold.filter(it -> it.isNegative() || it.isZero()).isPresent()) {
      throw new IllegalArgumentException("points do not wait, nor are they held, backwards");
    }
  }

  /** How much goods that come back take with them. */
  public enum Returns {
    /** Of each line's share as much as of its quantity came back. */
    PROPORTIONAL,
    /** What the sale earned less what it would have earned without them; never below zero. */
    REEVALUATE
  }

  /**
   * Where burned points go that come back.
   *
   * @param order among the lots that were burned
   * @param expired what becomes of points whose lot has expired meanwhile
   */
  public record GiveBack(Order order, Expired expired) {
    public GiveBack {
      Objects.requireNonNull(order, "order");
      Objects.requireNonNull(expired, "expired");
    }

    /** Among the lots that were burned. */
    public enum Order {
      /** To the lot that was burned last, first. */
      REVERSE,
      /** The same share to each lot, by largest remainder. */
      PRORATA
    }

    /** What becomes of points whose lot has expired meanwhile. */
    public enum Expired {
      /** A lot keeps its expiry: what falls into an expired one is lost. */
      KEEP,
      /** They come back as a new lot. */
      REISSUE
    }
  }

  /**
   * What happens to points that are to be taken back and are not there.
   *
   * @param policy what
   * @param points for {@code CASH}: so many missing points
   * @param minor for {@code CASH}: are withheld from the refund as so many minor units
   */
  public record Shortfall(Missing policy, long points, long minor) {
    /** The balance falls below zero; what is earned next goes to the debt first. */
    public static final Shortfall NEGATIVE = new Shortfall(Missing.NEGATIVE, 0, 0);

    /** The shop bears it. */
    public static final Shortfall WRITE_OFF = new Shortfall(Missing.WRITE_OFF, 0, 0);

    public Shortfall {
      Objects.requireNonNull(policy, "policy");
      if (policy == Missing.CASH && (points < 1 || minor < 1)) {
        throw new IllegalArgumentException("a shortfall in cash needs a rate");
      }
    }

    /** What missing points are worth, in minor units, rounded down; 0 unless paid in cash. */
    public long minorOf(long missing) {
      return policy == Missing.CASH ? Math.multiplyExact(missing, minor) / points : 0;
    }
  }

  /**
   * What a terminal without the ledger may burn.
   *
   * @param policy which
   * @param points for {@code LIMIT}: at most so many for one member, until the ledger is back
   */
  public record Offline(Honoured policy, long points) {
    /** All that is asked for is honoured; the balance may fall below zero. */
    public static final Offline OPEN = new Offline(Honoured.OPEN, 0);

    public Offline {
      Objects.requireNonNull(policy, "policy");
      if (points < 0) {
        throw new IllegalArgumentException("a limit is not negative");
      }
    }
  }

  /** What happens to points that are missing. */
  public enum Missing {
    NEGATIVE,
    WRITE_OFF,
    CASH
  }

  /** What is honoured without the ledger. */
  public enum Honoured {
    OPEN,
    LIMIT
  }
}
