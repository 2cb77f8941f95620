package dev.tillwright.core.host;

import dev.tillwright.core.payment.PaymentKey;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The numbers by which {@link Iso8583Host} names a payment beside its key: what a host that does
 * not keep the key knows it by.
 */
public final class TraceNumbers {
  private TraceNumbers() {}

  /** Field 11, six digits: the same in each repeat and in its reversal. */
  public static String trace(PaymentKey key) {
    return Messages.trace(key);
  }

  /**
   * Field 37: last digit of the year, day of the year, hour, field 11.
   *
   * @param at when the money was intended to move
   */
  public static String reference(PaymentKey key, Instant at) {
    return new Times(at, ZoneOffset.UTC).reference(Messages.trace(key));
  }
}
