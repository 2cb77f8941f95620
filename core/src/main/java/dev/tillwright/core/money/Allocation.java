package dev.tillwright.core.money;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Shares that add up to the whole, by largest remainder; ties go to the earlier share, so the same
 * input always gives the same shares.
 */
public final class Allocation {
  private Allocation() {}

  /**
   * Shares {@code total} by weights.
   *
   * @param weights not negative, at least one; when all are zero the shares are as for equal
   *     weights
   * @return one share a weight, in order, with the sum {@code total}; no share has the sign against
   *     the total
   */
  public static List<Money> byWeights(Money total, long... weights) {
    List<Money> shares = new ArrayList<>(weights.length);
    for (long share : byWeights(total.minor(), weights)) {
      shares.add(new Money(share, total.currency()));
    }
    return shares;
  }

  /** As above, on whole numbers: points, pieces. */
  public static long[] byWeights(long total, long... weights) {
    if (weights.length == 0) {
      throw new IllegalArgumentException("nothing to share among");
    }
    for (long weight : weights) {
      if (weight < 0) {
        throw new IllegalArgumentException("a weight is not negative");
      }
    }
    BigInteger sum = sum(weights);
    if (sum.signum() == 0) {
      long[] equal = new long[weights.length];
      Arrays.fill(equal, 1);
      return byWeights(total, equal);
    }
    BigInteger whole = BigInteger.valueOf(total).abs();
    long[] shares = new long[weights.length];
    BigInteger[] remainders = new BigInteger[weights.length];
    BigInteger left = whole;
    for (int i = 0; i < weights.length; i++) {
      BigInteger[] parts = whole.multiply(BigInteger.valueOf(weights[i])).divideAndRemainder(sum);
      shares[i] = parts[0].longValueExact();
      remainders[i] = parts[1];
      left = left.subtract(parts[0]);
    }
    // What is left is less than the number of shares, so one unit each is enough.
    largestFirst(remainders).stream().limit(left.longValueExact()).forEach(i -> shares[i]++);
    if (total < 0) {
      for (int i = 0; i < shares.length; i++) {
        shares[i] = -shares[i];
      }
    }
    return shares;
  }

  private static BigInteger sum(long[] weights) {
    BigInteger sum = BigInteger.ZERO;
    for (long weight : weights) {
      sum = sum.add(BigInteger.valueOf(weight));
    }
    return sum;
  }

  private static List<Integer> largestFirst(BigInteger[] remainders) {
    List<Integer> order = new ArrayList<>(remainders.length);
    for (int i = 0; i < remainders.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing((Integer i) -> remainders[i]).reversed());
    return order;
  }
}
