package dev.tillwright.core.basket;

import dev.tillwright.core.money.UnitPrice;
import java.util.Objects;

/**
 * Something that is sold.
 *
 * @param code stock code or GTIN, 1 to 64 characters
 * @param name as the receipt prints it
 * @param category for rules and reports; empty when there is none
 * @param price of one unit
 * @param tax the one tax on it
 */
public record Item(String code, String name, String category, UnitPrice price, TaxRate tax) {
  public Item {
    if (code.isBlank() || code.length() > 64) {
      throw new IllegalArgumentException("an item's code has 1 to 64 characters");
    }
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(price, "price");
    Objects.requireNonNull(tax, "tax");
  }
}
