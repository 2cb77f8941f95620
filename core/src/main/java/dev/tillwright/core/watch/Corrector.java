package dev.tillwright.core.watch;

import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.PaymentKey;

/**
 * What may be done about a finding without a person: a till implements it. Each call asks or
 * repeats something and writes what came of it as new entries; none edits anything.
 *
 * <p><b>Threads.</b> Any; a call takes as long as its host may.
 */
public interface Corrector {

  /**
   * Drives one payment on: a status query for what is not known, the reversal again for what is
   * being undone.
   *
   * @return where it stands then
   * @throws IllegalArgumentException when there is no such payment
   */
  AttemptState drive(PaymentKey key);

  /**
   * Sends what was taken offline, oldest first.
   *
   * @return where this payment stands then
   */
  AttemptState forward(PaymentKey key);

  /**
   * Notes that the host took a payment which was given up or declined here, and undoes it there. It
   * never counts as paid.
   *
   * @return where it stands then
   */
  AttemptState tookAfterAll(PaymentKey key);
}
