package dev.tillwright.core.payment;

import java.util.Objects;

/**
 * The end of a payment whose end was not known when its call returned: taken offline, or with no
 * known outcome.
 *
 * @param attempt as it ended; its state says how, its {@code because} why
 */
public record PaymentNotice(Attempt attempt) {
  public PaymentNotice {
    Objects.requireNonNull(attempt, "attempt");
  }

  /** Whether the shop has the money; of a refund, whether the customer has it. */
  public boolean moved() {
    return attempt.state().counts();
  }
}
