package dev.tillwright.core.till;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.Signature;
import java.time.Duration;
import java.util.Optional;

/**
 * The port to a pad on which customers sign.
 *
 * <p><b>Threads.</b> One call at a time, on a thread of the caller. It answers within its deadline.
 */
@FunctionalInterface
public interface SignatureSource {

  /**
   * Shows the customer the slip, and lets him sign it.
   *
   * @return what was drawn; empty when he did not sign, or the deadline passed
   */
  Optional<Signature> sign(ReceiptDocument slip, Duration deadline);
}
