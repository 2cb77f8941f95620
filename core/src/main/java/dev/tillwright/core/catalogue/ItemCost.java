package dev.tillwright.core.catalogue;

import dev.tillwright.core.money.UnitPrice;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What one unit of an item costs the shop from a day on, until the next: a trade secret. What goods
 * on the shelf did cost is known to {@code core.stock}, from what came in.
 *
 * @param item code of the item
 * @param from the first day, by the shop's calendar
 * @param cost of one unit, without tax that is got back
 */
public record ItemCost(String item, LocalDate from, UnitPrice cost) implements CatalogueChange {
  public ItemCost {
    Texts.code(item);
    Objects.requireNonNull(from, "from");
    Texts.days(from, null);
    Objects.requireNonNull(cost, "cost");
  }

  @Override
  public String key() {
    return "cost\n" + item + "\n" + from;
  }

  /** The item and the day, never the cost. */
  @Override
  public String toString() {
    return "ItemCost[" + item + " " + from + "]";
  }
}
