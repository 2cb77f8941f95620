package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;

/**
 * A purchase to be sent.
 *
 * @param key never changes for this attempt
 * @param amount positive
 * @param card the card, protected
 * @param at local intent time
 * @param offline whether it was approved here, offline, and is only forwarded (ISO 8583: an advice)
 * @param repeat whether it was sent before, so that a host may look for the first
 */
public record PurchaseRequest(
    PaymentKey key, Money amount, ProtectedCard card, Instant at, boolean offline, boolean repeat) {
  public PurchaseRequest {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(at, "at");
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an amount to pay is positive");
    }
  }
}
