package dev.tillwright.loyalty.insight.recommend;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.stock.StockBook;
import dev.tillwright.core.store.Database;
import java.util.Objects;

/**
 * Whether an item can be sold now. The port of the recommender to who knows the stock.
 *
 * <p><b>Threads.</b> Any number at once. No I/O on other machines; answers in milliseconds.
 */
@FunctionalInterface
public interface InStock {

  /** Whether there is some of an item. */
  boolean has(String code);

  /** Where nobody keeps stock: everything is there. */
  static InStock everything() {
    return code -> true;
  }

  /** By the books of a place: what lies there by them, more than nothing. */
  static InStock byTheBooks(Database database, StockBook book, String place) {
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(book, "book");
    Objects.requireNonNull(place, "place");
    return code -> database.read(tx -> book.onHand(tx, place, code)).compareTo(Quantity.of(0)) > 0;
  }
}
