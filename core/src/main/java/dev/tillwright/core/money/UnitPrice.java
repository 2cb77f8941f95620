package dev.tillwright.core.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Objects;

/**
 * The price of one unit. It may have more decimals than the currency: fuel at 1.799, screws at
 * 0.0125.
 *
 * @param value not negative, at most 18 digits before the point and six after it; without trailing
 *     zeros
 * @param currency the currency
 */
public record UnitPrice(BigDecimal value, Currency currency) {
  private static final int MAX_SCALE = 6;
  private static final int MAX_WHOLE_DIGITS = 18;

  public UnitPrice {
    Objects.requireNonNull(currency, "currency");
    value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (value.signum() < 0) {
      throw new IllegalArgumentException("a unit price is not negative");
    }
    if (value.scale() > MAX_SCALE) {
      throw new IllegalArgumentException("a unit price has at most " + MAX_SCALE + " decimals");
    }
    if ((long) value.precision() - value.scale() > MAX_WHOLE_DIGITS) {
      throw new IllegalArgumentException(
          "a unit price has at most " + MAX_WHOLE_DIGITS + " digits before the point");
    }
  }

  /** Reads a decimal such as {@code "1.799"}. */
  public static UnitPrice parse(String decimal, Currency currency) {
    return new UnitPrice(new BigDecimal(decimal), currency);
  }

  /** A price in whole minor units. */
  public static UnitPrice of(Money money) {
    return new UnitPrice(
        BigDecimal.valueOf(money.minor(), money.currency().getDefaultFractionDigits()),
        money.currency());
  }

  /** Price times quantity, rounded once to the minor unit. */
  public Money times(Quantity quantity, RoundingMode rounding) {
    BigDecimal exact =
        value
            .multiply(quantity.value())
            .movePointRight(currency.getDefaultFractionDigits())
            .setScale(0, rounding);
    return new Money(exact.longValueExact(), currency);
  }

  /** The decimal, with at least the currency's decimals: {@code "2.50"}, {@code "1.799"}. */
  public String decimal() {
    int scale = Math.max(value.scale(), currency.getDefaultFractionDigits());
    return value.setScale(scale).toPlainString();
  }
}
