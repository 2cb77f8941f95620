package dev.tillwright.core.sale;

import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import java.util.Currency;
import java.util.Objects;

/**
 * What came back of one sold line, over all returns of it.
 *
 * @param quantity how much
 * @param discount the part of the line's discount
 * @param tax the part of the line's tax
 * @param total what was given back for it
 */
public record Returned(Quantity quantity, Money discount, Money tax, Money total) {
  public Returned {
    Objects.requireNonNull(quantity, "quantity");
    Objects.requireNonNull(discount, "discount");
    Objects.requireNonNull(tax, "tax");
    Objects.requireNonNull(total, "total");
  }

  /** Nothing came back yet. */
  public static Returned nothing(Currency currency) {
    Money zero = Money.zero(currency);
    return new Returned(Quantity.of(0), zero, zero, zero);
  }

  /** With what else came back of the same line. */
  public Returned plus(Returned more) {
    return new Returned(
        quantity.plus(more.quantity),
        discount.plus(more.discount),
        tax.plus(more.tax),
        total.plus(more.total));
  }

  /** With one more line of a return. */
  public Returned plus(PricedLine line) {
    return new Returned(
        quantity.plus(line.line().quantity()),
        discount.plus(line.discount()),
        tax.plus(line.tax()),
        total.plus(line.total()));
  }
}
