package dev.tillwright.core.host.stored;

import dev.tillwright.core.money.Money;
import java.util.Objects;

/**
 * What moved so far in one currency; open is what is sold and granted, less redeemed and expired.
 *
 * @param sold onto cards, less what was taken off again
 * @param redeemed for goods, less what was given back
 * @param granted without a purchase
 * @param expired breakage
 * @param open what the shop owes to those who hold cards
 */
public record StoredTotals(Money sold, Money redeemed, Money granted, Money expired, Money open) {
  public StoredTotals {
    Objects.requireNonNull(sold, "sold");
    Objects.requireNonNull(redeemed, "redeemed");
    Objects.requireNonNull(granted, "granted");
    Objects.requireNonNull(expired, "expired");
    Objects.requireNonNull(open, "open");
  }
}
