package dev.tillwright.core.till;

import dev.tillwright.core.money.Money;
import java.util.Currency;
import java.util.Objects;

/**
 * How many points could pay for a basket just now.
 *
 * @param points the most, in the program's steps; 0 for none
 * @param worth of them
 * @param because why points cannot pay all of it, for the customer; empty when they can, and when
 *     the member has no more
 */
public record PointsOffer(long points, Money worth, String because) {
  public PointsOffer {
    Objects.requireNonNull(worth, "worth");
    Objects.requireNonNull(because, "because");
  }

  static PointsOffer none(Currency currency, String because) {
    return new PointsOffer(0, Money.zero(currency), because);
  }
}
