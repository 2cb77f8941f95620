package dev.tillwright.core.basket;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.UnitPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Something that is sold.
 *
 * @param code stock code or GTIN, 1 to 64 characters
 * @param name as the receipt prints it
 * @param category for rules and reports; empty when there is none
 * @param price of one unit
 * @param tax the tax on it, or the first of several
 * @param moreTaxes further taxes, at most {@value #MAX_TAXES} in all; contained in the price, or
 *     added to it, as the first one is
 * @param unit in which it is measured, such as {@code kg}, at most 8 characters; empty for what is
 *     counted
 */
public record Item(
    String code,
    String name,
    String category,
    UnitPrice price,
    TaxRate tax,
    List<TaxRate> moreTaxes,
    String unit) {
  /** At most so many taxes are on one item. */
  public static final int MAX_TAXES = 8;

  /** The category of value for cards; no other item has it. */
  public static final String STORED_VALUE = "stored-value";

  /** Stands where a tax would, on what no tax falls on. */
  static final TaxRate NO_TAX = TaxRate.included("-", Percent.of(0));

  public Item {
    if (code.isBlank() || code.length() > 64) {
      throw new IllegalArgumentException("an item's code has 1 to 64 characters");
    }
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(price, "price");
    Objects.requireNonNull(tax, "tax");
    moreTaxes = List.copyOf(moreTaxes);
    if (category.equals(STORED_VALUE) && !(tax.equals(NO_TAX) && moreTaxes.isEmpty())) {
      throw new IllegalArgumentException("no tax falls on value for a card");
    }
    if (unit.length() > 8) {
      throw new IllegalArgumentException("an item's unit has at most 8 characters");
    }
    if (moreTaxes.size() >= MAX_TAXES) {
      throw new IllegalArgumentException("an item has at most " + MAX_TAXES + " taxes");
    }
    if (moreTaxes.stream().anyMatch(it -> it.included() != tax.included())) {
      throw new IllegalArgumentException("all taxes of an item are contained, or all are added");
    }
  }

  /** An item that is counted. */
  public Item(
      String code,
      String name,
      String category,
      UnitPrice price,
      TaxRate tax,
      List<TaxRate> moreTaxes) {
    this(code, name, category, price, tax, moreTaxes, "");
  }

  /** An item that is counted, with one tax. */
  public Item(String code, String name, String category, UnitPrice price, TaxRate tax) {
    this(code, name, category, price, tax, List.of());
  }

  /**
   * Value for a card, which is no goods: no tax, discount or promotion falls on it, and it earns
   * nothing. What it comes to is owed to whoever holds the card, not revenue.
   *
   * @param value positive
   */
  public static Item storedValue(String code, String name, Money value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("value for a card is positive");
    }
    return new Item(code, name, STORED_VALUE, UnitPrice.of(value), NO_TAX);
  }

  /** Whether it is value for a card. */
  public boolean isStoredValue() {
    return category.equals(STORED_VALUE);
  }

  /** The same item with these taxes after the ones it has. */
  public Item withTaxes(TaxRate... more) {
    List<TaxRate> taxes = new ArrayList<>(moreTaxes);
    taxes.addAll(List.of(more));
    return new Item(code, name, category, price, tax, taxes, unit);
  }

  /** The same item, measured in a unit, such as {@code kg}. */
  public Item measuredIn(String measure) {
    return new Item(code, name, category, price, tax, moreTaxes, measure);
  }

  /** All its taxes, in the order in which one may fall on another. */
  public List<TaxRate> taxes() {
    if (moreTaxes.isEmpty()) {
      return List.of(tax);
    }
    List<TaxRate> all = new ArrayList<>(moreTaxes.size() + 1);
    all.add(tax);
    all.addAll(moreTaxes);
    return all;
  }
}
