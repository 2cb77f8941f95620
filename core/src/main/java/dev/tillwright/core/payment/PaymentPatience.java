package dev.tillwright.core.payment;

import java.time.Duration;

/**
 * How long something may wait before an alarm is raised.
 *
 * @param waiting a payment that was taken offline
 * @param refund a refund, whatever it waits for: a customer waits for money
 * @param unknown a payment of which nobody knows whether it moved
 */
public record PaymentPatience(Duration waiting, Duration refund, Duration unknown) {
  public PaymentPatience {
    if (waiting.isNegative() || refund.isNegative() || unknown.isNegative()) {
      throw new IllegalArgumentException("patience is not negative");
    }
  }

  /** Four hours for what was taken offline, one for refunds, ten minutes for the unknown. */
  public static PaymentPatience usual() {
    return new PaymentPatience(Duration.ofHours(4), Duration.ofHours(1), Duration.ofMinutes(10));
  }
}
