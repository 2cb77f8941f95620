package dev.tillwright.core.host.stored;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Value that is to move. Not kept by the ledger: last four digits, whether it was forwarded, and
 * what is welcome; the rest is the content of its key and never changes.
 *
 * @param key of the payment; never changes
 * @param kind what moves
 * @param card the card's index as a token
 * @param last4 for people, when a card is activated; four digits or stars
 * @param amount positive
 * @param original what is given back or taken off again; {@code null} for none
 * @param partial whether less is welcome
 * @param forwarded whether it was taken while the ledger was out of reach: the goods are gone
 */
public record StoredMove(
    PaymentKey key,
    Kind kind,
    CardToken card,
    String last4,
    Money amount,
    @Nullable PaymentKey original,
    boolean partial,
    boolean forwarded) {
  public StoredMove {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(card, "card");
    if (!last4.matches("[0-9*]{4}")) {
      throw new IllegalArgumentException("four digits or stars");
    }
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an amount to move is positive");
    }
    if (original != null && !kind.leans()) {
      throw new IllegalArgumentException("only what is given back or taken off has an original");
    }
  }

  /** The whole or nothing, asked now. */
  public static StoredMove of(PaymentKey key, Kind kind, CardToken card, Money amount) {
    return new StoredMove(key, kind, card, "****", amount, null, false, false);
  }

  /** The same about an earlier one. */
  public StoredMove about(PaymentKey earlier) {
    return new StoredMove(key, kind, card, last4, amount, earlier, partial, forwarded);
  }

  /** The same, where less is welcome. */
  public StoredMove orLess() {
    return new StoredMove(key, kind, card, last4, amount, original, true, forwarded);
  }

  /** What moves. */
  public enum Kind {
    /** The first value of a card that was sold. */
    ACTIVATION(Account.SOLD, 1),
    /** More value. */
    LOAD(Account.SOLD, 1),
    /** Value of an activation or load is taken off again, whole: its goods came back. */
    UNLOAD(Account.SOLD, -1),
    /** Goods are paid. */
    REDEMPTION(Account.REDEEMED, -1),
    /** Goods came back; without an original, value that a shop grants. */
    REFUND(Account.REDEEMED, 1);

    private final Account contra;
    private final int sign;

    Kind(Account contra, int sign) {
      this.contra = contra;
      this.sign = sign;
    }

    Account contra(boolean linked) {
      return this == REFUND && !linked ? Account.GRANTED : contra;
    }

    /** 1 when the card gets more, -1 when it gets less. */
    int sign() {
      return sign;
    }

    boolean leans() {
      return this == UNLOAD || this == REFUND;
    }

    boolean loads() {
      return this == ACTIVATION || this == LOAD;
    }
  }
}
