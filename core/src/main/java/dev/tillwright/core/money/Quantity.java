package dev.tillwright.core.money;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * How much of an item: pieces, kilograms, litres. The scale is the quantity's own.
 *
 * @param value at most 18 digits before the point and six after it; without trailing zeros, so that
 *     equal values are equal
 */
public record Quantity(BigDecimal value) implements Comparable<Quantity> {
  private static final int MAX_SCALE = 6;
  private static final int MAX_WHOLE_DIGITS = 18;

  public Quantity {
    Objects.requireNonNull(value, "value");
    value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (value.scale() > MAX_SCALE) {
      throw new IllegalArgumentException("a quantity has at most " + MAX_SCALE + " decimals");
    }
    // Before the scale is set: 1e999999999 is short as a text and endless as digits.
    if ((long) value.precision() - value.scale() > MAX_WHOLE_DIGITS) {
      throw new IllegalArgumentException(
          "a quantity has at most " + MAX_WHOLE_DIGITS + " digits before the point");
    }
    if (value.scale() < 0) {
      value = value.setScale(0);
    }
  }

  /** Whole pieces. */
  public static Quantity of(long pieces) {
    return new Quantity(BigDecimal.valueOf(pieces));
  }

  /** Reads a decimal such as {@code "0.742"}. */
  public static Quantity parse(String decimal) {
    return new Quantity(new BigDecimal(decimal));
  }

  public Quantity plus(Quantity other) {
    return new Quantity(value.add(other.value));
  }

  public Quantity minus(Quantity other) {
    return new Quantity(value.subtract(other.value));
  }

  /** The smaller of two quantities. */
  public Quantity min(Quantity other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public boolean isPositive() {
    return value.signum() > 0;
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  @Override
  public int compareTo(Quantity other) {
    return value.compareTo(other.value);
  }

  /** The decimal: {@code "0.742"}. */
  @Override
  public String toString() {
    return value.toPlainString();
  }
}
