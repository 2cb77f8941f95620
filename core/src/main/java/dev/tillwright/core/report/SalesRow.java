package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import java.util.Currency;
import java.util.Objects;

/**
 * One row of a break-down of sales.
 *
 * @param key what the row is of: a day {@code 2026-11-24}, an hour {@code 00} to {@code 23}, an
 *     operator, a category, {@code member} or {@code anonymous}, the reason of a discount
 * @param currency of the amounts
 * @param sales how many; lines where the row is of a category, discounts where of a reason
 * @param gross what they came to
 * @param returns how many, with and without receipt
 * @param refunded what they came to, positive
 */
public record SalesRow(
    String key, Currency currency, long sales, Money gross, long returns, Money refunded) {
  public SalesRow {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(gross, "gross");
    Objects.requireNonNull(refunded, "refunded");
  }

  /** The same figures under another key. */
  SalesRow named(String other) {
    return new SalesRow(other, currency, sales, gross, returns, refunded);
  }

  /** What remains: gross less refunds. */
  public Money net() {
    return gross.minus(refunded);
  }
}
