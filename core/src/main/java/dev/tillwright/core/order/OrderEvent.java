package dev.tillwright.core.order;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an order beside its sales; each is the payload of one journal entry, whose kind
 * and fields its Javadoc gives. Every payload has {@code channel} and {@code number}; amounts are
 * whole numbers of the minor unit of {@code currency}. {@link OrderEvents} writes and reads them.
 */
public sealed interface OrderEvent {

  /** Of which order. */
  OrderId id();

  /** {@code order.taken}: the fields of {@link ChannelOrder}, and {@code operator}. */
  record Taken(ChannelOrder order, String operator) implements OrderEvent {
    public Taken {
      Objects.requireNonNull(order, "order");
      Objects.requireNonNull(operator, "operator");
    }

    @Override
    public OrderId id() {
      return order.id();
    }
  }

  /**
   * {@code order.refused}: {@code about, digest, code, field}. What the channel said was not taken;
   * what was known of the order stays as it is.
   *
   * @param about {@code order}, {@code payment} or {@code cancel}
   * @param digest of what was said, so that the same again is not written twice; never its content
   * @param code why, stable: {@code order.totalDiffers}
   * @param field which field is wrong, such as {@code lines/3/price}; empty for none
   */
  record Refused(OrderId id, String about, String digest, String code, String field)
      implements OrderEvent {
    public Refused {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(about, "about");
      Objects.requireNonNull(digest, "digest");
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(field, "field");
    }
  }

  /** {@code order.paid}: {@code currency, reference, amount}. The customer paid at the channel. */
  record Paid(OrderId id, OrderPayment payment) implements OrderEvent {
    public Paid {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(payment, "payment");
    }
  }

  /**
   * {@code order.collecting}: {@code sale, currency, total, parts} (each {@code line, quantity})
   * and {@code used} (each {@code reference, amount}). Durable together with the sale's first
   * steps. The sale's end says whether it was collected.
   */
  record Collecting(
      OrderId id, SaleId sale, Money total, List<OrderPart> parts, List<OrderPayment> used)
      implements OrderEvent {
    public Collecting {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(total, "total");
      parts = List.copyOf(parts);
      used = List.copyOf(used);
    }
  }

  /**
   * {@code order.cancelled}: {@code operator, reason}. Nothing more of it is collected.
   *
   * @param operator who; empty for the channel, which then gives the money back by itself
   */
  record Cancelled(OrderId id, String operator, String reason) implements OrderEvent {
    public Cancelled {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * {@code order.refunding}: {@code currency, reference, amount, origin, sale, instead}. The
   * channel is to give money back; written before it is asked.
   *
   * @param origin the sale whose goods came back; {@code null} for what was never collected
   * @param sale the return; {@code null} for what was never collected
   * @param instead position of a refund that was refused, and for which this one is; 0 for none
   */
  record Refunding(
      OrderId id,
      String payment,
      Money amount,
      @Nullable SaleId origin,
      @Nullable SaleId sale,
      long instead)
      implements OrderEvent {
    public Refunding {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(payment, "payment");
      Objects.requireNonNull(amount, "amount");
    }
  }

  /**
   * {@code order.refundSettled}: {@code refund, operator, note}. A refund that the channel refused
   * was given back by other means.
   *
   * @param refund position of the refund
   */
  record RefundSettled(OrderId id, long refund, String operator, String note)
      implements OrderEvent {
    public RefundSettled {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(note, "note");
    }
  }

  /**
   * {@code order.paidInCash}: {@code operator, currency, amount, origin, sale}. A return pays in
   * cash what was paid to the channel; durable together with the tender.
   */
  record PaidInCash(OrderId id, String operator, Money amount, SaleId origin, SaleId sale)
      implements OrderEvent {
    public PaidInCash {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(amount, "amount");
      Objects.requireNonNull(origin, "origin");
      Objects.requireNonNull(sale, "sale");
    }
  }

  /**
   * {@code order.told}: {@code notice, acknowledged, code}. The channel answered a notice.
   *
   * @param notice position of the entry that the notice is about
   * @param code the channel's own, when it refused; empty when it acknowledged
   */
  record Told(OrderId id, long notice, boolean acknowledged, String code) implements OrderEvent {
    public Told {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(code, "code");
    }
  }
}
