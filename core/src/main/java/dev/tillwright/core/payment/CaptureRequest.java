package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;

/**
 * Money that was authorized, to be taken.
 *
 * @param key of this capture; never changes
 * @param original the authorization
 * @param originalAt its intent time, by which some hosts look for it
 * @param authorizationCode as the host gave it with the authorization; empty for none
 * @param amount positive
 * @param last whether nothing more will be captured, so that the rest is free again
 * @param card of the original, protected
 * @param at when the capture was decided, the same for each repeat
 * @param repeat whether it was sent before
 */
public record CaptureRequest(
    PaymentKey key,
    PaymentKey original,
    Instant originalAt,
    String authorizationCode,
    Money amount,
    boolean last,
    ProtectedCard card,
    Instant at,
    boolean repeat) {
  public CaptureRequest {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(original, "original");
    Objects.requireNonNull(originalAt, "originalAt");
    Objects.requireNonNull(authorizationCode, "authorizationCode");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(at, "at");
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an amount to capture is positive");
    }
  }
}
