package dev.tillwright.core.catalogue;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An item as it is sold on a day.
 *
 * @param item what
 * @param hasVariants whether one of its variants is to be chosen
 * @param offers the prices that hold on the day in the currency that was asked for, on any channel
 * @param taxes on it on the day; empty when its class has none yet
 */
public record Article(
    CatalogueItem item, boolean hasVariants, List<Offered> offers, List<TaxRate> taxes) {
  public Article {
    Objects.requireNonNull(item, "item");
    offers = List.copyOf(offers);
    taxes = List.copyOf(taxes);
  }

  /** The price that is taken on a channel, by the rules of {@link PriceList#rank}. */
  public Optional<Offered> price(String channel) {
    return offers.stream().filter(it -> it.list().holdsOn(channel)).min(Offered.ORDER);
  }

  /**
   * As a line of a basket has it.
   *
   * @throws IllegalStateException when there are no taxes
   */
  public Item at(Offered offer) {
    if (taxes.isEmpty()) {
      throw new IllegalStateException("the item's class has no taxes");
    }
    return new Item(
        item.code(),
        item.name(),
        item.category(),
        offer.unitPrice(),
        taxes.get(0),
        taxes.subList(1, taxes.size()),
        item.unit().symbol());
  }
}
