package dev.tillwright.core.catalogue;

import dev.tillwright.core.money.UnitPrice;
import java.util.Comparator;
import java.util.Objects;

/**
 * A price that holds on a day, with its list.
 *
 * @param list where it stands
 * @param price not one that was taken out
 * @param own whether it is the item's own, not that of its parent
 */
public record Offered(PriceList list, ListPrice price, boolean own) {
  /** The one that is taken comes first. */
  static final Comparator<Offered> ORDER =
      Comparator.comparingInt((Offered it) -> -it.list.rank())
          .thenComparing(it -> !it.own)
          .thenComparing(it -> it.list.channels().isEmpty())
          .thenComparingLong(it -> -CatalogueTables.since(it.price.from()))
          .thenComparing(it -> it.list.name());

  public Offered {
    Objects.requireNonNull(list, "list");
    Objects.requireNonNull(price, "price");
    Objects.requireNonNull(price.price(), "a price that holds");
  }

  /** What one unit costs the customer. */
  public UnitPrice unitPrice() {
    return Objects.requireNonNull(price.price());
  }
}
