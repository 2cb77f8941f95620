package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question what became of an attempt.
 *
 * @param key of the attempt asked about
 * @param kind what it was
 * @param original the purchase that a refund gives back; {@code null} for others
 * @param amount that was asked for
 * @param card protected
 * @param at intent time of the attempt
 */
public record StatusRequest(
    PaymentKey key,
    AttemptKind kind,
    @Nullable PaymentKey original,
    Money amount,
    ProtectedCard card,
    Instant at) {
  public StatusRequest {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(at, "at");
  }

  /** A question about what gives nothing back. */
  public StatusRequest(
      PaymentKey key, AttemptKind kind, Money amount, ProtectedCard card, Instant at) {
    this(key, kind, null, amount, card, at);
  }
}
