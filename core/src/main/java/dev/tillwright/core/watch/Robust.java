package dev.tillwright.core.watch;

import java.util.Arrays;

/** Median and median absolute deviation: a few wild values do not move them. */
final class Robust {
  /** Makes the deviation comparable with a standard deviation, where values are normal. */
  private static final double CONSISTENT = 1.4826;

  final double median;
  final double deviation;

  private Robust(double median, double deviation) {
    this.median = median;
    this.deviation = deviation;
  }

  static Robust of(double[] values) {
    double median = median(values.clone());
    double[] away = Arrays.stream(values).map(it -> Math.abs(it - median)).toArray();
    return new Robust(median, CONSISTENT * median(away));
  }

  /** How many deviations away; the deviation counts as at least {@code floor}. */
  double score(double value, double floor) {
    return (value - median) / Math.max(deviation, floor);
  }

  private static double median(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
