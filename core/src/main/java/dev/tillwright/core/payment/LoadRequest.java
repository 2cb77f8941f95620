package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Value to be put on a card, or taken off again.
 *
 * @param key never changes for this attempt
 * @param kind activation, load or unload
 * @param original what put the value there that an unload takes off; {@code null} for others
 * @param amount positive; of an unload all that the original put there
 * @param card protected
 * @param at intent time, the same for each repeat
 * @param repeat whether it was sent before
 */
public record LoadRequest(
    PaymentKey key,
    AttemptKind kind,
    @Nullable PaymentKey original,
    Money amount,
    ProtectedCard card,
    Instant at,
    boolean repeat) {
  public LoadRequest {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(at, "at");
    if (!kind.movesSoldValue() || (kind == AttemptKind.UNLOAD) != (original != null)) {
      throw new IllegalArgumentException("an activation, a load, or an unload of one of them");
    }
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an amount to load is positive");
    }
  }
}
