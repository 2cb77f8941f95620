package dev.tillwright.core.catalogue;

import dev.tillwright.core.money.UnitPrice;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The price of an item in a list. Of several of one item in one list, that with the latest first
 * day that has come and not ended is taken; so a price that is changed from Monday on leaves the
 * one before where it stands.
 *
 * @param list its name
 * @param item code of the item
 * @param price of one unit, in the list's currency; {@code null} when this price is taken out
 * @param from the first day, by the shop's calendar; {@code null} for ever before
 * @param to the last day; {@code null} without end
 */
public record ListPrice(
    String list,
    String item,
    @Nullable UnitPrice price,
    @Nullable LocalDate from,
    @Nullable LocalDate to)
    implements CatalogueChange {
  public ListPrice {
    Texts.word("a price list's name", list);
    Texts.code(item);
    Texts.days(from, to);
  }

  /** A price without dates. */
  public static ListPrice of(String list, String item, UnitPrice price) {
    return new ListPrice(list, item, price, null, null);
  }

  /** The same from the first to the last day, both included. */
  public ListPrice between(@Nullable LocalDate first, @Nullable LocalDate last) {
    return new ListPrice(list, item, price, first, last);
  }

  /** The same taken out: it holds no more. */
  public ListPrice removed() {
    return new ListPrice(list, item, null, from, to);
  }

  @Override
  public String key() {
    return "price\n" + item + "\n" + list + "\n" + from;
  }
}
