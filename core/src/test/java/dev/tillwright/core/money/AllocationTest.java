package dev.tillwright.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Currency;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final Currency JPY = Currency.getInstance("JPY");

  @Test
  void remainder_goesToTheLargestFractions_thenToTheEarlier() {
    assertThat(Allocation.byWeights(100, 1, 1, 1)).containsExactly(34, 33, 33);
    assertThat(Allocation.byWeights(100, 1, 2, 4)).containsExactly(14, 29, 57);
    assertThat(Allocation.byWeights(5, 0, 3, 7)).containsExactly(0, 2, 3);
    assertThat(Allocation.byWeights(1, 1, 1)).containsExactly(1, 0);
  }

  @Test
  void noWeightAtAll_sharesEqually() {
    assertThat(Allocation.byWeights(7, 0, 0)).containsExactly(4, 3);
  }

  @Test
  void money_keepsItsCurrency() {
    assertThat(Allocation.byWeights(Money.ofMinor(10, JPY), 3, 1))
        .containsExactly(Money.ofMinor(8, JPY), Money.ofMinor(2, JPY));
  }

  @Test
  void nothingToShareAmong_orNegativeWeights_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Allocation.byWeights(1));
    assertThatIllegalArgumentException().isThrownBy(() -> Allocation.byWeights(1, 1, -1));
  }

  @Test
  void extremes_doNotOverflow() {
    long[] shares = Allocation.byWeights(Long.MIN_VALUE + 1, Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(shares).containsExactly(-(1L << 62), -((1L << 62) - 1));
  }

  /** Hamilton's rule: whole sum, each share the exact quota rounded down or up, fairly. */
  @Test
  void shares_addUp_stayWithinTheirQuota_andLeaveNoLargerFractionBehind() {
    Seeded.cases(
        20_000,
        random -> {
          long total = Seeded.upTo(random, Long.MAX_VALUE) * (random.nextBoolean() ? 1 : -1);
          long[] weights = weights(random);
          long[] shares = Allocation.byWeights(total, weights);
          assertThat(sum(shares)).isEqualTo(BigInteger.valueOf(total));
          BigInteger all = sum(weights);
          if (all.signum() == 0) {
            return;
          }
          BigInteger smallestUp = all;
          BigInteger largestDown = BigInteger.ZERO;
          for (int i = 0; i < shares.length; i++) {
            BigInteger[] quota =
                BigInteger.valueOf(total)
                    .abs()
                    .multiply(BigInteger.valueOf(weights[i]))
                    .divideAndRemainder(all);
            long over = Math.abs(shares[i]) - quota[0].longValueExact();
            assertThat(over).isBetween(0L, 1L);
            if (over == 1) {
              assertThat(quota[1].signum()).isPositive();
              smallestUp = smallestUp.min(quota[1]);
            } else {
              largestDown = largestDown.max(quota[1]);
            }
          }
          assertThat(largestDown).isLessThanOrEqualTo(smallestUp);
        });
  }

  @Test
  void negativeTotal_isSharedLikeThePositiveOne() {
    Seeded.cases(
        5_000,
        random -> {
          long total = Seeded.upTo(random, Long.MAX_VALUE);
          long[] weights = weights(random);
          long[] mirrored =
              Arrays.stream(Allocation.byWeights(-total, weights)).map(share -> -share).toArray();
          assertThat(mirrored).containsExactly(Allocation.byWeights(total, weights));
        });
  }

  private static long[] weights(RandomGenerator random) {
    long bound = random.nextBoolean() ? 10 : Long.MAX_VALUE;
    return random.ints(1 + random.nextInt(12)).mapToLong(i -> Seeded.upTo(random, bound)).toArray();
  }

  private static BigInteger sum(long[] values) {
    return Arrays.stream(values)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
