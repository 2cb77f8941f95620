package dev.tillwright.core.money;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A percentage with at most six decimals, exact: {@code 20}, {@code 8.875}, {@code 0.000001}.
 *
 * @param value percent, not a fraction, with at most 18 digits before the point; without trailing
 *     zeros, so that equal values are equal
 */
public record Percent(BigDecimal value) implements Comparable<Percent> {
  private static final int MAX_SCALE = 6;
  private static final int MAX_WHOLE_DIGITS = 18;

  public Percent {
    Objects.requireNonNull(value, "value");
    value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (value.scale() > MAX_SCALE) {
      throw new IllegalArgumentException("a percentage has at most " + MAX_SCALE + " decimals");
    }
    if ((long) value.precision() - value.scale() > MAX_WHOLE_DIGITS) {
      throw new IllegalArgumentException(
          "a percentage has at most " + MAX_WHOLE_DIGITS + " digits before the point");
    }
  }

  /** Whole percents. */
  public static Percent of(long percent) {
    return new Percent(BigDecimal.valueOf(percent));
  }

  /** Reads a decimal such as {@code "8.875"}. */
  public static Percent parse(String decimal) {
    return new Percent(new BigDecimal(decimal));
  }

  /** The value divided by one hundred, exact. */
  public BigDecimal fraction() {
    return value.movePointLeft(2);
  }

  @Override
  public int compareTo(Percent other) {
    return value.compareTo(other.value);
  }

  /** The percentage with its sign: {@code "8.875%"}. */
  @Override
  public String toString() {
    return value.toPlainString() + "%";
  }
}
