package dev.tillwright.core.till;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.order.Order;
import dev.tillwright.core.order.OrderBook;
import dev.tillwright.core.order.OrderEvent;
import dev.tillwright.core.order.OrderEvents;
import dev.tillwright.core.order.OrderId;
import dev.tillwright.core.order.OrderMoney;
import dev.tillwright.core.order.OrderRefund;
import dev.tillwright.core.order.OrderReply;
import dev.tillwright.core.order.OrderRules;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Pays out what was paid to a channel. It is decided and durable before the channel is asked; what
 * the channel then says, or does not, decides the tender: acknowledged and unknown count, for it is
 * repeated under its number until the channel says something; refused does not.
 */
final class OrderRefunds {
  private final Books books;
  private final Checkout checkout;
  private final OrderSender sender;
  private final boolean cash;

  /**
   * @param cash whether what was paid to a channel may be paid back in cash
   */
  OrderRefunds(Books books, Checkout checkout, OrderSender sender, boolean cash) {
    this.books = books;
    this.checkout = checkout;
    this.sender = sender;
    this.cash = cash;
  }

  boolean inCash() {
    return cash;
  }

  /** A tender of a sale that was paid to a channel, with the order it is of. */
  private record Paid(Order order, SaleId sale, String payment, TenderLine tender) {
    Money left() {
      return order.refundable(sale, payment);
    }
  }

  private List<Paid> paid(List<CompletedSale> chain) {
    List<Paid> paid = new ArrayList<>();
    String terminal = books.journal().terminal();
    for (CompletedSale sale : chain) {
      List<TenderLine> lines = PayBack.of(sale, TenderKind.CHANNEL::equals);
      if (!lines.isEmpty()) {
        books
            .read(OrderBook.NAME, tx -> OrderBook.ofSale(tx, terminal, sale.id()))
            .ifPresent(
                order ->
                    lines.forEach(
                        it -> paid.add(new Paid(order, sale.id(), OrderMoney.reference(it), it))));
      }
    }
    return paid;
  }

  /** The next part that goes back by a channel; empty when none does. */
  Optional<Outcome> next(Ticket ticket, List<CompletedSale> chain) {
    for (Paid each : paid(chain)) {
      boolean here =
          ticket.sale().tenders().stream()
              .anyMatch(it -> Objects.equals(each.tender.payment(), it.payment()));
      Optional<Outcome> outcome = here ? Optional.empty() : refund(ticket, each);
      if (outcome.isPresent()) {
        return outcome;
      }
    }
    return Optional.empty();
  }

  private Optional<Outcome> refund(Ticket ticket, Paid paid) {
    OrderId id = paid.order().id();
    if (!sender.channels().contains(id.channel())) {
      boolean wanted =
          paid.left().isPositive() || paid.order().refund(ticket.id(), paid.payment()).isPresent();
      return wanted
          ? declined("order.noChannel", "this till has no line to the channel any more")
          : Optional.empty();
    }
    Money amount;
    long seq;
    synchronized (sender) { // what is left and what is decided: no other refund comes between
      Order order = books.read(OrderBook.NAME, tx -> found(tx, id));
      // One that a crash left between its intent and its tender goes on under its number.
      Optional<OrderRefund> begun = order.refund(ticket.id(), paid.payment());
      Money left = order.refundable(paid.sale(), paid.payment());
      amount = begun.map(OrderRefund::amount).orElse(left.min(ticket.due()));
      if (!amount.isPositive()) {
        return Optional.empty();
      }
      if (begun.isEmpty() && order.refunds().size() >= OrderRules.MAX_REFUNDS) {
        return declined("order.tooManyRefunds", "the order has too many refunds");
      }
      seq = begun.isPresent() ? begun.get().seq() : intent(ticket, paid, amount);
    }
    OrderReply reply = sender.tell(id, seq);
    if (reply instanceof OrderReply.Refused) {
      return declined(
          "order.refundRefused", "the channel does not give it back; cash is for who may");
    }
    TenderLine line =
        TenderLine.channel(amount, OrderMoney.key(id.channel(), paid.payment()), id.number());
    synchronized (checkout) {
      Checkout.Step step = checkout.tender(ticket.sale(), line);
      books.append(step.drafts());
      boolean open = reply instanceof OrderReply.Unknown;
      return Optional.of(checkout.arrived(ticket, step, Money.zero(amount.currency()), open));
    }
  }

