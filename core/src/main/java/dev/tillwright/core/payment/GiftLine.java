package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import java.util.Objects;
import java.util.Optional;

/**
 * Value for a card that stands on a sale, and what became of it.
 *
 * @param sale text of the sale's id
 * @param line its number there
 * @param card which card, protected
 * @param amount what is to be put on it
 * @param first whether it is the card's first value: an activation
 * @param state where it stands
 * @param payment the activation or load; empty before there is one
 * @param unload what took it off again; empty before there is one
 * @param because why it was refused, short and stable; empty for nothing to say
 */
public record GiftLine(
    String sale,
    int line,
    ProtectedCard card,
    Money amount,
    boolean first,
    State state,
    Optional<PaymentKey> payment,
    Optional<PaymentKey> unload,
    String because) {
  public GiftLine {
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(payment, "payment");
    Objects.requireNonNull(unload, "unload");
    Objects.requireNonNull(because, "because");
  }

  /** Where value for a card stands. Journal views keep the names. */
  public enum State {
    /** Its sale is not finished. */
    OPEN,
    /** Paid for, and to be put on its card. */
    DUE,
    /** It is being put there, and nobody knows yet. */
    LOADING,
    /** It is on its card. */
    LOADED,
    /** The ledger said no: another card, or the money back. */
    REFUSED,
    /** It is being taken off again. */
    UNLOADING,
    /** It was taken off again. */
    UNLOADED,
    /** It came back before it was put there, and never will be. */
    CANCELLED
  }
}
