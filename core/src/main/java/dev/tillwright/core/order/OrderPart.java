package dev.tillwright.core.order;

import dev.tillwright.core.money.Quantity;

/**
 * How much of a line of an order.
 *
 * @param line the order's own number of the line
 * @param quantity how much
 */
public record OrderPart(int line, Quantity quantity) {
  public OrderPart {
    if (line < 1) {
      throw new IllegalArgumentException("line numbers begin with 1");
    }
  }
}
