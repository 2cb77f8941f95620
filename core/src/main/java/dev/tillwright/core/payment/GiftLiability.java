package dev.tillwright.core.payment;

import dev.tillwright.core.money.Money;
import java.util.Objects;

/**
 * What gift cards come to by the journal, in one currency.
 *
 * @param loads how many activations and loads stand, those that were taken off among them
 * @param sold put on cards, less what was taken off again
 * @param due paid for and not on its card yet
 * @param redeemed paid with cards, less what was given back to them
 * @param expired as it was written down
 */
public record GiftLiability(long loads, Money sold, Money due, Money redeemed, Money expired) {
  public GiftLiability {
    Objects.requireNonNull(sold, "sold");
    Objects.requireNonNull(due, "due");
    Objects.requireNonNull(redeemed, "redeemed");
    Objects.requireNonNull(expired, "expired");
  }

  /**
   * What is owed, as far as these journals tell: sold and due, less redeemed and expired. Of one
   * till it may be negative: cards are sold at one and spent at another.
   */
  public Money open() {
    return sold.plus(due).minus(redeemed).minus(expired);
  }
}
