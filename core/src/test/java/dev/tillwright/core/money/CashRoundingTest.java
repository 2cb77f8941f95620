package dev.tillwright.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cash is rounded to the nearest coin, alike both ways (A2). */
class CashRoundingTest {
  @ParameterizedTest
  @CsvSource({
    // Switzerland and Canada: 0.05
    "CHF, 0.05, 10.02, 10.00",
    "CHF, 0.05, 10.03, 10.05",
    "CHF, 0.05, 10.07, 10.05",
    "CHF, 0.05, 10.08, 10.10",
    // New Zealand: 0.10, a half goes up
    "NZD, 0.10, 2.94, 2.90",
    "NZD, 0.10, 2.95, 3.00",
    // Denmark: 0.50
    "DKK, 0.50, 7.24, 7.00",
    "DKK, 0.50, 7.25, 7.50",
    "DKK, 0.50, 7.74, 7.50",
    // Norway and Sweden: whole crowns
    "SEK, 1.00, 99.49, 99.00",
    "SEK, 1.00, 99.50, 100.00",
    "SEK, 1.00, 0.49, 0.00",
    // Three decimals and none
    "KWD, 0.005, 1.002, 1.000",
    "KWD, 0.005, 1.003, 1.005",
    "JPY, 10, 1234, 1230",
    "JPY, 10, 1235, 1240",
  })
  void schemes_roundToTheNearest_andARefundAsTheSale(
      String currency, String coin, String amount, String rounded) {
    Currency money = Currency.getInstance(currency);
    CashRounding rounding = CashRounding.to(Money.parse(coin, money));
    Money exact = Money.parse(amount, money);
    Money expected = Money.parse(rounded, money);
    assertThat(rounding.rounded(exact)).isEqualTo(expected);
    assertThat(rounding.rounded(exact.negate())).isEqualTo(expected.negate());
    assertThat(exact.plus(rounding.difference(exact))).isEqualTo(expected);
  }

  @Test
  void anyAmount_isRoundedByLessThanACoin_toAMultipleOfIt() {
    Currency gbp = Currency.getInstance("GBP");
    Seeded.cases(
        5_000,
        random -> {
          long coin = 1 + Seeded.upTo(random, 1_000);
          long amount = Seeded.upTo(random, 1_000_000_000_000L) - 500_000_000_000L;
          CashRounding rounding = CashRounding.to(Money.ofMinor(coin, gbp));
          long rounded = rounding.rounded(Money.ofMinor(amount, gbp)).minor();
          BigDecimal model =
              BigDecimal.valueOf(amount)
                  .divide(BigDecimal.valueOf(coin), 0, RoundingMode.HALF_UP)
                  .multiply(BigDecimal.valueOf(coin));
          assertThat(rounded).isEqualTo(model.longValueExact());
          assertThat(Math.abs(rounded - amount) * 2).isLessThanOrEqualTo(coin);
        });
  }

  @Test
  void noneAndExact_payEverything_anotherCurrencyIsRefused() {
    Currency eur = Currency.getInstance("EUR");
    Money odd = Money.ofMinor(1_003, eur);
    CashRounding five = CashRounding.to(Money.ofMinor(5, eur));
    assertThat(CashRounding.none().rounded(odd)).isEqualTo(odd);
    assertThat(CashRounding.none().payable(odd)).isTrue();
    assertThat(five.payable(odd)).isFalse();
    assertThat(five.acceptingExact().payable(odd)).isTrue();
    assertThatThrownBy(() -> five.rounded(Money.ofMinor(1, Currency.getInstance("GBP"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CashRounding.to(Money.zero(eur)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
