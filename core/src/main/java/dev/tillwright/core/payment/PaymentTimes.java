package dev.tillwright.core.payment;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param host one question to a host
 * @param durable one append to the journal
 */
public record PaymentTimes(Duration host, Duration durable) {
  public PaymentTimes {
    if (host.isNegative() || host.isZero() || durable.isNegative() || durable.isZero()) {
      throw new IllegalArgumentException("a deadline is positive");
    }
  }

  /** 15 seconds for a host, 10 for the disk. */
  public static PaymentTimes usual() {
    return new PaymentTimes(Duration.ofSeconds(15), Duration.ofSeconds(10));
  }
}
