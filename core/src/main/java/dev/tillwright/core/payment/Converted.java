package dev.tillwright.core.payment;

import dev.tillwright.core.money.Money;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * What a card is charged in its own currency, because the customer chose a conversion. The total of
 * the {@link Charge} is what the shop gets.
 *
 * @param amount all that the card is charged, positive, in another currency than the total
 * @param rate units of the card's currency for one of the till's, positive, at most 12 digits on
 *     either side of the point
 * @param quote the name by which whoever made the rate knows it; empty for none
 */
public record Converted(Money amount, BigDecimal rate, String quote) {
  private static final int MOST_DIGITS = 12;

  public Converted {
    Objects.requireNonNull(quote, "quote");
    rate = rate.stripTrailingZeros();
    if (!amount.isPositive() || rate.signum() <= 0) {
      throw new IllegalArgumentException("amount and rate of a conversion are positive");
    }
    if (rate.scale() > MOST_DIGITS || rate.precision() - rate.scale() > MOST_DIGITS) {
      throw new IllegalArgumentException("a rate has at most 12 digits on either side");
    }
  }
}
