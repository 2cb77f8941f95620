package dev.tillwright.core.sale;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One tender of a sale, or one pay-out of a return.
 *
 * @param kind how
 * @param amount the part of the total that it covers, positive; change is not in it
 * @param given what the customer handed over; more than {@code amount} only for cash
 * @param payment text of the payment key of the attempt behind it; {@code null} for cash. For a
 *     points tender the key of the hold
 * @param card the card, protected; {@code null} for other kinds
 * @param authorizationCode as the host gave it; empty for none
 * @param points points burned or given back; 0 for other kinds
 */
public record TenderLine(
    TenderKind kind,
    Money amount,
    Money given,
    @Nullable String payment,
    @Nullable ProtectedCard card,
    String authorizationCode,
    long points) {
  public TenderLine {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(given, "given");
    Objects.requireNonNull(authorizationCode, "authorizationCode");
    if (!amount.isPositive() || given.compareTo(amount) < 0) {
      throw new IllegalArgumentException("a tender is positive and covered by what was given");
    }
  }

  /** Cash, with change when more was given. */
  public static TenderLine cash(Money amount, Money given) {
    return new TenderLine(TenderKind.CASH, amount, given, null, null, "", 0);
  }

  /** A card payment that was approved. */
  public static TenderLine card(
      Money amount, String payment, ProtectedCard card, String authorizationCode) {
    return new TenderLine(TenderKind.CARD, amount, amount, payment, card, authorizationCode, 0);
  }

  /** Points that are held, worth the amount. */
  public static TenderLine points(Money amount, String hold, long points) {
    return new TenderLine(TenderKind.POINTS, amount, amount, hold, null, "", points);
  }

  /** What goes back to the customer of what was given. */
  public Money change() {
    return given.minus(amount);
  }
}
