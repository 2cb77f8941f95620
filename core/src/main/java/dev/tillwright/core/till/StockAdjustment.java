package dev.tillwright.core.till;

import java.math.BigDecimal;

/**
 * A change of stock that is not a sale: breakage, a count, a give-away.
 *
 * @param code the item's code, 1 to 64 characters
 * @param quantity more or less of it; at most nine digits before the point, six decimals
 */
public record StockAdjustment(String code, BigDecimal quantity) {
  public StockAdjustment {
    // What the books of stock could not read would keep them from moving on.
    if (code.isBlank() || code.length() > 64) {
      throw new IllegalArgumentException("an item's code has 1 to 64 characters");
    }
    if (quantity.scale() > 6 || (long) quantity.precision() - quantity.scale() > 9) {
      throw new IllegalArgumentException("a quantity has at most 9 digits and 6 decimals");
    }
  }
}
