package dev.tillwright.core.order;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Money that the channel is to give back. Its number at the channel is that of its notice.
 *
 * @param seq position of the entry that decided it
 * @param payment reference of the payment it is taken from
 * @param amount positive
 * @param origin the sale whose goods came back; {@code null} for what was never collected
 * @param sale the return; {@code null} for what was never collected
 * @param state what the channel said
 */
public record OrderRefund(
    long seq,
    String payment,
    Money amount,
    @Nullable SaleId origin,
    @Nullable SaleId sale,
    State state) {
  /** What became of it. */
  public enum State {
    /** Decided, and repeated until the channel says something. */
    SENDING,
    /** The channel gave it back. */
    DONE,
    /** The channel will not; somebody has to decide. */
    REFUSED,
    /** Refused, and asked for anew by another one. */
    REPLACED,
    /** Refused, and given back by other means. */
    BY_HAND;

    /** Whether the money counts as given back. */
    public boolean counts() {
      return this != REFUSED && this != REPLACED;
    }
  }

  public OrderRefund {
    Objects.requireNonNull(payment, "payment");
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(state, "state");
  }

  OrderRefund as(State next) {
    return new OrderRefund(seq, payment, amount, origin, sale, next);
  }
}