  private Order found(Tx tx, OrderId id) {
    return OrderBook.find(tx, books.journal().terminal(), id).orElseThrow();
  }

  private long intent(Ticket ticket, Paid paid, Money amount) {
    OrderEvent intent =
        new OrderEvent.Refunding(
            paid.order().id(), paid.payment(), amount, paid.sale(), ticket.id(), 0);
    return books.append(List.of(OrderEvents.toDraft(intent))).get(0).seq();
  }

  private static Optional<Outcome> declined(String code, String sentence) {
    return Optional.of(new Outcome.Declined(code, sentence));
  }

  /** Cash for what was paid to a channel, and the entry that says so. */
  record Cash(Money amount, Draft draft) {}

  /** How much of what is due goes out in cash instead of by the channel. */
  Optional<Cash> cash(Ticket ticket, List<CompletedSale> chain) {
    Money out = Money.zero(ticket.due().currency());
    for (TenderLine line : ticket.sale().tenders()) {
      out = line.kind() == TenderKind.CASH ? out.plus(line.amount()) : out;
    }
    for (Paid each : paid(chain)) {
      Money left = each.left().minus(out.min(each.left()));
      out = out.minus(out.min(each.left()));
      Money amount = left.min(ticket.due());
      if (amount.isPositive()) {
        OrderEvent event =
            new OrderEvent.PaidInCash(
                each.order().id(),
                ticket.session().operator().id(),
                amount,
                each.sale(),
                ticket.id());
        return Optional.of(new Cash(amount, OrderEvents.toDraft(event)));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the customer waits for what a channel refused. A return that is finished owes what its
   * tender says; one that was given up, or paid out otherwise, nothing.
   */
  static boolean isOwed(Books books, Order order, OrderRefund refund) {
    SaleId back = refund.sale();
    if (back == null || isOpen(books, refund)) {
      return true;
    }
    String key = OrderMoney.key(order.id().channel(), refund.payment());
    return order.refund(back, refund.payment()).isEmpty()
        && books
            .finished(back)
            .filter(
                it ->
                    it.sale().tenders().stream()
                        .anyMatch(
                            line ->
                                line.kind() == TenderKind.CHANNEL && key.equals(line.payment())))
            .isPresent();
  }

  /** Whether the return of a refund is not finished yet. */
  static boolean isOpen(Books books, OrderRefund refund) {
    SaleId back = refund.sale();
    return back != null && books.read(SalesBook.NAME, tx -> SalesBook.isOpen(back, tx));
  }

  /** Whether a channel may have given money back for a ticket. */
  static boolean begun(Books books, Sale ticket) {
    return anyOf(books, ticket, it -> true);
  }

  /** Whether it may have done so by a payment of which the ticket has no tender yet. */
  boolean underway(Ticket ticket) {
    return anyOf(
        books,
        ticket.sale(),
        it ->
            ticket.sale().tenders().stream()
                .noneMatch(
                    line ->
                        line.kind() == TenderKind.CHANNEL
                            && OrderMoney.reference(line).equals(it.payment())));
  }

  private static boolean anyOf(Books books, Sale ticket, Predicate<OrderRefund> which) {
    String terminal = books.journal().terminal();
    return ticket
        .origin()
        .flatMap(it -> books.read(OrderBook.NAME, tx -> OrderBook.ofSale(tx, terminal, it)))
        .filter(
            order ->
                order.refunds().stream()
                    .filter(it -> ticket.id().equals(it.sale()) && it.state().counts())
                    .anyMatch(which))
        .isPresent();
  }
}
