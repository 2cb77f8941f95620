package dev.tillwright.examples;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.order.ChannelOrder;
import dev.tillwright.core.order.Intake;
import dev.tillwright.core.order.Order;
import dev.tillwright.core.order.OrderBook;
import dev.tillwright.core.order.OrderChannel;
import dev.tillwright.core.order.OrderId;
import dev.tillwright.core.order.OrderPart;
import dev.tillwright.core.order.OrderPolicy;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.till.Orders;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import java.time.Duration;
import java.util.List;

/** Orders from elsewhere. The page docs/orders.md shows it, and a test runs it. */
public final class OrdersTour {
  private OrdersTour() {}

  /** A till that hears of orders. */
  public static TillBuilder prepared(TillBuilder builder, OrderChannel web) {
    // docs: prepare
    builder.orders(
        OrderPolicy.usual().withCash(), // cash back for what a channel holds, by who may
        web, // your OrderChannel
        OrderChannel.local("phone")); // a channel of people: taken in by hand
    // docs: end
    return builder;
  }

  /** An order that came as JSON, or by telephone. */
  public static String take(Till till, OperatorSession session, String json) {
    // docs: take
    Intake intake = till.orders(session).take(ChannelOrder.parse(json));
    String said =
        intake.match(
            taken -> "thank you: " + taken.order().id(),
            known -> "we have that one",
            refused -> refused.refusal().field() + ": " + refused.refusal().sentence(),
            later -> "not now: " + later.refusal().sentence());
    // docs: end
    return said;
  }

  /** Without the background: one round with each channel. */
  public static long exchange(Till till) {
    // docs: exchange
    long waiting = till.exchangeOrders(Duration.ofSeconds(10));
    // docs: end
    return waiting;
  }

  /** The customer comes for it. */
  public static Outcome collect(Till till, OperatorSession session, OrderId id) {
    // docs: collect
    Orders.Collection collection = till.orders(session).collect(id);
    Outcome outcome = collection.outcome();
    if (collection.sale().isEmpty()) { // a part is to be paid here
      outcome = till.pay(collection.ticket(), Tender.cash(collection.due()));
    }
    // docs: end
    return outcome;
  }

  /** The customer takes one piece with him. */
  public static Orders.Collection part(Till till, OperatorSession session, OrderId id) {
    // docs: part
    OrderPart one = new OrderPart(1, Quantity.of(1)); // of the order's line 1
    Orders.Collection collection = till.orders(session).collect(id, List.of(one));
    // docs: end
    return collection;
  }

  /** The rest is not to be had. */
  public static Order cancel(Till till, OperatorSession session, OrderId id) {
    // docs: cancel
    Order order = till.orders(session).cancel(id, "sold out");
    // docs: end
    return order;
  }

  /** Goods come back. */
  public static Outcome giveBack(Till till, OperatorSession session, CompletedSale sale) {
    // docs: back
    Ticket ticket = till.giveBack(session, sale.id(), "").giveBack(1, Quantity.of(1));
    Outcome outcome = till.payOut(ticket); // by the channel, as far as it was paid there
    if (outcome instanceof Outcome.Declined) {
      outcome = till.orders(session).payOutInCash(ticket);
    }
    // docs: end
    return outcome;
  }

  /** What a channel holds for the shop. */
  public static Money owes(Till till, OperatorSession session) {
    // docs: owes
    Money owes = till.orders(session).owes("web");
    for (OrderBook.Statement line : till.orders(session).statement("web", 0, 100)) {
      System.out.println(line.money().order() + " " + line.money().amount());
    }
    // docs: end
    return owes;
  }
}
