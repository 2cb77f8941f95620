package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;

/**
 * An authorization to be raised.
 *
 * @param key of this raise; never changes
 * @param original the authorization
 * @param originalAt its intent time, by which some hosts look for it
 * @param amount by how much, positive
 * @param card of the original, protected
 * @param at when the raise was decided, the same for each repeat
 * @param repeat whether it was sent before
 */
public record IncrementRequest(
    PaymentKey key,
    PaymentKey original,
    Instant originalAt,
    Money amount,
    ProtectedCard card,
    Instant at,
    boolean repeat) {
  public IncrementRequest {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(original, "original");
    Objects.requireNonNull(originalAt, "originalAt");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(at, "at");
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an authorization is raised by a positive amount");
    }
  }
}
