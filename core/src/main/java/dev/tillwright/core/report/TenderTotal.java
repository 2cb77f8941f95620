package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import java.util.Objects;

/**
 * What came in and went out by one kind of tender.
 *
 * @param kind which
 * @param payments tenders of sales
 * @param in their amounts, change taken off
 * @param payouts tenders of returns
 * @param out their amounts
 */
public record TenderTotal(TenderKind kind, long payments, Money in, long payouts, Money out) {
  public TenderTotal {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(in, "in");
    Objects.requireNonNull(out, "out");
  }
}
