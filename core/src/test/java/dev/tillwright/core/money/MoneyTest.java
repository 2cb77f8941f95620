package dev.tillwright.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Currency EUR = Currency.getInstance("EUR");

  @ParameterizedTest
  @CsvSource({
    "JPY, 1230, 1230, 1230 JPY",
    "GBP, 12.30, 1230, 12.30 GBP",
    "GBP, 12.3, 1230, 12.30 GBP",
    "GBP, -0.05, -5, -0.05 GBP",
    "KWD, 1.230, 1230, 1.230 KWD",
    "CLF, 0.1230, 1230, 0.1230 CLF",
    "GBP, 1e2, 10000, 100.00 GBP",
    "JPY, 0, 0, 0 JPY"
  })
  void decimal_isReadAndShownWithTheCurrencysDecimals(
      String code, String text, long minor, String shown) {
    Money money = Money.parse(text, Currency.getInstance(code));
    assertThat(money.minor()).isEqualTo(minor);
    assertThat(money).hasToString(shown);
    assertThat(Money.parse(money.decimal(), money.currency())).isEqualTo(money);
  }

  @ParameterizedTest
  @CsvSource({"JPY, 0.5", "GBP, 0.001", "KWD, 0.0001", "GBP, 92233720368547758.08"})
  void decimal_thatIsFinerOrLargerThanTheCurrency_isRefused(String code, String text) {
    assertThatThrownBy(() -> Money.parse(text, Currency.getInstance(code)))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12,30", "£1", "1 2", "NaN"})
  void text_thatIsNoDecimal_isRefused(String text) {
    assertThatThrownBy(() -> Money.parse(text, GBP)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void endlessDecimal_isRefusedAtOnce() {
    assertThatThrownBy(() -> Money.parse("1e999999999", GBP))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void currencyWithoutMinorUnit_isRefused() {
    Currency gold = Currency.getInstance("XAU");
    assertThatIllegalArgumentException().isThrownBy(() -> Money.zero(gold));
  }

  @Test
  void currencies_neverMix() {
    Money pound = Money.ofMinor(100, GBP);
    Money euro = Money.ofMinor(100, EUR);
    assertThatIllegalArgumentException().isThrownBy(() -> pound.plus(euro));
    assertThatIllegalArgumentException().isThrownBy(() -> pound.minus(euro));
    assertThatIllegalArgumentException().isThrownBy(() -> pound.compareTo(euro));
    assertThatIllegalArgumentException().isThrownBy(() -> pound.min(euro));
    assertThat(pound).isNotEqualTo(euro);
  }

  /** Every sum is either the exact one or an error, never a wrapped one. */
  @Test
  void arithmetic_isThatOfUnboundedNumbers_orOverflows() {
    Seeded.cases(
        20_000,
        random -> {
          Money a = any(random);
          Money b = any(random);
          long factor = signed(random);
          sameOrOverflow(() -> a.plus(b), a, b, BigInteger::add);
          sameOrOverflow(() -> a.minus(b), a, b, BigInteger::subtract);
          sameOrOverflow(
              () -> a.times(factor), a, Money.ofMinor(factor, GBP), BigInteger::multiply);
          sameOrOverflow(a::negate, Money.zero(GBP), a, BigInteger::subtract);
          assertThat(a.min(b).minor()).isEqualTo(Math.min(a.minor(), b.minor()));
          assertThat(a.isNegative()).isEqualTo(a.minor() < 0);
          assertThat(a.isPositive()).isEqualTo(a.minor() > 0);
          assertThat(a.isZero()).isEqualTo(a.minor() == 0);
        });
  }

  @Test
  void extremes_overflowAndDoNotWrap() {
    Money most = Money.ofMinor(Long.MAX_VALUE, GBP);
    Money least = Money.ofMinor(Long.MIN_VALUE, GBP);
    Money one = Money.ofMinor(1, GBP);
    assertThatThrownBy(() -> most.plus(one)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> least.minus(one)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(least::negate).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> most.times(2)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> most.percent(Percent.of(101), RoundingMode.HALF_UP))
        .isInstanceOf(ArithmeticException.class);
  }

  /** The oracle divides whole numbers: it shares no code with decimals. */
  @Test
  void percent_isTheExactShareRoundedOnce() {
    Seeded.cases(
        20_000,
        random -> {
          long minor = signed(random) / 1_000;
          long millionths = random.nextLong(200_000_001);
          Percent percent = new Percent(BigDecimal.valueOf(millionths, 6));
          BigInteger times = BigInteger.valueOf(minor).multiply(BigInteger.valueOf(millionths));
          BigInteger per = BigInteger.valueOf(100_000_000);
          // Half up of a/b is floor((2a + b) / 2b), with the sign put aside.
          BigInteger half = times.abs().shiftLeft(1).add(per).divide(per.shiftLeft(1));
          long expected = half.longValueExact() * (minor < 0 ? -1 : 1);
          assertThat(Money.ofMinor(minor, GBP).percent(percent, RoundingMode.HALF_UP).minor())
              .isEqualTo(expected);
          assertThat(Money.ofMinor(minor, GBP).percent(percent, RoundingMode.DOWN).minor())
              .isEqualTo(times.divide(per).longValueExact());
        });
  }

  @ParameterizedTest
  @CsvSource({"5, 50, 3", "-5, 50, -3", "1, 49.999999, 0", "1, 50, 1", "7, 0, 0", "7, 100, 7"})
  void percent_roundsHalfAwayFromZero(long minor, String percent, long expected) {
    assertThat(
            Money.ofMinor(minor, GBP).percent(Percent.parse(percent), RoundingMode.HALF_UP).minor())
        .isEqualTo(expected);
  }

  private static void sameOrOverflow(
      Supplier<Money> actual, Money a, Money b, BinaryOperator<BigInteger> oracle) {
    BigInteger expected =
        oracle.apply(BigInteger.valueOf(a.minor()), BigInteger.valueOf(b.minor()));
    if (expected.bitLength() > 63) {
      assertThatThrownBy(actual::get).isInstanceOf(ArithmeticException.class);
    } else {
      assertThat(actual.get()).isEqualTo(Money.ofMinor(expected.longValueExact(), GBP));
    }
  }

  private static Money any(RandomGenerator random) {
    return Money.ofMinor(signed(random), GBP);
  }

  private static long signed(RandomGenerator random) {
    long size = Seeded.upTo(random, Long.MAX_VALUE);
    return random.nextBoolean() ? size : -size;
  }
}
