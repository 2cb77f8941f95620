package dev.tillwright.loyalty.insight.campaign;

/**
 * Intervals of differences. Shares: Newcombe's hybrid score interval, his method 10, from the score
 * intervals of Wilson without continuity correction (R. G. Newcombe, Interval estimation for the
 * difference between independent proportions, Statistics in Medicine 17, 1998, 873-890). Means:
 * Welch's t with the degrees of freedom of Welch and Satterthwaite (B. L. Welch, Biometrika 34,
 * 1947, 28-35).
 */
public final class Lift {
  private static final String NEWCOMBE = "Newcombe 1998, method 10, from Wilson's score intervals";
  private static final String WELCH = "Welch 1947, t with Satterthwaite's degrees of freedom";

  private Lift() {}

  /**
   * The difference of two shares.
   *
   * @param hits of the treated
   * @param of how many, 1 or more
   * @param controlHits of the control group
   * @param controlOf how many, 1 or more
   * @param confidence between 0 and 1
   */
  public static Interval ofShares(
      long hits, long of, long controlHits, long controlOf, double confidence) {
    if (of < 1
        || controlOf < 1
        || hits > of
        || controlHits > controlOf
        || hits < 0
        || controlHits < 0) {
      throw new IllegalArgumentException("hits of at least one on either side");
    }
    double z = Quantiles.normal(1 - (1 - confidence) / 2);
    double p1 = (double) hits / of;
    double p2 = (double) controlHits / controlOf;
    double[] w1 = wilson(p1, (double) of, z);
    double[] w2 = wilson(p2, (double) controlOf, z);
    double low = p1 - p2 - Math.hypot(p1 - w1[0], w2[1] - p2);
    double high = p1 - p2 + Math.hypot(w1[1] - p1, p2 - w2[0]);
    return new Interval(p1, p2, low, high, confidence, NEWCOMBE);
  }

  private static double[] wilson(double p, double n, double z) {
    double z2 = z * z;
    double middle = 2 * n * p + z2;
    double root = z * Math.sqrt(z2 + 4 * n * p * (1 - p));
    double below = 2 * (n + z2);
    return new double[] {
      Math.max(0, (middle - root) / below), Math.min(1, (middle + root) / below)
    };
  }

  /**
   * The difference of two means.
   *
   * @param treated count, sum and sum of squares of the one
   * @param control of the other; both of two or more
   * @param confidence between 0 and 1
   */
  public static Interval ofMeans(Sums treated, Sums control, double confidence) {
    double v1 = treated.variance() / treated.count();
    double v2 = control.variance() / control.count();
    double lift = treated.mean() - control.mean();
    double half = 0;
    if (v1 + v2 > 0) {
      double freedom =
          (v1 + v2)
              * (v1 + v2)
              / (v1 * v1 / (treated.count() - 1) + v2 * v2 / (control.count() - 1));
      half = Quantiles.student(1 - (1 - confidence) / 2, freedom) * Math.sqrt(v1 + v2);
    }
    return new Interval(
        treated.mean(), control.mean(), lift - half, lift + half, confidence, WELCH);
  }

  /**
   * What a mean and its spread are reckoned from, exact.
   *
   * @param count how many
   * @param sum of their values
   * @param squares sum of the squares of their values
   */
  public record Sums(long count, java.math.BigInteger sum, java.math.BigInteger squares) {
    /** The mean. */
    public double mean() {
      return new java.math.BigDecimal(sum).doubleValue() / count;
    }

    /** The variance of a sample, from two on: in whole numbers until the last division. */
    public double variance() {
      if (count < 2) {
        throw new IllegalArgumentException("two or more have a spread");
      }
      java.math.BigInteger n = java.math.BigInteger.valueOf(count);
      return n.multiply(squares).subtract(sum.multiply(sum)).doubleValue()
          / ((double) count * (count - 1));
    }
  }
}
