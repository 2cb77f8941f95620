package dev.tillwright.core.sale;

import dev.tillwright.core.money.Money;
import java.util.Currency;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What moves by a tender besides the part of the total that it covers. None of it is taxed or a
 * part of the total.
 *
 * @param rounding of cash; negative when less moves
 * @param cashback paid out in cash to who pays by card; not negative
 * @param tip not negative
 * @param surcharge as chosen; {@code null} for none
 * @param conversion as offered and chosen or declined; {@code null} when none was offered
 */
public record TenderExtras(
    Money rounding,
    Money cashback,
    Money tip,
    @Nullable Surcharge surcharge,
    @Nullable Conversion conversion) {
  public TenderExtras {
    Objects.requireNonNull(rounding, "rounding");
    if (cashback.isNegative() || tip.isNegative()) {
      throw new IllegalArgumentException("cashback and tip are not negative");
    }
  }

  /** Nothing besides. */
  public static TenderExtras none(Currency currency) {
    Money zero = Money.zero(currency);
    return new TenderExtras(zero, zero, zero, null, null);
  }

  /** Cash rounding alone. */
  public static TenderExtras rounding(Money rounding) {
    Money zero = Money.zero(rounding.currency());
    return new TenderExtras(rounding, zero, zero, null, null);
  }

  public TenderExtras withCashback(Money amount) {
    return new TenderExtras(rounding, amount, tip, surcharge, conversion);
  }

  public TenderExtras withTip(Money amount) {
    return new TenderExtras(rounding, cashback, amount, surcharge, conversion);
  }

  public TenderExtras with(@Nullable Surcharge chosen) {
    return new TenderExtras(rounding, cashback, tip, chosen, conversion);
  }

  public TenderExtras with(Conversion offered) {
    return offered(offered);
  }

  /** With this offer, or none. */
  public TenderExtras offered(@Nullable Conversion offered) {
    return new TenderExtras(rounding, cashback, tip, surcharge, offered);
  }

  /** The surcharge, or nothing. */
  public Money surcharged() {
    return surcharge == null ? Money.zero(rounding.currency()) : surcharge.amount();
  }

  /** All of it together; negative only by rounding. */
  public Money sum() {
    return rounding.plus(cashback).plus(tip).plus(surcharged());
  }

  /** Whether there is nothing besides, not even an offer. */
  public boolean isNone() {
    return equals(none(rounding.currency()));
  }
}
