package dev.tillwright.core.till;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.money.Money;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the customer offers to pay with. */
public sealed interface Tender {

  /** Cash as handed over; what is too much comes back as change. */
  static Tender cash(Money given) {
    return new Cash(given);
  }

  /** A card, for all that is due. The card stays the caller's to close. */
  static Tender card(CardRead card) {
    return new Card(card, null);
  }

  /** A card, for a part of what is due. */
  static Tender card(CardRead card, Money amount) {
    return new Card(card, amount);
  }

  /** Points of the member whom the sale names. */
  static Tender points(long points) {
    return new Points(points);
  }

  /** A wallet, by the code that the customer's phone shows. */
  static Tender wallet(String code) {
    return new Wallet(code);
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
   * A card.
   *
   * @param read as the reader saw it
   * @param amount positive; {@code null} for all that is due
   */
  record Card(CardRead read, @Nullable Money amount) implements Tender {
    public Card {
      Objects.requireNonNull(read, "read");
      if (amount != null && !amount.isPositive()) {
        throw new IllegalArgumentException("an amount to pay is positive");
      }
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
   * @param code one-time code of the customer; never printed
   */
  record Wallet(String code) implements Tender {
    public Wallet {
      Objects.requireNonNull(code, "code");
    }

    @Override
    public String toString() {
      return "Wallet";
    }
  }
}
