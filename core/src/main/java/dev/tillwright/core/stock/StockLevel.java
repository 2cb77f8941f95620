package dev.tillwright.core.stock;

import dev.tillwright.core.money.Quantity;
import java.util.Objects;

/**
 * What there is of an item at a place by the books.
 *
 * @param onHand negative when more was sold than ever came in
 */
public record StockLevel(String place, String code, Quantity onHand) {
  public StockLevel {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(onHand, "onHand");
  }
}
