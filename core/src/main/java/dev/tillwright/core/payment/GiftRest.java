package dev.tillwright.core.payment;

import dev.tillwright.core.money.Money;
import java.util.Currency;
import java.util.Optional;

/**
 * What is left on a card after a payment, as its host's reference carries it through the journal to
 * the receipt.
 */
public final class GiftRest {
  private static final String BEGIN = "rest:";

  private GiftRest() {}

  /** The reference of an approval ({@link HostReply.Approved#reference}). */
  public static String reference(Money left) {
    return BEGIN + left.minor();
  }

  /** What a reference says is left; empty when it says nothing of the kind. */
  public static Optional<Money> of(String reference, Currency currency) {
    return reference.matches("rest:[0-9]{1,18}")
        ? Optional.of(Money.ofMinor(Long.parseLong(reference.substring(BEGIN.length())), currency))
        : Optional.empty();
  }
}
