package dev.tillwright.core.order;

import dev.tillwright.core.basket.Line;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands: a pure fold over {@link OrderEvent}s and the ends of its sales. Immutable;
 * may be shared between threads. What may happen to it, {@link OrderRules} say.
 *
 * <p><b>Guarantees.</b> No line is collected above what was ordered, no payment is used or given
 * back above what was paid, and no state goes back: what was paid or collected stays so, whatever a
 * channel says later.
 *
 * @param placed as it was taken in
 * @param payments all that was paid to the channel, in the order in which it came
 * @param collections what was collected, each with its sale, total, parts and the payments used
 * @param pending the sale by which it is being collected; {@code null} when it is not
 * @param cancelledBy who gave it up, empty for the channel; {@code null} when nobody did
 * @param refunds what the channel is to give back
 * @param returned what goods that came back here came to
 */
public record Order(
    ChannelOrder placed,
    List<OrderPayment> payments,
    List<OrderEvent.Collecting> collections,
    OrderEvent.@Nullable Collecting pending,
    @Nullable String cancelledBy,
    List<OrderRefund> refunds,
    Money returned) {

  /** Where an order stands. */
  public enum State {
    /** Taken in, and nothing of it collected. */
    TAKEN,
    /** Being collected: a sale of it is open. */
    COLLECTING,
    /** A part was collected, the rest may be. */
    PARTLY_COLLECTED,
    /** All of it was collected. */
    COLLECTED,
    /** Given up, and nothing of it collected. */
    CANCELLED,
    /** A part was collected, the rest given up. */
    REST_CANCELLED;

    /** Whether nothing more of it is collected. */
    public boolean ended() {
      return this == COLLECTED || this == CANCELLED || this == REST_CANCELLED;
    }
  }

  public Order {
    Objects.requireNonNull(placed, "placed");
    payments = List.copyOf(payments);
    collections = List.copyOf(collections);
    refunds = List.copyOf(refunds);
    Objects.requireNonNull(returned, "returned");
  }

  /** An order that was just taken in. */
  public static Order of(ChannelOrder placed) {
    return new Order(
        placed, placed.payments(), List.of(), null, null, List.of(), zero(placed.total()));
  }

  public OrderId id() {
    return placed.id();
  }

  /** Where it stands. */
  public State state() {
    if (pending != null) {
      return State.COLLECTING;
    }
    if (cancelledBy != null) {
      return collections.isEmpty() ? State.CANCELLED : State.REST_CANCELLED;
    }
    if (collections.isEmpty()) {
      return State.TAKEN;
    }
    return left().isEmpty() ? State.COLLECTED : State.PARTLY_COLLECTED;
  }

  /** What of its lines was neither collected nor is being collected, in the order's own order. */
  public List<OrderPart> left() {
    Map<Integer, Quantity> gone = new TreeMap<>();
    for (OrderEvent.Collecting each : collections) {
      each.parts().forEach(it -> gone.merge(it.line(), it.quantity(), Quantity::plus));
    }
    if (pending != null) {
      pending.parts().forEach(it -> gone.merge(it.line(), it.quantity(), Quantity::plus));
    }
    List<OrderPart> left = new ArrayList<>();
    for (Line line : placed.lines()) {
      Quantity more = line.quantity().minus(gone.getOrDefault(line.number(), Quantity.of(0)));
      if (more.isPositive()) {
        left.add(new OrderPart(line.number(), more));
      }
    }
    return left;
  }

  /** What the goods come to that were not collected yet, those being collected included. */
  public Money remaining() {
    Money remaining = placed.total();
    for (OrderEvent.Collecting each : collections) {
      remaining = remaining.minus(each.total());
    }
    return remaining;
  }

  /** What of a payment no collection used and no refund took. */
  public Money unused(OrderPayment payment) {
    Money unused = payment.amount();
    for (OrderEvent.Collecting each : collections) {
      unused = unused.minus(of(each.used(), payment.reference()));
    }
    for (OrderRefund refund : refunds) {
      boolean taken =
          refund.origin() == null
              && refund.payment().equals(payment.reference())
              && refund.state().counts();
      unused = taken ? unused.minus(refund.amount()) : unused;
    }
    return unused;
  }

  /** What the channel holds for goods that were not collected yet. */
  public Money held() {
    Money held = zero(placed.total());
    for (OrderPayment each : payments) {
      held = held.plus(unused(each));
    }
    return held;
  }

  /** How much may still be paid to the channel. */
  public Money payable() {
    if (state().ended()) {
      return zero(placed.total());
    }
    Money here =
        pending == null
            ? zero(placed.total())
            : pending.total().minus(OrderJson.sum(pending.used(), currency()));
    return remaining().minus(held()).minus(here);
  }

  /** What is to be paid here when all that is left is collected. */
  public Money dueHere() {
    Money due = remaining().minus(held());
    return state().ended() || due.isNegative() ? zero(placed.total()) : due;
  }

  /**
   * What the channel holds and owes to the customer: of an order that ended, unless the channel
   * itself gave it up and gives the money back by itself. What the channel refused to give back is
   * not among it: that waits for somebody to decide.
   */
  public List<OrderPayment> owedBack() {
    if (!state().ended() || "".equals(cancelledBy)) {
      return List.of();
    }
    return payments.stream()
        .filter(it -> unused(it).isPositive() && !isRefused(it.reference()))
        .map(it -> new OrderPayment(it.reference(), unused(it)))
        .toList();
  }

  /** Whether the channel refused a refund, of which nothing else was decided. */
  boolean hasRefused() {
    return refunds.stream().anyMatch(it -> it.state() == OrderRefund.State.REFUSED);
  }

  private boolean isRefused(String payment) {
    return refunds.stream()
        .anyMatch(
            it ->
                it.origin() == null
                    && it.payment().equals(payment)
                    && it.state() == OrderRefund.State.REFUSED);
  }

  /** What of a payment that a sale used the channel can still give back. */
  public Money refundable(SaleId sale, String payment) {
    Money left = zero(placed.total());
    for (OrderEvent.Collecting each : collections) {
      left = each.sale().equals(sale) ? left.plus(of(each.used(), payment)) : left;
    }
    for (OrderRefund refund : refunds) {
      boolean taken =
          sale.equals(refund.origin())
              && refund.payment().equals(payment)
              && refund.state().counts();
      left = taken ? left.minus(refund.amount()) : left;
    }
    return left;
  }

  /** Whether the channel still has what it refused to give back, and so can be asked anew. */
  public boolean canGiveBack(OrderRefund refused) {
    SaleId origin = refused.origin();
    Money left = zero(placed.total());
    if (origin != null) {
      left = refundable(origin, refused.payment());
    } else {
      for (OrderPayment each : payments) {
        left = each.reference().equals(refused.payment()) ? unused(each) : left;
      }
    }
    return refused.amount().compareTo(left) <= 0;
  }

  /** The refund of a payment that a return has decided and the channel has not refused. */
  public Optional<OrderRefund> refund(SaleId back, String payment) {
    return refunds.stream()
        .filter(it -> back.equals(it.sale()) && it.payment().equals(payment))
        .filter(it -> it.state().counts())
        .findFirst();
  }

  /** The refund that an entry decided. */
  public Optional<OrderRefund> refund(long seq) {
    return refunds.stream().filter(it -> it.seq() == seq).findFirst();
  }

  /** This order with one more event. It is not asked again whether the event was wise. */
  public Order apply(OrderEvent event, long seq) {
    if (event instanceof OrderEvent.Paid it) {
      List<OrderPayment> more = new ArrayList<>(payments);
      more.add(it.payment());
      return new Order(placed, more, collections, pending, cancelledBy, refunds, returned);
    } else if (event instanceof OrderEvent.Collecting it) {
      return new Order(placed, payments, collections, it, cancelledBy, refunds, returned);
    } else if (event instanceof OrderEvent.Cancelled it) {
      return new Order(placed, payments, collections, pending, it.operator(), refunds, returned);
    } else if (event instanceof OrderEvent.Refunding it) {
      return refunding(it, seq);
    } else if (event instanceof OrderEvent.RefundSettled it) {
      return with(it.refund(), OrderRefund.State.BY_HAND);
    } else if (event instanceof OrderEvent.Told it) {
      return with(
          it.notice(), it.acknowledged() ? OrderRefund.State.DONE : OrderRefund.State.REFUSED);
    }
    return this;
  }

  private Order refunding(OrderEvent.Refunding it, long seq) {
    Order before = it.instead() == 0 ? this : with(it.instead(), OrderRefund.State.REPLACED);
    List<OrderRefund> more = new ArrayList<>(before.refunds);
    more.add(
        new OrderRefund(
            seq, it.payment(), it.amount(), it.origin(), it.sale(), OrderRefund.State.SENDING));
    return new Order(placed, payments, collections, pending, cancelledBy, more, returned);
  }

  private Order with(long seq, OrderRefund.State state) {
    List<OrderRefund> changed =
        refunds.stream().map(it -> it.seq() == seq ? it.as(state) : it).toList();
    return new Order(placed, payments, collections, pending, cancelledBy, changed, returned);
  }

  /** The sale by which it was being collected was finished: what it used is what stands on it. */
  Order collected(OrderEvent.Collecting begun, CompletedSale sale) {
    Map<String, Money> used =
        OrderMoney.of(sale).stream()
            .collect(
                Collectors.toMap(
                    OrderMoney::payment, OrderMoney::amount, Money::plus, TreeMap::new));
    List<OrderPayment> payments = new ArrayList<>();
    used.forEach((reference, amount) -> payments.add(new OrderPayment(reference, amount)));
    List<OrderEvent.Collecting> more = new ArrayList<>(collections);
    more.add(new OrderEvent.Collecting(id(), begun.sale(), begun.total(), begun.parts(), payments));
    return new Order(placed, this.payments, more, null, cancelledBy, refunds, returned);
  }

  /** The sale by which it was being collected was given up. */
  Order released() {
    return new Order(placed, payments, collections, null, cancelledBy, refunds, returned);
  }

  Order cameBack(Money amount) {
    return new Order(
        placed, payments, collections, pending, cancelledBy, refunds, returned.plus(amount));
  }

  /** Which, and where it stands. */
  @Override
  public String toString() {
    return "Order[" + id() + " " + state() + "]";
  }

  Currency currency() {
    return placed.total().currency();
  }

  private Money of(List<OrderPayment> used, String reference) {
    return OrderJson.sum(
        used.stream().filter(it -> it.reference().equals(reference)).toList(), currency());
  }

  private static Money zero(Money like) {
    return Money.zero(like.currency());
  }
}
