package dev.tillwright.core.stock;

import java.math.BigDecimal;

/**
 * When to order again. The reorder point is
 *
 * <pre>
 * demand × lead + safety × √(lead × deviation² + demand² × leadDeviation²)
 * </pre>
 *
 * with demand and deviation a day, rounded up to three decimals: the textbook's formula for demand
 * and lead times that vary independently and nearly normally. Days that began and ended without
 * stock do not count as days without demand.
 *
 * @param leadDays from ordering until it lies on the shelf, 0 to 365 days
 * @param leadDeviation standard deviation of that, 0 to 365 days
 * @param safety how many deviations are kept in reserve, 0 to 5: 1.65 covers 95 of 100 lead times
 * @param reviewDays between two orders, 1 to 365: an order reaches until the next one comes in
 * @param windowDays how many days back demand is looked at, 7 to 730
 * @param coverDays more than demand of so many days is too much, 1 to 3,650
 */
public record ReorderPolicy(
    BigDecimal leadDays,
    BigDecimal leadDeviation,
    BigDecimal safety,
    int reviewDays,
    int windowDays,
    int coverDays) {
  public ReorderPolicy {
    within("a lead time", leadDays, 365);
    within("its deviation", leadDeviation, 365);
    within("a safety factor", safety, 5);
    if (reviewDays < 1 || reviewDays > 365 || windowDays < 7 || windowDays > 730) {
      throw new IllegalArgumentException("1 to 365 days between orders, a window of 7 to 730");
    }
    if (coverDays < 1 || coverDays > 3_650) {
      throw new IllegalArgumentException("a cover of 1 to 3,650 days");
    }
  }

  /** Seven days that do not vary, 95 of 100, weekly orders, eight weeks back, 90 days of cover. */
  public static ReorderPolicy usual() {
    return new ReorderPolicy(
        BigDecimal.valueOf(7), BigDecimal.ZERO, new BigDecimal("1.65"), 7, 56, 90);
  }

  /** The same with another lead time. */
  public ReorderPolicy withLead(BigDecimal days, BigDecimal deviation) {
    return new ReorderPolicy(days, deviation, safety, reviewDays, windowDays, coverDays);
  }

  private static void within(String what, BigDecimal value, int most) {
    if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(most)) > 0 || value.scale() > 6) {
      throw new IllegalArgumentException(what + " is 0 to " + most + ", with six decimals");
    }
  }
}
