package dev.tillwright.core.payment;

import dev.tillwright.core.money.Money;
import java.util.Currency;

/**
 * What a refund is less by, because points that the goods had earned are spent already.
 *
 * @param points that are missing and paid for by it; 0 when nothing is withheld
 * @param amount not negative; zero when nothing is withheld
 */
public record Withheld(long points, Money amount) {
  public Withheld {
    if (points < 0 || amount.isNegative() || (points > 0) != amount.isPositive()) {
      throw new IllegalArgumentException("an amount is withheld for points, or nothing is");
    }
  }

  /** Nothing is withheld. */
  public static Withheld nothing(Currency currency) {
    return new Withheld(0, Money.zero(currency));
  }
}
