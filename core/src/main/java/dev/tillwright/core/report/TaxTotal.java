package dev.tillwright.core.report;

import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import java.util.Objects;

/**
 * What fell under one tax.
 *
 * @param rate which
 * @param net what was sold, without the tax
 * @param tax the tax on it
 * @param returnedNet what was taken back, without the tax
 * @param returnedTax the tax on that
 */
public record TaxTotal(TaxRate rate, Money net, Money tax, Money returnedNet, Money returnedTax) {
  public TaxTotal {
    Objects.requireNonNull(rate, "rate");
    Objects.requireNonNull(net, "net");
    Objects.requireNonNull(tax, "tax");
    Objects.requireNonNull(returnedNet, "returnedNet");
    Objects.requireNonNull(returnedTax, "returnedTax");
  }
}
