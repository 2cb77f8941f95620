package dev.tillwright.core.payment;

import dev.tillwright.core.money.Money;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one payment charges, and what it is made of. The goods' part is the rest.
 *
 * @param total all that the card is charged, positive
 * @param cashback the part handed out in cash, 0 or more
 * @param tip the part for the staff, 0 or more
 * @param surcharge the part for paying this way, 0 or more
 * @param converted what the card is charged in its own currency; {@code null} when it is charged in
 *     that of the total
 */
public record Charge(
    Money total, Money cashback, Money tip, Money surcharge, @Nullable Converted converted) {
  public Charge {
    Objects.requireNonNull(total, "total");
    if (!total.isPositive()) {
      throw new IllegalArgumentException("an amount to move is positive");
    }
    if (cashback.isNegative()
        || tip.isNegative()
        || surcharge.isNegative()
        || total.minus(cashback).minus(tip).minus(surcharge).isNegative()) {
      throw new IllegalArgumentException("the parts of a charge are at most the whole");
    }
    if (converted != null && converted.amount().currency().equals(total.currency())) {
      throw new IllegalArgumentException("a conversion is to another currency");
    }
  }

  /** In the currency of the total. */
  public Charge(Money total, Money cashback, Money tip, Money surcharge) {
    this(total, cashback, tip, surcharge, null);
  }

  /** Goods alone. */
  public static Charge of(Money goods) {
    Money nothing = Money.zero(goods.currency());
    return new Charge(goods, nothing, nothing, nothing);
  }

  /** What of it pays for goods. */
  public Money goods() {
    return total.minus(cashback).minus(tip).minus(surcharge);
  }
}
