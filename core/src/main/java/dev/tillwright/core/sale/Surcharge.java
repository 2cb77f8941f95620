package dev.tillwright.core.sale;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * A surcharge for a way of paying, which the customer was told of and chose.
 *
 * @param amount positive; no part of the sale's total, and without tax
 * @param disclosure what the customer was told, at most 200 characters
 */
public record Surcharge(Money amount, String disclosure) {
  public Surcharge {
    Objects.requireNonNull(disclosure, "disclosure");
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("a surcharge is positive");
    }
  }

  /** What a surcharge would come to on an amount, to be shown before anyone chooses. */
  public static Quote quote(Money amount, Percent rate, String disclosure) {
    return new Quote(amount.percent(rate, RoundingMode.HALF_UP), disclosure);
  }

  /**
   * A surcharge that is offered. Only {@link #chosen} makes it one that counts.
   *
   * @param amount what it comes to
   * @param disclosure what the customer is told
   */
  public record Quote(Money amount, String disclosure) {
    public Quote {
      Objects.requireNonNull(amount, "amount");
      Objects.requireNonNull(disclosure, "disclosure");
    }

    /**
     * The customer saw it and pays it.
     *
     * @throws IllegalArgumentException when it came to nothing
     */
    public Surcharge chosen() {
      return new Surcharge(amount, disclosure);
    }
  }
}
