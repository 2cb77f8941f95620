package dev.tillwright.core.order;

import java.util.Objects;

/**
 * What a channel says of an order. It may come twice, late and in any order; it is said again until
 * the notice about it was acknowledged.
 */
public sealed interface ChannelMessage {

  /** Of which order. */
  OrderId id();

  /** {@code order}, {@code payment} or {@code cancel}: what a refusal says it is about. */
  default String about() {
    return this instanceof Placed ? "order" : this instanceof Paid ? "payment" : "cancel";
  }

  /** 32 hexadecimal digits of SHA-256 over what it says; empty for a cancellation. */
  default String digest() {
    if (this instanceof Placed it) {
      return Digest.of(it.order().json());
    }
    return this instanceof Paid it
        ? Digest.of(it.payment().reference() + " " + it.payment().amount())
        : "";
  }

  /** A customer ordered. */
  record Placed(ChannelOrder order) implements ChannelMessage {
    public Placed {
      Objects.requireNonNull(order, "order");
    }

    @Override
    public OrderId id() {
      return order.id();
    }
  }

  /** A customer paid to the channel, after the order was placed. */
  record Paid(OrderId id, OrderPayment payment) implements ChannelMessage {
    public Paid {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(payment, "payment");
    }
  }

  /** The channel gave up what was not collected, and gives back itself what was paid for it. */
  record Cancelled(OrderId id) implements ChannelMessage {
    public Cancelled {
      Objects.requireNonNull(id, "id");
    }
  }
}
