package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import java.util.Currency;
import java.util.Objects;

/**
 * What moved besides the totals of sales and returns, and what was taken before a sale was one.
 *
 * @param rounding of cash; negative when the shop took less
 * @param tips adjustments after the sale included
 * @param surcharges for ways of paying
 * @param deposits on layaways
 * @param depositsBack of layaways that were given up
 * @param fees kept of those
 * @param giftSold value for cards: owed, and in no amount of sales
 * @param giftBack what of it came back
 */
public record ChargeTotals(
    Money rounding,
    Money tips,
    Money surcharges,
    Money deposits,
    Money depositsBack,
    Money fees,
    Money giftSold,
    Money giftBack) {
  public ChargeTotals {
    Objects.requireNonNull(rounding, "rounding");
    Objects.requireNonNull(tips, "tips");
    Objects.requireNonNull(surcharges, "surcharges");
    Objects.requireNonNull(deposits, "deposits");
    Objects.requireNonNull(depositsBack, "depositsBack");
    Objects.requireNonNull(fees, "fees");
    Objects.requireNonNull(giftSold, "giftSold");
    Objects.requireNonNull(giftBack, "giftBack");
  }

  /** Where no value for cards was sold. */
  public ChargeTotals(
      Money rounding,
      Money tips,
      Money surcharges,
      Money deposits,
      Money depositsBack,
      Money fees) {
    this(
        rounding,
        tips,
        surcharges,
        deposits,
        depositsBack,
        fees,
        Money.zero(fees.currency()),
        Money.zero(fees.currency()));
  }

  /** Nothing besides. */
  static ChargeTotals none(Currency currency) {
    Money zero = Money.zero(currency);
    return new ChargeTotals(zero, zero, zero, zero, zero, zero);
  }
}
