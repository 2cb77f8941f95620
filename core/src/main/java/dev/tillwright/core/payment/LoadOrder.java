package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import java.util.Objects;

/**
 * Value that was sold, and is to be put on a card.
 *
 * @param tender which kind of host is asked
 * @param sale text of the sale's id
 * @param card protected
 * @param amount positive
 * @param first whether it is the card's first value: an activation
 */
public record LoadOrder(
    TenderKind tender, String sale, ProtectedCard card, Money amount, boolean first) {
  public LoadOrder {
    Objects.requireNonNull(tender, "tender");
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(card, "card");
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an amount to load is positive");
    }
  }
}
