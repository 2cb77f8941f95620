package dev.tillwright.core.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Objects;

/**
 * An exact amount in the minor unit of its currency (ISO 4217): pence, cents, fen; yen have none.
 *
 * <p><b>Guarantee.</b> No operation rounds silently, overflows silently or mixes currencies: each
 * of these throws {@link ArithmeticException} or {@link IllegalArgumentException}.
 *
 * @param minor the amount in minor units; may be negative
 * @param currency a currency with a minor unit of 0 to 4 decimals
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {

  public Money {
    Objects.requireNonNull(currency, "currency");
    if (currency.getDefaultFractionDigits() < 0) {
      throw new IllegalArgumentException("currency has no minor unit: " + currency);
    }
  }

  /** An amount in minor units. */
  public static Money ofMinor(long minor, Currency currency) {
    return new Money(minor, currency);
  }

  /**
   * Reads a decimal such as {@code "12.30"}.
   *
   * @throws ArithmeticException when it has more decimals than the currency, or does not fit
   * @throws NumberFormatException when it is not a decimal
   */
  public static Money parse(String decimal, Currency currency) {
    int digits = currency.getDefaultFractionDigits();
    return new Money(new BigDecimal(decimal).movePointRight(digits).longValueExact(), currency);
  }

  /** Nothing, in this currency. */
  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  /** The sum, exact. */
  public Money plus(Money other) {
    return new Money(Math.addExact(minor, same(other).minor), currency);
  }

  /** The difference, exact. */
  public Money minus(Money other) {
    return new Money(Math.subtractExact(minor, same(other).minor), currency);
  }

  /** The same amount with the other sign. */
  public Money negate() {
    return new Money(Math.negateExact(minor), currency);
  }

  /** A whole multiple, exact. */
  public Money times(long factor) {
    return new Money(Math.multiplyExact(minor, factor), currency);
  }

  /** A share of this amount, rounded once to the minor unit. */
  public Money percent(Percent percent, RoundingMode rounding) {
    BigDecimal exact = BigDecimal.valueOf(minor).multiply(percent.fraction());
    return new Money(exact.setScale(0, rounding).longValueExact(), currency);
  }

  /** The smaller of two amounts. */
  public Money min(Money other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public boolean isZero() {
    return minor == 0;
  }

  public boolean isPositive() {
    return minor > 0;
  }

  public boolean isNegative() {
    return minor < 0;
  }

  /** The decimal alone, with the currency's decimals: {@code "-12.30"}. */
  public String decimal() {
    return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString();
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(minor, same(other).minor);
  }

  /** The decimal and the currency's code: {@code "12.30 GBP"}. */
  @Override
  public String toString() {
    return decimal() + " " + currency.getCurrencyCode();
  }

  private Money same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "currencies differ: " + currency + " and " + other.currency);
    }
    return other;
  }
}
