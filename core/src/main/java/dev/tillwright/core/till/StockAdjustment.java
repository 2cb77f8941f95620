package dev.tillwright.core.till;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A change of stock that is not a sale: breakage, a count, a give-away.
 *
 * @param code the item's code
 * @param quantity more or less of it; at most six decimals
 */
public record StockAdjustment(String code, BigDecimal quantity) {
  public StockAdjustment {
    Objects.requireNonNull(code, "code");
    if (quantity.scale() > 6) {
      throw new IllegalArgumentException("a quantity has at most 6 decimals");
    }
  }
}
