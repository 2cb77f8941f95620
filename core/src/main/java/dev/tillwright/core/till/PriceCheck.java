package dev.tillwright.core.till;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.catalogue.CatalogueItem;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import java.util.Objects;

/**
 * What an item would cost just now, alone in a basket.
 *
 * @param known the item in the catalogue
 * @param item as a line would have it: its price and taxes
 * @param quantity that was asked for; of a weighed pack what its code says
 * @param list whose price it is; empty for one that stands on the pack
 * @param before what it comes to without promotions
 * @param offer what it comes to after promotions, and the points that it earns, with reasons
 */
public record PriceCheck(
    CatalogueItem known, Item item, Quantity quantity, String list, Totals before, Offer offer) {
  public PriceCheck {
    Objects.requireNonNull(known, "known");
    Objects.requireNonNull(item, "item");
    Objects.requireNonNull(quantity, "quantity");
    Objects.requireNonNull(list, "list");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(offer, "offer");
  }

  /** What the customer pays. */
  public Money total() {
    return offer.totals().total();
  }

  /** What promotions take off. */
  public Money saved() {
    return before.total().minus(total());
  }
}
