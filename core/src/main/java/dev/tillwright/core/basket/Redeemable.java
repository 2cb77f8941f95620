package dev.tillwright.core.basket;

import dev.tillwright.core.money.Money;
import java.util.Objects;

/**
 * How much of a basket points may pay.
 *
 * @param most not negative
 * @param because why it is not all of it, for the customer; empty when it is
 */
public record Redeemable(Money most, String because) {
  public Redeemable {
    Objects.requireNonNull(because, "because");
    if (most.isNegative()) {
      throw new IllegalArgumentException("points pay something or nothing");
    }
  }
}
