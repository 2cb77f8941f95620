package dev.tillwright.core.receipt;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.payment.Attempt;
import java.util.Objects;

/**
 * One attempt to move money, for a slip of its own: also one that was declined, undone, or whose
 * end nobody knows.
 *
 * @param attempt as it stands
 * @param entry the newest one that moved it
 * @param facts what is known of its card
 */
public record PaymentSlip(Attempt attempt, Entry entry, CardFacts facts) {
  public PaymentSlip {
    Objects.requireNonNull(attempt, "attempt");
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(facts, "facts");
  }

  /** What it says at its head. An attempt that is not known is never called declined. */
  Label title() {
    return switch (attempt.state()) {
      case DECLINED, FORWARD_DECLINED -> Label.DECLINED;
      case CANCELLED, NOT_SENT -> Label.CANCELLED;
      case REVERSED, VOIDED, DISPUTE_LOST -> Label.REVERSED;
      case REVERSAL_PENDING, VOID_PENDING -> Label.BEING_REVERSED;
      case CREATED, SENDING, UNKNOWN, PARTIALLY_AUTHORIZED -> Label.NOT_CERTAIN;
      case OFFLINE_APPROVED, FORWARDING -> Label.APPROVED_OFFLINE;
      case AUTHORIZED,
          INCREMENT_PENDING,
          CAPTURE_PENDING,
          CAPTURED,
          SETTLED,
          DISPUTED,
          DISPUTE_WON ->
          Label.APPROVED;
    };
  }
}
