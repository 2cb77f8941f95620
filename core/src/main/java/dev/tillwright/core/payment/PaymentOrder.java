package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.qr.PaymentCode;
import dev.tillwright.core.sale.TenderKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for. Defaults: a purchase of the whole or nothing, on the reader {@code ""}, that
 * may be taken offline within the till's limits, and captures at most what was authorized.
 */
public final class PaymentOrder {
  private final AttemptKind kind;
  private final TenderKind tender;
  private final String sale;
  private final Charge charge;
  private final @Nullable ProtectedCard card;
  private final Money tolerance;
  private final PartialChoice partial;
  private final String reader;
  private final boolean offline;
  private final @Nullable ChipFacts chip;
  private final @Nullable String wallet;
  private final @Nullable PaymentCode presented;

  private PaymentOrder(Builder from) {
    this.kind = from.kind;
    this.tender = from.tender;
    this.sale = from.sale;
    this.charge = from.charge;
    this.card = from.card;
    this.tolerance = from.tolerance;
    this.partial = from.partial;
    this.reader = from.reader;
    this.offline = from.offline;
    this.chip = from.chip;
    this.wallet = from.wallet;
    this.presented = from.presented;
  }

  /**
   * Begins with the defaults.
   *
   * @param tender which kind of host is asked
   * @param sale text of the sale's id
   */
  public static Builder of(TenderKind tender, String sale, Charge charge, ProtectedCard card) {
    return new Builder(tender, sale, charge, Objects.requireNonNull(card, "card"));
  }

  /**
   * Begins with the defaults, for a card that a payment terminal reads.
   *
   * @param sale text of the sale's id
   */
  public static Builder atTerminal(String sale, Charge charge) {
    return new Builder(TenderKind.TERMINAL, sale, charge, null);
  }

  /**
   * Begins with the defaults, for a wallet; nothing of it is ever taken offline.
   *
   * @param sale text of the sale's id
   * @param wallet its name
   * @param presented what the customer's phone shows; {@code null} when the shop shows a code
   */
  public static Builder byWallet(
      String sale, Charge charge, String wallet, @Nullable PaymentCode presented) {
    Builder order = new Builder(TenderKind.WALLET, sale, charge, null).offline(false);
    order.wallet = Objects.requireNonNull(wallet, "wallet");
    order.presented = presented;
    return order;
  }

  AttemptKind kind() {
    return kind;
  }

  TenderKind tender() {
    return tender;
  }

  String sale() {
    return sale;
  }

  Charge charge() {
    return charge;
  }

  /** Nothing when a terminal reads it. */
  @Nullable ProtectedCard card() {
    return card;
  }

  Money tolerance() {
    return tolerance;
  }

  PartialChoice partial() {
    return partial;
  }

  String reader() {
    return reader;
  }

  boolean offline() {
    return offline;
  }

  @Nullable ChipFacts chip() {
    return chip;
  }

  @Nullable PaymentCode presented() {
    return presented;
  }

  /** What is charged, as the journal sees it. */
  ProtectedCard charged(PaymentKey key) {
    if (card != null) {
      return card;
    }
    return wallet == null
        ? ProtectedCard.atTerminal(key.toString())
        : ProtectedCard.ofWallet(wallet, key.toString(), presented == null);
  }

  /** Not for several threads. */
  public static final class Builder {
    private final TenderKind tender;
    private final String sale;
    private final Charge charge;
    private final @Nullable ProtectedCard card;
    private AttemptKind kind = AttemptKind.PURCHASE;
    private Money tolerance;
    private PartialChoice partial = PartialChoice.NEVER;
    private String reader = "";
    private boolean offline = true;
    private @Nullable ChipFacts chip;
    private @Nullable String wallet;
    private @Nullable PaymentCode presented;

    private Builder(TenderKind tender, String sale, Charge charge, @Nullable ProtectedCard card) {
      this.tender = Objects.requireNonNull(tender, "tender");
      this.sale = Objects.requireNonNull(sale, "sale");
      this.charge = Objects.requireNonNull(charge, "charge");
      this.card = card;
      this.tolerance = Money.zero(charge.total().currency());
    }

    /**
     * The money is only reserved; captures take it later.
     *
     * @param tolerance how much more than authorized they may take, for a tip; 0 or more
     */
    public Builder authorizeOnly(Money tolerance) {
      this.kind = AttemptKind.AUTHORIZATION;
      this.tolerance = Objects.requireNonNull(tolerance, "tolerance");
      return this;
    }

    /** Who decides when less is approved. */
    public Builder partial(PartialChoice choice) {
      this.partial = Objects.requireNonNull(choice, "choice");
      return this;
    }

    /** On which reader; each has one active payment at a time. */
    public Builder reader(String name) {
      this.reader = Objects.requireNonNull(name, "name");
      return this;
    }

    /** Whether it may be taken while the host is out of reach. */
    public Builder offline(boolean allowed) {
      this.offline = allowed;
      return this;
    }

    /** The code that a gift card asks for; {@code null} for none. It stands in no journal. */
    public Builder presenting(@Nullable PaymentCode code) {
      this.presented = code;
      return this;
    }

    /** What the card's chip told, for the slip; {@code null} without one. */
    public Builder chip(@Nullable ChipFacts facts) {
      this.chip = facts;
      return this;
    }

    public PaymentOrder build() {
      return new PaymentOrder(this);
    }
  }
}
