package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import java.util.Currency;
import java.util.Objects;

/**
 * What one item sold.
 *
 * @param code the item's
 * @param name as it was last sold
 * @param category as it was last sold
 * @param currency of the amounts
 * @param sold how much
 * @param gross what customers paid for it
 * @param returned how much came back
 * @param refunded what was given back for it
 */
public record ItemRow(
    String code,
    String name,
    String category,
    Currency currency,
    Quantity sold,
    Money gross,
    Quantity returned,
    Money refunded) {
  public ItemRow {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(sold, "sold");
    Objects.requireNonNull(gross, "gross");
    Objects.requireNonNull(returned, "returned");
    Objects.requireNonNull(refunded, "refunded");
  }

  /** What remains: gross less refunds. */
  public Money net() {
    return gross.minus(refunded);
  }
}
