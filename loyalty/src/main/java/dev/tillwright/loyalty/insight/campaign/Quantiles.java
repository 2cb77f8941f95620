package dev.tillwright.loyalty.insight.campaign;

import java.util.function.DoubleUnaryOperator;

/**
 * Values below which a share of a distribution lies: found by halving, from functions that are
 * known to many digits.
 */
final class Quantiles {
  private static final int HALVINGS = 200;
  private static final double NEARLY_NORMAL = 1e7;
  private static final int MOST_TERMS = 10_000;
  private static final double[] LANCZOS = {
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-6,
    1.5056327351493116e-7
  };

  private Quantiles() {}

  /**
   * Of the normal distribution.
   *
   * @param share 0.5 to 1, exclusive
   */
  static double normal(double share) {
    return halved(share, Quantiles::belowNormal);
  }

  /** The share below z, for z from 0 on, by a series of positive terms (26.2.11). */
  private static double belowNormal(double z) {
    double term = z;
    double sum = z;
    for (int i = 1; i <= MOST_TERMS && term > sum * 1e-17; i++) {
      term *= z * z / (2 * i + 1);
      sum += term;
    }
    return z > 38 ? 1 : 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /**
   * Of Student's t.
   *
   * @param share 0.5 to 1, exclusive
   * @param freedom degrees of it, positive
   */
  static double student(double share, double freedom) {
    if (!(freedom > 0)) {
      throw new IllegalArgumentException("degrees of freedom are positive");
    }
    return freedom > NEARLY_NORMAL ? normal(share) : halved(share, t -> below(t, freedom));
  }

  private static double halved(double share, DoubleUnaryOperator below) {
    if (!(share >= 0.5 && share < 1)) {
      throw new IllegalArgumentException("a share from a half to below one");
    }
    double low = 0;
    double high = 1;
    while (below.applyAsDouble(high) < share && high < 1e12) {
      high *= 2;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (below.applyAsDouble(middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The share below t, for t from 0 on (Abramowitz and Stegun, 26.7.1 and 26.5.27). */
  private static double below(double t, double freedom) {
    double all = freedom + t * t;
    return 1 - beta(freedom / all, t * t / all, freedom / 2, 0.5) / 2;
  }

  /** The regularised incomplete beta function, by its continued fraction (26.5.8), by Lentz. */
  private static double beta(double x, double y, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log(y));
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(y, b, a) / b;
  }

  private static double fraction(double x, double a, double b) {
    double tiny = 1e-300;
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1), tiny);
    double h = d;
    for (int m = 1; m <= MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d, tiny);
      c = away(1 + even / c, tiny);
      h *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d, tiny);
      c = away(1 + odd / c, tiny);
      double step = d * c;
      h *= step;
      if (Math.abs(step - 1) < 1e-15) {
        break;
      }
    }
    return h;
  }

  private static double away(double value, double tiny) {
    return Math.abs(value) < tiny ? tiny : value;
  }

  /** By Lanczos' approximation with nine terms. */
  private static double lnGamma(double x) {
    double of = x - 1;
    double sum = 0.9999999999998099;
    for (int i = 0; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (of + i + 1);
    }
    double t = of + LANCZOS.length - 0.5;
    return 0.5 * Math.log(2 * Math.PI) + (of + 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
