package dev.tillwright.core.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How cash is rounded where the smallest coins are gone: to 0.05 in Switzerland and Canada, to 0.10
 * in New Zealand, to 0.50 or 1.00 in the north of Europe. Only what is paid in cash is rounded, and
 * to the nearest; a half goes away from zero, so that a refund is rounded as the sale was.
 *
 * @param smallest the smallest coin, positive; {@code null} when every amount can be paid
 * @param exactAccepted whether the exact amount may be paid all the same, as where the small coins
 *     stay legal tender (Belgium, Finland)
 */
public record CashRounding(@Nullable Money smallest, boolean exactAccepted) {
  private static final CashRounding NONE = new CashRounding(null, true);

  public CashRounding {
    if (smallest != null && !smallest.isPositive()) {
      throw new IllegalArgumentException("the smallest coin is positive");
    }
  }

  /** Every amount can be paid in cash. */
  public static CashRounding none() {
    return NONE;
  }

  /** To multiples of the smallest coin. */
  public static CashRounding to(Money smallest) {
    return new CashRounding(smallest, false);
  }

  /** The same, but whoever pays the exact amount may. */
  public CashRounding acceptingExact() {
    return new CashRounding(smallest, true);
  }

  /**
   * The nearest amount that can be paid in cash.
   *
   * @throws IllegalArgumentException when the currency is not that of the coin
   * @throws ArithmeticException when it does not fit
   */
  public Money rounded(Money amount) {
    Money coin = smallest;
    if (coin == null) {
      return amount;
    }
    if (!coin.currency().equals(amount.currency())) {
      throw new IllegalArgumentException("the smallest coin is of another currency");
    }
    BigDecimal coins =
        BigDecimal.valueOf(amount.minor())
            .divide(BigDecimal.valueOf(coin.minor()), 0, RoundingMode.HALF_UP);
    return coin.times(coins.longValueExact());
  }

  /** What rounding adds: negative when the customer pays less. */
  public Money difference(Money amount) {
    return rounded(amount).minus(amount);
  }

  /**
   * Whether this amount can be handed over: in coins that are there, or exact where that counts.
   */
  public boolean payable(Money amount) {
    return exactAccepted || rounded(amount).equals(amount);
  }
}
