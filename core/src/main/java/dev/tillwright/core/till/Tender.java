package dev.tillwright.core.till;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.GiftNumber;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.ChipFacts;
import dev.tillwright.core.payment.PartialChoice;
import dev.tillwright.core.qr.PaymentCode;
import dev.tillwright.core.sale.Conversion;
import dev.tillwright.core.sale.Surcharge;
import dev.tillwright.core.sale.TenderExtras;
import java.util.Currency;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the customer offers to pay with. */
public sealed interface Tender {

  /** Cash as handed over; what is too much comes back as change. */
  static Tender cash(Money given) {
    return new Cash(given);
  }

  /** A card, for all that is due. The card stays the caller's to close. */
  static Card card(CardRead card) {
    return new Card(card, null, null, null, null, null, PartialChoice.NEVER, null, "", null);
  }

  /** A card, for a part of what is due. */
  static Card card(CardRead card, Money amount) {
    return new Card(card, amount, null, null, null, null, PartialChoice.NEVER, null, "", null);
  }

  /**
   * A card that the payment terminal reads, for all that is due. It may be cancelled from another
   * thread: {@link Till#cancelPayment}.
   */
  static Terminal terminal() {
    return new Terminal(null, null, PartialChoice.NEVER);
  }

  /** The same, for a part of what is due. */
  static Terminal terminal(Money amount) {
    return new Terminal(amount, null, PartialChoice.NEVER);
  }

  /** Points of the member whom the sale names. */
  static Tender points(long points) {
    return new Points(points);
  }

  /**
   * A wallet, for all that is due, by the code that the customer's phone shows. Whose wallet it is,
   * {@link TillBuilder#wallets} says.
   *
   * @throws IllegalArgumentException when no payment code looks like this: see {@link PaymentCode}
   */
  static Wallet wallet(String code) {
    return new Wallet(PaymentCode.of(code), "", null);
  }

  /** A wallet, for all that is due, by a code that the shop shows to the customer. */
  static Wallet walletShown(String wallet) {
    return new Wallet(null, wallet, null);
  }

  /** A gift card, for all that is due, or for what is on it when that is less. */
  static Gift gift(GiftNumber card) {
    return new Gift(card, null, null, PartialChoice.ALWAYS);
  }

  /**
   * Cash.
   *
   * @param given positive
   */
  record Cash(Money given) implements Tender {
    public Cash {
      if (!given.isPositive()) {
        throw new IllegalArgumentException("cash is positive");
      }
    }
  }

  /**
   * A card. What it is charged is the amount and what moves besides.
   *
   * @param read as the reader saw it
   * @param amount positive; {@code null} for all that is due
   * @param cashback to be paid out in cash, positive; {@code null} for none
   * @param tip positive; {@code null} for none
   * @param surcharge as the customer chose it; {@code null} for none
   * @param conversion as it was offered and chosen or declined; {@code null} when none was offered;
   *     then it is charged whole or not at all
   * @param partial what to do when less is approved; the whole or nothing unless said otherwise
   * @param tipLater how much tip may be added after the sale; {@code null} when the money is taken
   *     at once
   * @param reader its name; empty for the only one
   * @param chip what the chip told, for the slip; {@code null} without one
   */
  record Card(
      CardRead read,
      @Nullable Money amount,
      @Nullable Money cashback,
      @Nullable Money tip,
      @Nullable Surcharge surcharge,
      @Nullable Conversion conversion,
      PartialChoice partial,
      @Nullable Money tipLater,
      String reader,
      @Nullable ChipFacts chip)
      implements Tender {
    public Card {
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(partial, "partial");
      Objects.requireNonNull(reader, "reader");
      for (Money each : new Money[] {amount, cashback, tip, tipLater}) {
        if (each != null && !each.isPositive()) {
          throw new IllegalArgumentException("an amount to pay is positive");
        }
      }
    }

    public Card withCashback(Money more) {
      return new Card(
          read, amount, more, tip, surcharge, conversion, partial, tipLater, reader, chip);
    }

    public Card withTip(Money more) {
      return new Card(
          read, amount, cashback, more, surcharge, conversion, partial, tipLater, reader, chip);
    }

    public Card withSurcharge(Surcharge chosen) {
      return new Card(
          read, amount, cashback, tip, chosen, conversion, partial, tipLater, reader, chip);
    }

    public Card withConversion(Conversion offered) {
      return new Card(
          read, amount, cashback, tip, surcharge, offered, partial, tipLater, reader, chip);
    }

    /** Asks this when the host approves less; what a part does not cover stays due. */
    public Card withPartial(PartialChoice choice) {
      return new Card(
          read, amount, cashback, tip, surcharge, conversion, choice, tipLater, reader, chip);
    }

    /**
     * Only reserves the money, so that a tip of up to so much can be added after the sale; see
     * {@link Till#adjustTip}. It is taken by that, or by {@link Till#capture}.
     */
    public Card withTipLater(Money most) {
      return new Card(
          read, amount, cashback, tip, surcharge, conversion, partial, most, reader, chip);
    }

    /** On which reader, when there are several: each has one payment under way at a time. */
    public Card onReader(String name) {
      return new Card(
          read, amount, cashback, tip, surcharge, conversion, partial, tipLater, name, chip);
    }

    /** What its chip told, for the slip. */
    public Card withChip(ChipFacts facts) {
      return new Card(
          read, amount, cashback, tip, surcharge, conversion, partial, tipLater, reader, facts);
    }

    /** What moves besides the amount. */
    public TenderExtras extras(Currency currency) {
      Money zero = Money.zero(currency);
      return new TenderExtras(
          zero,
          Objects.requireNonNullElse(cashback, zero),
          Objects.requireNonNullElse(tip, zero),
          surcharge,
          conversion);
    }
  }

