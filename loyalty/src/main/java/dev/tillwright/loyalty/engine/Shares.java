package dev.tillwright.loyalty.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whole shares of exact ones, by largest remainder: each share is its exact value rounded down, and
 * what is left goes, one each, to the largest fractions; ties to the earlier one. Unlike shares by
 * weight, a share that is whole stays what it is.
 */
final class Shares {
  private Shares() {}

  /**
   * @param whole not below the sum of the shares rounded down, not above that of those rounded up
   */
  static long[] of(long whole, List<Ratio> exact) {
    long[] shares = new long[exact.size()];
    List<Integer> order = new ArrayList<>(exact.size());
    List<Ratio> fractions = new ArrayList<>(exact.size());
    long left = whole;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = exact.get(i).floor();
      left = Math.subtractExact(left, shares[i]);
      fractions.add(exact.get(i).minus(Ratio.of(shares[i])));
      order.add(i);
    }
    if (left == 0) {
      return shares;
    }
    order.sort(Comparator.comparing((Integer i) -> fractions.get(i)).reversed());
    for (int i = 0; i < left; i++) {
      shares[order.get(i)]++;
    }
    return shares;
  }
}
