package dev.tillwright.core.shared;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import java.time.Instant;
import java.util.Objects;

/**
 * A sale that a till reserved to take goods of it back.
 *
 * @param origin the sale
 * @param ticket that it is reserved for; its terminal is the till
 * @param amount what the goods are worth
 * @param until when it lapses, by that till's clock
 */
public record ReservedSale(SaleId origin, SaleId ticket, Money amount, Instant until) {
  public ReservedSale {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(ticket, "ticket");
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(until, "until");
  }
}
