package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;

/**
 * A reversal to be sent, and sent again until the host acknowledges it.
 *
 * @param original the attempt that is undone; the reversal has no other identity
 * @param refund whether the original is a refund
 * @param amount of the original
 * @param card of the original, protected
 * @param at intent time of the original
 * @param repeat whether it was sent before (ISO 8583: 0401)
 */
public record ReversalRequest(
    PaymentKey original,
    boolean refund,
    Money amount,
    ProtectedCard card,
    Instant at,
    boolean repeat) {
  public ReversalRequest {
    Objects.requireNonNull(original, "original");
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(at, "at");
  }
}
