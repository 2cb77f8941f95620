package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A refund to be sent.
 *
 * @param key of the refund; never changes for this attempt
 * @param original the purchase that is given back; {@code null} for a refund without one
 * @param amount positive, at most what is left of the original
 * @param card the card of the original, protected
 * @param at intent time, the same for each repeat
 * @param repeat whether it was sent before
 */
public record RefundRequest(
    PaymentKey key,
    @Nullable PaymentKey original,
    Money amount,
    ProtectedCard card,
    Instant at,
    boolean repeat) {
  public RefundRequest {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(at, "at");
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an amount to refund is positive");
    }
  }
}
