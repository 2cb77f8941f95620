package dev.tillwright.core.report;

/** Student's t, by the series of Fisher and Cornish (Abramowitz and Stegun, 26.7.5). */
final class StudentT {
  private static final double NORMAL = 1.959963984540054;

  private StudentT() {}

  /**
   * The value that bounds 95 % on both sides.
   *
   * @param freedom degrees of it, 5 or more: from there on it is right to three decimals
   */
  static double both95(int freedom) {
    if (freedom < 5) {
      throw new IllegalArgumentException("five degrees of freedom or more");
    }
    double x = NORMAL;
    double x2 = x * x;
    double v = freedom;
    double g1 = x * (x2 + 1) / 4;
    double g2 = x * ((5 * x2 + 16) * x2 + 3) / 96;
    double g3 = x * (((3 * x2 + 19) * x2 + 17) * x2 - 15) / 384;
    double g4 = x * ((((79 * x2 + 776) * x2 + 1482) * x2 - 1920) * x2 - 945) / 92_160;
    return x + g1 / v + g2 / (v * v) + g3 / (v * v * v) + g4 / (v * v * v * v);
  }
}
