package dev.tillwright.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantities, unit prices and percentages: decimals with a scale of their own. */
class DecimalsTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0000001", "1e-7", "1e18", "1e999999999", "-1e2147483646", "1e-2147483646"})
  void valueBeyondItsDigits_isRefusedAtOnce(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Quantity.parse(text));
    assertThatIllegalArgumentException().isThrownBy(() -> Percent.parse(text));
    assertThatIllegalArgumentException().isThrownBy(() -> UnitPrice.parse(text, GBP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "one", "1,5", "0x10", "Infinity"})
  void textThatIsNoDecimal_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Quantity.parse(text));
    assertThatIllegalArgumentException().isThrownBy(() -> Percent.parse(text));
    assertThatIllegalArgumentException().isThrownBy(() -> UnitPrice.parse(text, GBP));
  }

  @ParameterizedTest
  @CsvSource({
    "0.742, 0.742",
    "1.500, 1.5",
    "100, 100",
    "1e2, 100",
    "0.000, 0",
    "-2.50, -2.5",
    "999999999999999999.999999, 999999999999999999.999999",
    "0e999, 0"
  })
  void quantity_isEqualByValue_andShowsPlainDigits(String text, String shown) {
    assertThat(Quantity.parse(text)).hasToString(shown).isEqualTo(Quantity.parse(shown));
  }

  @Test
  void quantity_addsAndCompares() {
    Quantity half = Quantity.parse("0.5");
    assertThat(half.plus(half)).isEqualTo(Quantity.of(1));
    assertThat(half.minus(Quantity.of(1))).isEqualTo(Quantity.parse("-0.5"));
    assertThat(half.min(Quantity.of(1))).isEqualTo(half);
    assertThat(Quantity.of(1).min(half)).isEqualTo(half);
    assertThat(half.isPositive()).isTrue();
    assertThat(half.minus(half).isZero()).isTrue();
    assertThat(half.minus(half).isPositive()).isFalse();
    Quantity most = Quantity.parse("999999999999999999");
    assertThatIllegalArgumentException().isThrownBy(() -> most.plus(most));
  }

  @ParameterizedTest
  @CsvSource({
    "20, 20%, 0.2",
    "8.875, 8.875%, 0.08875",
    "100.0, 100%, 1",
    "0.000001, 0.000001%, 0.00000001"
  })
  void percent_showsItsSign_andGivesItsFraction(String text, String shown, String fraction) {
    Percent percent = Percent.parse(text);
    assertThat(percent).hasToString(shown);
    assertThat(percent.fraction()).isEqualByComparingTo(new BigDecimal(fraction));
    assertThat(percent).isEqualTo(Percent.parse(text + (text.contains(".") ? "0" : ".0")));
  }

  @Test
  void percent_compares() {
    assertThat(Percent.of(5)).isLessThan(Percent.parse("5.000001"));
    assertThat(Percent.of(0)).isEqualTo(Percent.parse("-0.00"));
  }

  @Test
  void negativeUnitPrice_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> UnitPrice.parse("-0.01", GBP));
  }

  @ParameterizedTest
  @CsvSource({
    "GBP, 2.5, 2.50",
    "GBP, 1.799, 1.799",
    "JPY, 100, 100",
    "KWD, 1, 1.000",
    "GBP, 0, 0.00"
  })
  void unitPrice_showsAtLeastTheCurrencysDecimals(String code, String text, String shown) {
    UnitPrice price = UnitPrice.parse(text, Currency.getInstance(code));
    assertThat(price.decimal()).isEqualTo(shown);
    assertThat(UnitPrice.parse(shown, price.currency())).isEqualTo(price);
  }

  @Test
  void unitPriceOfMoney_isItsDecimal() {
    assertThat(UnitPrice.of(Money.ofMinor(255, GBP))).isEqualTo(UnitPrice.parse("2.55", GBP));
  }

  @ParameterizedTest
  @CsvSource({
    "GBP, 1.799, 10.01, 1801", // 18.00799
    "GBP, 0.0125, 100, 125",
    "GBP, 0.005, 1, 1", // half a penny goes up
    "GBP, 0.0049, 1, 0",
    "JPY, 99.5, 1, 100",
    "KWD, 1.2345, 1, 1235",
    "GBP, 0, 7, 0"
  })
  void line_isRoundedOnceToTheMinorUnit(String code, String price, String quantity, long minor) {
    Currency currency = Currency.getInstance(code);
    Money line =
        UnitPrice.parse(price, currency).times(Quantity.parse(quantity), RoundingMode.HALF_UP);
    assertThat(line).isEqualTo(Money.ofMinor(minor, currency));
  }

  @Test
  void line_isTheExactProductRoundedHalfUp() {
    Seeded.cases(
        20_000,
        random -> {
          Currency currency =
              Currency.getInstance(new String[] {"JPY", "GBP", "KWD"}[random.nextInt(3)]);
          long price = Seeded.upTo(random, 1_000_000_000_000L);
          long quantity = 1 + Seeded.upTo(random, 1_000_000_000L);
          BigInteger scale = BigInteger.TEN.pow(12 - currency.getDefaultFractionDigits());
          BigInteger expected =
              BigInteger.valueOf(price)
                  .multiply(BigInteger.valueOf(quantity))
                  .shiftLeft(1)
                  .add(scale)
                  .divide(scale.shiftLeft(1));
          Money line =
              new UnitPrice(BigDecimal.valueOf(price, 6), currency)
                  .times(new Quantity(BigDecimal.valueOf(quantity, 6)), RoundingMode.HALF_UP);
          assertThat(BigInteger.valueOf(line.minor())).isEqualTo(expected);
        });
  }

  @Test
  void lineBeyondMoney_overflowsAndDoesNotWrap() {
    UnitPrice price = UnitPrice.parse("99999999999999999", GBP);
    assertThatThrownBy(() -> price.times(Quantity.of(100), RoundingMode.HALF_UP))
        .isInstanceOf(ArithmeticException.class);
  }
}
