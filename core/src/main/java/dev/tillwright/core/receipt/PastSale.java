package dev.tillwright.core.receipt;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import java.time.Instant;
import java.util.Objects;

/**
 * A finished sale or return, as a list of past sales shows it.
 *
 * @param sale which
 * @param kind sale, return, exchange or void
 * @param receipt its number
 * @param at when it was finished
 * @param total what it came to; of an exchange that pays out negative
 * @param seq where its entry stands, for the page after this one
 */
public record PastSale(
    SaleId sale, SaleKind kind, long receipt, Instant at, Money total, long seq) {
  public PastSale {
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(total, "total");
  }
}
