package dev.tillwright.core.basket;

import dev.tillwright.core.money.Money;
import java.util.Objects;

/**
 * A discount and what it came to on a basket.
 *
 * @param discount as given
 * @param amount not negative
 */
public record AppliedDiscount(Discount discount, Money amount) {
  public AppliedDiscount {
    Objects.requireNonNull(discount, "discount");
    Objects.requireNonNull(amount, "amount");
  }
}
