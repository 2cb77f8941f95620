package dev.tillwright.core.host.wallet;

import dev.tillwright.core.money.Money;
import java.time.Duration;
import java.util.Objects;

/**
 * What a customer is asked to pay.
 *
 * @param number the shop's own, the same for each repeat
 * @param amount positive
 * @param subject what the customer reads in his wallet
 * @param open for how long it may be paid
 */
public record WalletOrder(String number, Money amount, String subject, Duration open) {
  public WalletOrder {
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(open, "open");
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an amount to pay is positive");
    }
  }
}