  /**
   * A card at the payment terminal.
   *
   * @param amount positive; {@code null} for all that is due
   * @param tip positive; {@code null} for none
   * @param partial what to do when less is approved; the whole or nothing unless said otherwise
   */
  record Terminal(@Nullable Money amount, @Nullable Money tip, PartialChoice partial)
      implements Tender {
    public Terminal {
      Objects.requireNonNull(partial, "partial");
      if (amount != null && !amount.isPositive() || tip != null && !tip.isPositive()) {
        throw new IllegalArgumentException("an amount to pay is positive");
      }
    }

    public Terminal withTip(Money more) {
      return new Terminal(amount, more, partial);
    }

    /** Asks this when less is approved; what a part does not cover stays due. */
    public Terminal withPartial(PartialChoice choice) {
      return new Terminal(amount, tip, choice);
    }
  }

  /**
   * A gift card or another card with value of its own.
   *
   * @param card its number, as it was read; nothing of it is kept
   * @param code that the card asks for; {@code null} for none
   * @param amount positive; {@code null} for all that is due
   * @param partial what to do when less is on it; taken unless said otherwise
   */
  record Gift(
      GiftNumber card, @Nullable PaymentCode code, @Nullable Money amount, PartialChoice partial)
      implements Tender {
    public Gift {
      Objects.requireNonNull(card, "card");
      Objects.requireNonNull(partial, "partial");
      if (amount != null && !amount.isPositive()) {
        throw new IllegalArgumentException("an amount to pay is positive");
      }
    }

    /** For a part of what is due. */
    public Gift of(Money part) {
      return new Gift(card, code, part, partial);
    }

    /** With the code that the card asks for; never taken while the ledger is out of reach. */
    public Gift withCode(String shown) {
      return new Gift(card, PaymentCode.of(shown), amount, partial);
    }

    /** Asks this when less is on it; what a part does not cover stays due. */
    public Gift withPartial(PartialChoice choice) {
      return new Gift(card, code, amount, choice);
    }
  }

  /**
   * Points.
   *
   * @param points positive
   */
  record Points(long points) implements Tender {
    public Points {
      if (points < 1) {
        throw new IllegalArgumentException("points are positive");
      }
    }
  }

  /**
   * A wallet.
   *
   * @param code one-time code of the customer; {@code null} when the shop shows one
   * @param shown the wallet to which the shop shows a code; empty when the customer does
   * @param amount positive; {@code null} for all that is due
   */
  record Wallet(@Nullable PaymentCode code, String shown, @Nullable Money amount)
      implements Tender {
    public Wallet {
      Objects.requireNonNull(shown, "shown");
      if ((code == null) == shown.isEmpty()) {
        throw new IllegalArgumentException("either the customer shows a code, or the shop does");
      }
      if (amount != null && !amount.isPositive()) {
        throw new IllegalArgumentException("an amount to pay is positive");
      }
    }

    /** For a part of what is due. */
    public Wallet of(Money part) {
      return new Wallet(code, shown, part);
    }
  }
}
