package dev.tillwright.loyalty.engine;

import java.time.Instant;

/**
 * What was before this sale: what rules gave a member, what the member bought, what was drawn on a
 * budget. Limits, counters and first purchases look at it.
 *
 * <p><b>Threads.</b> Any number at once. No I/O on other machines; answers in milliseconds. The
 * same question within one evaluation has one answer.
 */
public interface Tallies {

  /**
   * What a rule gave a member, after all cuts; not less for goods that came back.
   *
   * @param rule its id; empty for all rules together
   * @param from included
   * @param to excluded
   */
  Given given(String member, String rule, Instant from, Instant to);

  /**
   * What a member bought.
   *
   * @param from included
   * @param to excluded
   */
  Bought bought(String member, Instant from, Instant to);

  /** Points that all members were given out of a budget. */
  long drawn(String budget);

  /** Nothing was before. */
  static Tallies none() {
    return new Tallies() {
      @Override
      public Given given(String member, String rule, Instant from, Instant to) {
        return Given.NOTHING;
      }

      @Override
      public Bought bought(String member, Instant from, Instant to) {
        return Bought.NOTHING;
      }

      @Override
      public long drawn(String budget) {
        return 0;
      }
    };
  }

  /**
   * @param awards how often it gave points, a coupon or a voucher; all rules together, points
   * @param points how many in all
   */
  record Given(long awards, long points) {
    /** Never anything. */
    public static final Given NOTHING = new Given(0, 0);

    /** Both together. */
    public Given plus(Given more) {
      return new Given(Math.addExact(awards, more.awards), Math.addExact(points, more.points));
    }
  }

  /**
   * @param purchases how many sales
   * @param spendMinor what was paid for them, in minor units
   */
  record Bought(long purchases, long spendMinor) {
    /** Never anything. */
    public static final Bought NOTHING = new Bought(0, 0);

    /** Both together. */
    public Bought plus(Bought more) {
      return new Bought(
          Math.addExact(purchases, more.purchases), Math.addExact(spendMinor, more.spendMinor));
    }
  }
}
