package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Draft;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who makes a tender of money that was taken: the till, which knows the sale.
 *
 * <p><b>Threads.</b> Called by whoever pays or resolves, without a lock of {@link Payments}.
 */
@FunctionalInterface
public interface Takings {

  /**
   * Puts the money on its sale, or says that the sale does not want it; then it goes back.
   *
   * @param attempt as it will be once this is durable; its charge and card say what the tender is
   * @param taken what the cashier will be told
   * @param write makes the outcome durable in one commit with these entries; {@code false} when the
   *     attempt was given up meanwhile, and then nothing was written and nothing may be shown
   * @return whether the sale took it, by a {@code write} that went through
   */
  boolean take(Attempt attempt, PaymentResult.Taken taken, Predicate<List<Draft>> write);

  /**
   * What becomes durable with the refusal of a capture: what was to be paid by it and is not, such
   * as a tip, is taken off its sale again.
   *
   * @param attempt while the capture is still under way
   */
  default List<Draft> notCaptured(Attempt attempt) {
    return List.of();
  }
}
