package dev.tillwright.loyalty.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RatioTest {
  @Test
  void arithmetic_isThatOfBigIntegers() {
    long seed = 20250604;
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      long an = pick(random);
      long ad = Math.max(1, Math.abs(pick(random) / 2));
      long bn = pick(random);
      long bd = Math.max(1, Math.abs(pick(random) / 2));
      Ratio a = Ratio.of(an, ad);
      Ratio b = Ratio.of(bn, bd);
      BigInteger cross = big(an).multiply(big(bd));
      BigInteger other = big(bn).multiply(big(ad));
      BigInteger den = big(ad).multiply(big(bd));
      same(a.plus(b), cross.add(other), den);
      same(a.minus(b), cross.subtract(other), den);
      same(a.times(b), big(an).multiply(big(bn)), den);
      if (bn != 0) {
        BigInteger by = bn < 0 ? other.negate() : other;
        same(a.dividedBy(b), bn < 0 ? cross.negate() : cross, by);
      }
      assertThat(a.compareTo(b)).isEqualTo(cross.compareTo(other));
      assertThat(a.signum()).isEqualTo(Long.signum(an));
    }
  }

  @Test
  void rounding_isThatOfBigDecimal() {
    for (long num = -25; num <= 25; num++) {
      for (RoundingMode mode :
          new RoundingMode[] {
            RoundingMode.DOWN, RoundingMode.UP, RoundingMode.HALF_UP, RoundingMode.HALF_EVEN
          }) {
        long expected = BigDecimal.valueOf(num, 1).setScale(0, mode).longValueExact();
        assertThat(Ratio.of(num, 10).round(mode)).isEqualTo(expected);
      }
      assertThat(Ratio.of(num, 10).floor()).isEqualTo(Math.floorDiv(num, 10));
    }
    assertThat(Ratio.of(1, 3).shown()).isEqualByComparingTo("0.33");
    assertThat(Ratio.of(600).shown().toPlainString()).isEqualTo("600");
  }

  @Test
  void divisionByZero_isRefused() {
    assertThatThrownBy(() -> Ratio.of(1).dividedBy(Ratio.ZERO))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Ratio.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void same(Ratio ratio, BigInteger num, BigInteger den) {
    BigInteger gcd = num.gcd(den);
    assertThat(ratio).hasToString(num.divide(gcd) + "/" + den.divide(gcd));
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  /** All sizes, with the edges of what fits. */
  private static long pick(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong(-3, 4);
      case 1 -> Long.MAX_VALUE - random.nextInt(3);
      case 2 -> Long.MIN_VALUE + random.nextInt(3);
      default -> random.nextLong() >> random.nextInt(64);
    };
  }
}
