package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import java.util.Currency;
import java.util.Objects;

/**
 * The cash of a period. What was in the drawer before it is not in here: a float is paid in.
 *
 * @param taken by sales and deposits, rounded, change taken off
 * @param paidBack by returns, voids and given-up layaways, rounded
 * @param cashback handed out with card payments
 * @param paidIn for other reasons than a sale
 * @param paidOut for other reasons than a return
 * @param opens how often the drawer was opened without a sale
 */
public record CashTotals(
    Money taken, Money paidBack, Money cashback, Money paidIn, Money paidOut, long opens) {
  public CashTotals {
    Objects.requireNonNull(taken, "taken");
    Objects.requireNonNull(paidBack, "paidBack");
    Objects.requireNonNull(cashback, "cashback");
    Objects.requireNonNull(paidIn, "paidIn");
    Objects.requireNonNull(paidOut, "paidOut");
  }

  /** No cash moved. */
  static CashTotals none(Currency currency) {
    Money zero = Money.zero(currency);
    return new CashTotals(zero, zero, zero, zero, zero, 0);
  }

  /** What must be in the drawer more than at the beginning of the period; may be negative. */
  public Money expected() {
    return taken.minus(paidBack).minus(cashback).plus(paidIn).minus(paidOut);
  }
}
