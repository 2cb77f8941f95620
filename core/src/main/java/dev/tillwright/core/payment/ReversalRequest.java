package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;

/**
 * A reversal to be sent, and sent again until the host acknowledges it. Nothing but {@code repeat}
 * differs between the first and any later one.
 *
 * @param original the attempt that is undone; the reversal has no other identity
 * @param kind what the original was
 * @param charge of the original, whole
 * @param card of the original, protected
 * @param at intent time of the original
 * @param cause why
 * @param repeat whether it was sent before (ISO 8583: 0401)
 */
public record ReversalRequest(
    PaymentKey original,
    AttemptKind kind,
    Charge charge,
    ProtectedCard card,
    Instant at,
    Cause cause,
    boolean repeat) {
  public ReversalRequest {
    Objects.requireNonNull(original, "original");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(charge, "charge");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(cause, "cause");
  }

  /** All that the original asked for. */
  public Money amount() {
    return charge.total();
  }

  /** Why an attempt is undone. */
  public enum Cause {
    /** Its outcome is not known, or came too late. */
    REVERSAL,
    /** The shop gave it up: its outcome was known. */
    VOID
  }
}
