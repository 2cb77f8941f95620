package dev.tillwright.core.sale;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * A currency conversion at the point of sale, as it was offered, and what the customer chose. Both
 * amounts stand on the receipt, chosen or not.
 *
 * @param quote as shown
 * @param chosen whether the customer pays in the other currency
 */
public record Conversion(Quote quote, boolean chosen) {
  public Conversion {
    Objects.requireNonNull(quote, "quote");
  }

  /**
   * An offer to pay in the card's own currency. It counts neither way until the customer says so.
   *
   * @param id the name that whoever made the rate knows it by, at most 64 characters
   * @param local what is charged without conversion
   * @param foreign what is charged with it, positive
   * @param rate units of the other currency for one of the till's, positive, mark-up included; at
   *     most 12 decimals
   * @param markUp what the rate holds above the wholesale rate
   * @param text the choice as it is put to the customer, at most 200 characters
   */
  public record Quote(
      String id, Money local, Money foreign, BigDecimal rate, Percent markUp, String text) {
    private static final int MAX_SCALE = 12;

    public Quote {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(markUp, "markUp");
      Objects.requireNonNull(text, "text");
      rate = rate.stripTrailingZeros();
      if (!local.isPositive() || !foreign.isPositive() || rate.signum() <= 0) {
        throw new IllegalArgumentException("amounts and rate of a conversion are positive");
      }
      if (rate.scale() > MAX_SCALE || rate.precision() - rate.scale() > MAX_SCALE) {
        throw new IllegalArgumentException("a rate has at most 12 digits on either side");
      }
      if (local.currency().equals(foreign.currency())) {
        throw new IllegalArgumentException("a conversion is to another currency");
      }
    }

    /** The customer saw both amounts and pays in the other currency. */
    public Conversion chosen() {
      return new Conversion(this, true);
    }

    /** The customer saw both amounts and pays in the till's currency. */
    public Conversion declined() {
      return new Conversion(this, false);
    }
  }
}
