package dev.tillwright.core.basket;

import dev.tillwright.core.money.Quantity;
import java.util.Objects;

/**
 * One line of a basket.
 *
 * @param number from 1, never used again, also after the line is voided
 * @param item what
 * @param quantity how much; positive
 */
public record Line(int number, Item item, Quantity quantity) {
  public Line {
    Objects.requireNonNull(item, "item");
    if (number < 1) {
      throw new IllegalArgumentException("line numbers begin with 1");
    }
    if (!quantity.isPositive()) {
      throw new IllegalArgumentException("a line's quantity is positive");
    }
  }
}
