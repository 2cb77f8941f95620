package dev.tillwright.core.basket;

import dev.tillwright.core.money.Money;
import java.util.List;
import java.util.Objects;

/**
 * What a basket comes to. The parts always add up: {@code total} is the sum of the lines' totals,
 * {@code tax} that of the tax table and of the lines' taxes.
 *
 * @param lines the live lines, in order
 * @param discounts every discount with the amount it came to, in order
 * @param taxes one row a rate, in the order of first use
 * @param subtotal before discounts
 * @param discount all discounts together, not negative
 * @param tax all taxes together
 * @param total what is to be paid
 */
public record Totals(
    List<PricedLine> lines,
    List<AppliedDiscount> discounts,
    List<TaxLine> taxes,
    Money subtotal,
    Money discount,
    Money tax,
    Money total) {
  public Totals {
    lines = List.copyOf(lines);
    discounts = List.copyOf(discounts);
    taxes = List.copyOf(taxes);
    Objects.requireNonNull(subtotal, "subtotal");
    Objects.requireNonNull(discount, "discount");
    Objects.requireNonNull(tax, "tax");
    Objects.requireNonNull(total, "total");
  }

  /** What of the total is value for cards, and no goods: see {@link Item#storedValue}. */
  public Money storedValue() {
    Money value = Money.zero(total.currency());
    for (PricedLine line : lines) {
      value = line.line().item().isStoredValue() ? value.plus(line.total()) : value;
    }
    return value;
  }

  /** The same without that value: what promotions and points are about. */
  public Totals goods() {
    Money value = storedValue();
    return value.isZero()
        ? this
        : new Totals(
            lines.stream().filter(it -> !it.line().item().isStoredValue()).toList(),
            discounts,
            taxes,
            subtotal.minus(value),
            discount,
            tax,
            total.minus(value));
  }
}
