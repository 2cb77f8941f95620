package dev.tillwright.core.order;

import dev.tillwright.core.money.Money;

/**
 * A payment that the customer made to the channel, which holds the money.
 *
 * @param reference the channel's own number of it, 1 to 40 visible characters of ASCII; one order
 *     has it once
 * @param amount positive
 */
public record OrderPayment(String reference, Money amount) {
  public OrderPayment {
    if (!reference.matches("[!-~]{1,40}")) {
      throw new IllegalArgumentException("reference: 1 to 40 visible characters of ASCII");
    }
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("amount: a payment is positive");
    }
  }
}
