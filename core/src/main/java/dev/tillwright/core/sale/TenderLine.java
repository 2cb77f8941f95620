package dev.tillwright.core.sale;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Allocation;
import dev.tillwright.core.money.Money;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One tender of a sale, or one pay-out of a return.
 *
 * @param kind how
 * @param amount the part of the total that it covers, positive; change and extras are not in it
 * @param given what the customer handed over; more than {@link #charged} only for cash
 * @param payment text of the payment key of the attempt behind it; {@code null} for cash and for
 *     what is withheld. For a points tender the key of the hold; for what was paid elsewhere the
 *     channel and its number of the payment
 * @param card the card, protected, or what stands for the wallet; {@code null} for other kinds, and
 *     when a terminal keeps it
 * @param authorizationCode as the host gave it; empty for none. The order's number, for what was
 *     paid elsewhere
 * @param points points burned, given back or paid for by what is withheld; 0 for other kinds
 * @param extras what moves besides: rounding, cashback, tip, surcharge, conversion
 */
public record TenderLine(
    TenderKind kind,
    Money amount,
    Money given,
    @Nullable String payment,
    @Nullable ProtectedCard card,
    String authorizationCode,
    long points,
    TenderExtras extras) {
  public TenderLine {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(given, "given");
    Objects.requireNonNull(authorizationCode, "authorizationCode");
    Money charged = amount.plus(extras.sum());
    if (!amount.isPositive() || charged.isNegative() || given.compareTo(charged) < 0) {
      throw new IllegalArgumentException("a tender is positive and covered by what was given");
    }
  }

  /** A tender by which nothing moves besides. */
  public TenderLine(
      TenderKind kind,
      Money amount,
      Money given,
      @Nullable String payment,
      @Nullable ProtectedCard card,
      String authorizationCode,
      long points) {
    this(
        kind,
        amount,
        given,
        payment,
        card,
        authorizationCode,
        points,
        TenderExtras.none(amount.currency()));
  }

  /** Cash, with change when more was given. */
  public static TenderLine cash(Money amount, Money given) {
    return new TenderLine(TenderKind.CASH, amount, given, null, null, "", 0);
  }

  /** Cash that is rounded, with change when more was given. */
  public static TenderLine cash(Money amount, Money given, Money rounding) {
    TenderExtras extras = TenderExtras.rounding(rounding);
    return new TenderLine(TenderKind.CASH, amount, given, null, null, "", 0, extras);
  }

  /** A card payment that was approved. */
  public static TenderLine card(
      Money amount, String payment, ProtectedCard card, String authorizationCode) {
    return new TenderLine(TenderKind.CARD, amount, amount, payment, card, authorizationCode, 0);
  }

  /** A card payment that was approved, with what moves besides. */
  public static TenderLine card(
      Money amount,
      TenderExtras extras,
      String payment,
      ProtectedCard card,
      String authorizationCode) {
    Money charged = amount.plus(extras.sum());
    return new TenderLine(
        TenderKind.CARD, amount, charged, payment, card, authorizationCode, 0, extras);
  }

  /** A card payment that a terminal took, of which it keeps all but this. */
  public static TenderLine terminal(
      Money amount, TenderExtras extras, String payment, String authorizationCode) {
    Money charged = amount.plus(extras.sum());
    return new TenderLine(
        TenderKind.TERMINAL, amount, charged, payment, null, authorizationCode, 0, extras);
  }

  /** A wallet's payment that was approved. */
  public static TenderLine wallet(
      Money amount,
      TenderExtras extras,
      String payment,
      ProtectedCard wallet,
      String authorizationCode) {
    Money charged = amount.plus(extras.sum());
    return new TenderLine(
        TenderKind.WALLET, amount, charged, payment, wallet, authorizationCode, 0, extras);
  }

  /**
   * Paid elsewhere, to the channel of an order.
   *
   * @param payment the channel and its own number of the payment
   * @param order the order's number at the channel
   */
  public static TenderLine channel(Money amount, String payment, String order) {
    return new TenderLine(TenderKind.CHANNEL, amount, amount, payment, null, order, 0);
  }

  /** A gift card's payment that was approved. */
  public static TenderLine gift(
      Money amount, String payment, ProtectedCard card, String authorizationCode) {
    return new TenderLine(TenderKind.GIFT, amount, amount, payment, card, authorizationCode, 0);
  }

  /** Points that are held, worth the amount. */
  public static TenderLine points(Money amount, String hold, long points) {
    return new TenderLine(TenderKind.POINTS, amount, amount, hold, null, "", points);
  }

  /** A part of a refund that is kept, for points that are missing. */
  public static TenderLine withheld(Money amount, long points) {
    return new TenderLine(TenderKind.WITHHELD, amount, amount, null, null, "", points);
  }

  /** What moves by it: the amount and the extras. What a host is asked for. */
  public Money charged() {
    return amount.plus(extras.sum());
  }

  /**
   * This tender, when less than it asked for was approved: first the amount and its surcharge, then
   * the tip, then the cashback. What it does not cover any more stays due.
   *
   * @param approved of the same currency
   * @return empty when nothing is covered, or when the customer chose a conversion of another
   *     amount
   */
  public Optional<TenderLine> limitedTo(Money approved) {
    if (approved.compareTo(charged()) >= 0) {
      return Optional.of(this);
    }
    if (!approved.isPositive() || extras.conversion() != null) {
      return Optional.empty();
    }
    Money first = amount.plus(extras.surcharged());
    Money part = approved.min(first);
    List<Money> shares = Allocation.byWeights(part, amount.minor(), extras.surcharged().minor());
    Money tip = extras.tip().min(approved.minus(part));
    TenderExtras less =
        extras
            .with(shrunk(shares.get(1)))
            .withTip(tip)
            .withCashback(approved.minus(part).minus(tip));
    return shares.get(0).isPositive()
        ? Optional.of(
            new TenderLine(
                kind, shares.get(0), approved, payment, card, authorizationCode, points, less))
        : Optional.empty();
  }

  /** The same tender with another tip, in minor units. */
  TenderLine tipped(long tip) {
    TenderExtras with = extras.withTip(new Money(tip, amount.currency()));
    Money charged = amount.plus(with.sum());
    return new TenderLine(kind, amount, charged, payment, card, authorizationCode, points, with);
  }

  private @Nullable Surcharge shrunk(Money amount) {
    Surcharge whole = extras.surcharge();
    return whole == null || amount.isZero() ? null : new Surcharge(amount, whole.disclosure());
  }

  /** What goes back to the customer of what was given; cashback is not in it. */
  public Money change() {
    return given.minus(charged());
  }
}
