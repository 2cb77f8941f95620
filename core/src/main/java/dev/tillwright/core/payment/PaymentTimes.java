package dev.tillwright.core.payment;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param host one question to a host
 * @param durable one append to the journal
 * @param cardholder a person at a payment terminal: finding the card, the PIN, second thoughts
 */
public record PaymentTimes(Duration host, Duration durable, Duration cardholder) {
  private static final Duration USUAL_CARDHOLDER = Duration.ofSeconds(90);

  public PaymentTimes {
    for (Duration each : new Duration[] {host, durable, cardholder}) {
      if (each.isNegative() || each.isZero()) {
        throw new IllegalArgumentException("a deadline is positive");
      }
    }
  }

  /** With 90 seconds for a person at a terminal. */
  public PaymentTimes(Duration host, Duration durable) {
    this(host, durable, USUAL_CARDHOLDER);
  }

  /** 15 seconds for a host, 10 for the disk, 90 for a person at a terminal. */
  public static PaymentTimes usual() {
    return new PaymentTimes(Duration.ofSeconds(15), Duration.ofSeconds(10));
  }
}
