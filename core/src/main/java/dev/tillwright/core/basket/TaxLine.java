package dev.tillwright.core.basket;

import dev.tillwright.core.money.Money;
import java.util.Objects;

/**
 * One row of the tax table.
 *
 * @param rate which tax
 * @param net the amount it falls on
 * @param tax the amount of it
 */
public record TaxLine(TaxRate rate, Money net, Money tax) {
  public TaxLine {
    Objects.requireNonNull(rate, "rate");
    Objects.requireNonNull(net, "net");
    Objects.requireNonNull(tax, "tax");
  }
}
