package dev.tillwright.core.sale;

import dev.tillwright.core.basket.TaxRounding;
import dev.tillwright.core.money.CashRounding;
import java.util.Objects;

/**
 * How a sale counts. Fixed when it is opened and written with it, so that the sale comes to the
 * same whenever its events are replayed.
 *
 * @param taxes where taxes are rounded
 * @param cash how cash is rounded; its coin is of the sale's currency
 */
public record SaleTerms(TaxRounding taxes, CashRounding cash) {
  private static final SaleTerms USUAL = new SaleTerms(TaxRounding.PER_RATE, CashRounding.none());

  public SaleTerms {
    Objects.requireNonNull(taxes, "taxes");
    Objects.requireNonNull(cash, "cash");
  }

  /** Taxes rounded once a rate, cash not at all; what sales had that name no terms. */
  public static SaleTerms usual() {
    return USUAL;
  }
}
