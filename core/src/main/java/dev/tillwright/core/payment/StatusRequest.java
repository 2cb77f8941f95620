package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;

/**
 * A question what became of an attempt.
 *
 * @param key of the attempt asked about
 * @param kind what it was
 * @param amount that was asked for
 * @param card protected
 * @param at intent time of the attempt
 */
public record StatusRequest(
    PaymentKey key, AttemptKind kind, Money amount, ProtectedCard card, Instant at) {
  public StatusRequest {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(at, "at");
  }
}
