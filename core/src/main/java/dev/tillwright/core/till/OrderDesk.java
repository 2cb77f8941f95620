package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.order.ChannelMessage;
import dev.tillwright.core.order.Intake;
import dev.tillwright.core.order.Order;
import dev.tillwright.core.order.OrderBook;
import dev.tillwright.core.order.OrderEvent;
import dev.tillwright.core.order.OrderEvents;
import dev.tillwright.core.order.OrderId;
import dev.tillwright.core.order.OrderMoney;
import dev.tillwright.core.order.OrderPart;
import dev.tillwright.core.order.OrderPayment;
import dev.tillwright.core.order.OrderRefund;
import dev.tillwright.core.order.OrderRefusal;
import dev.tillwright.core.order.OrderRules;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Takes orders in, hands them out, gives them up. Its monitor keeps two from changing one order at
 * once; what it decides is one append, so that no step of it can be lost alone.
 */
final class OrderDesk implements AutoCloseable {
  /** More open orders than this are a fault to be seen; then none is taken in. */
  static final int MAX_OPEN = 10_000;

  /**
   * So many notices may wait for channels that do not answer; then no order is taken in or refused.
   */
  static final int MAX_WAITING = 10_000;

  /** So many different wrong contents of one order are written down. */
  static final int MAX_REFUSALS = 20;

  private static final int OWED_AT_ONCE = 100;

  private final Books books;
  private final Checkout checkout;
  private final Tickets tickets;
  private final OrderRules rules;
  private final OrderSender sender;
  private final Map<String, Integer> pages = new ConcurrentHashMap<>();

  OrderDesk(Books books, Checkout checkout, Tickets tickets, OrderRules rules, OrderSender sender) {
    this.books = books;
    this.checkout = checkout;
    this.tickets = tickets;
    this.rules = rules;
    this.sender = sender;
  }

  Set<String> channels() {
    return sender.channels();
  }

  <T> T read(Function<Tx, T> question) {
    return books.read(OrderBook.NAME, question);
  }

  Optional<Order> find(OrderId id) {
    return read(tx -> OrderBook.find(tx, terminal(), id));
  }

  String terminal() {
    return books.journal().terminal();
  }

  // --- what channels say -----------------------------------------------------------------------

  /**
   * One round with a channel: hears it, decides what it owes, tells it.
   *
   * @param end by {@link System#nanoTime}
   * @return whether it answered all
   */
  boolean exchange(String channel, long end) {
    int most = pages.getOrDefault(channel, OrderSender.PAGE);
    Optional<List<ChannelMessage>> heard = sender.fetch(channel, most);
    List<ChannelMessage> messages = heard.orElse(List.of());
    boolean allWait = messages.size() >= most;
    // Orders first, for a payment may overtake its order.
    for (Class<?> kind :
        List.of(
            ChannelMessage.Placed.class,
            ChannelMessage.Paid.class,
            ChannelMessage.Cancelled.class)) {
      for (ChannelMessage each : messages) {
        if (kind.isInstance(each) && each.id().channel().equals(channel)) {
          allWait &= accept(each, "") instanceof Intake.Later;
        }
      }
    }
    if (allWait) {
      pages.put(channel, Math.min(2 * most, MAX_OPEN)); // what is new stands behind them
    }
    owed();
    return sender.tell(channel, end) && heard.isPresent();
  }

  /**
   * Takes in what a channel said, once.
   *
   * @param operator who took it in; empty for nobody
   */
  synchronized Intake accept(ChannelMessage message, String operator) {
    Optional<Order> known = find(message.id());
    if (message instanceof ChannelMessage.Placed it) {
      return placed(it, known, operator);
    }
    if (known.isEmpty()) {
      return new Intake.Later(
          new OrderRefusal("order.unknown", "number", "no such order was taken in"));
    }
    return message instanceof ChannelMessage.Paid it
        ? paid(it, known.get())
        : cancelled((ChannelMessage.Cancelled) message, known.get());
  }

  private Intake placed(ChannelMessage.Placed said, Optional<Order> known, String operator) {
    if (!channels().contains(said.id().channel())) {
      return new Intake.Later(
          new OrderRefusal("order.noChannel", "channel", "this till has no such channel"));
    }
    Optional<OrderRefusal> against = rules.intake(known.orElse(null), said.order());
    if (against.isPresent()) {
      return refused(said, against.get(), known);
    }
    if (known.isPresent()) {
      return new Intake.Known(known.get());
    }
    boolean full =
        read(
            tx ->
                OrderBook.countOpen(tx, terminal()) >= MAX_OPEN
                    || OrderBook.countWaiting(tx, terminal()) >= MAX_WAITING);
    return full
        ? new Intake.Later(
            new OrderRefusal("order.tooMany", "", "too many orders are open, or untold"))
        : taken(new OrderEvent.Taken(said.order(), operator));
  }

  private Intake paid(ChannelMessage.Paid said, Order order) {
    Optional<OrderRefusal> against = rules.pay(order, said.payment());
    if (against.isPresent()) {
      return refused(said, against.get(), Optional.of(order));
    }
    return OrderRules.known(order, said.payment()).isPresent()
        ? new Intake.Known(order)
        : taken(new OrderEvent.Paid(said.id(), said.payment()));
  }

  private Intake cancelled(ChannelMessage.Cancelled said, Order order) {
    if (order.cancelledBy() != null) {
      return new Intake.Known(order);
    }
    Optional<OrderRefusal> against = rules.cancel(order);
    if (against.isEmpty()) {
      return taken(new OrderEvent.Cancelled(said.id(), "", "channel"));
    }
    return order.state() == Order.State.COLLECTING
        ? new Intake.Later(against.get())
        : refused(said, against.get(), Optional.of(order));
  }

  private Intake taken(OrderEvent event) {
    books.append(List.of(OrderEvents.toDraft(event)));
    return new Intake.Taken(find(event.id()).orElseThrow());
  }

  private Intake refused(ChannelMessage said, OrderRefusal against, Optional<Order> known) {
    OrderEvent.Refused event =
        new OrderEvent.Refused(
            said.id(), said.about(), said.digest(), against.code(), against.field());
    boolean written =
        read(
            tx ->
                OrderBook.isNoted(tx, terminal(), event)
                    || OrderBook.countWaiting(tx, terminal()) >= MAX_WAITING
                    || OrderBook.countNoted(tx, terminal(), said.id()) >= MAX_REFUSALS);
    if (!written) {
      books.append(List.of(OrderEvents.toDraft(event)));
    }
    return new Intake.Refused(against, known.orElse(null));
  }

  // --- collecting ------------------------------------------------------------------------------

  OrderRules.Plan plan(OrderId id, List<OrderPart> parts) {
    OrderRules.Plan plan = rules.collect(required(id), parts);
    if (plan.refusal() != null) {
      throw refusal(plan.refusal());
    }
    return plan;
  }

  /** The sale of it: opened, filled, locked and paid as far as the channel was, all or nothing. */
  synchronized Orders.Collection collect(
      OperatorSession session, OrderId id, List<OrderPart> parts) {
    Order order = required(id);
    List<OrderPart> wanted = parts.isEmpty() ? order.left() : parts;
    OrderRules.Plan plan = plan(id, wanted);
    List<Draft> drafts = new ArrayList<>();
    Sale sale = opened(session, order, plan.lines(), drafts);
    if (!sale.total().equals(plan.total())) {
      throw new RefusedException("order.totalDiffers", "the sale would come to another total");
    }
    drafts.add(
        0,
        OrderEvents.toDraft(
            new OrderEvent.Collecting(id, sale.id(), plan.total(), wanted, plan.used())));
    synchronized (checkout) {
      Checkout.Step step = new Checkout.Step(sale, List.of(), Optional.empty());
      if (plan.used().isEmpty()) {
        step = checkout.completeIfPaid(sale);
        drafts.addAll(step.drafts());
      }
      for (OrderPayment payment : plan.used()) {
        String key = OrderMoney.key(id.channel(), payment.reference());
        step = checkout.tender(step.next(), TenderLine.channel(payment.amount(), key, id.number()));
        drafts.addAll(step.drafts());
      }
      books.append(drafts);
      Ticket ticket = tickets.holding(session, step.next());
      Money nothing = Money.zero(plan.total().currency());
      return new Orders.Collection(ticket, checkout.arrived(ticket, step, nothing, false));
    }
  }

  private Sale opened(OperatorSession session, Order order, List<Line> lines, List<Draft> drafts) {
    Decision.Accepted step =
        Checkout.accept(
            Sale.open(
                new SaleCommand.Open(
                    tickets.next(),
                    SaleKind.SALE,
                    session.operator().id(),
                    order.placed().total().currency(),
                    order.id().number(),
                    null,
                    rules.terms(),
                    order.id().channel())));
    write(step, drafts);
    for (Line line : lines) {
      step = step(step, new SaleCommand.AddLine(line.item(), line.quantity()), drafts);
    }
    String member = order.placed().member();
    if (member != null) {
      step = step(step, new SaleCommand.IdentifyMember(member), drafts);
    }
    return step(step, checkout.begin(step.next()), drafts).next();
  }

  private static Decision.Accepted step(
      Decision.Accepted before, SaleCommand command, List<Draft> drafts) {
    Decision.Accepted after = Checkout.accept(before.next().decide(command));
    write(after, drafts);
    return after;
  }

  private static void write(Decision.Accepted step, List<Draft> drafts) {
    step.events().stream().map(SaleEvents::toDraft).forEach(drafts::add);
  }

  // --- giving up, giving back ------------------------------------------------------------------

  /** Gives up what was not collected; what the channel holds for it is owed back from then on. */
  synchronized Order cancel(OrderId id, String operator, String reason) {
    Order order = required(id);
    Optional<OrderRefusal> against = rules.cancel(order);
    if (against.isPresent()) {
      throw refusal(against.get());
    }
    OrderEvent.Cancelled event = new OrderEvent.Cancelled(id, operator, reason);
    List<Draft> drafts = new ArrayList<>(List.of(OrderEvents.toDraft(event)));
    drafts.addAll(refunds(order.apply(event, 0)));
    books.append(drafts);
    return required(id);
  }

  /** Decides what channels owe of orders that ended otherwise than by being given up here. */
  private synchronized void owed() {
    for (Order order : read(tx -> OrderBook.owing(tx, terminal(), OWED_AT_ONCE))) {
      List<Draft> drafts = refunds(order);
      if (!drafts.isEmpty()) {
        books.append(drafts);
      }
    }
  }

  private static List<Draft> refunds(Order order) {
    if (order.refunds().size() >= OrderRules.MAX_REFUNDS) {
      return List.of();
    }
    return order.owedBack().stream()
        .map(
            it ->
                OrderEvents.toDraft(
                    new OrderEvent.Refunding(
                        order.id(), it.reference(), it.amount(), null, null, 0)))
        .toList();
  }

  /** Asks a channel anew for what it refused. */
  synchronized Order refundAgain(OrderId id, long refund) {
    synchronized (sender) { // as returns do
      return askedAgain(id, refund);
    }
  }

  private Order askedAgain(OrderId id, long refund) {
    OrderRefund refused = refused(id, refund);
    if (!required(id).canGiveBack(refused) || OrderRefunds.isOpen(books, refused)) {
      throw new RefusedException(
          "order.notOwed",
          "the channel gave that payment back otherwise, or the return is open and asks by itself");
    }
    books.append(
        List.of(
            OrderEvents.toDraft(
                new OrderEvent.Refunding(
                    id,
                    refused.payment(),
                    refused.amount(),
                    refused.origin(),
                    refused.sale(),
                    refund))));
    sender.decided(refund);
    return required(id);
  }

  /** What a channel refused was given back by other means. */
  synchronized Order settleRefund(OrderId id, long refund, String operator, String note) {
    refused(id, refund);
    books.append(
        List.of(OrderEvents.toDraft(new OrderEvent.RefundSettled(id, refund, operator, note))));
    sender.decided(refund);
    return required(id);
  }

  OrderRefund refused(OrderId id, long refund) {
    Order order = required(id);
    if (order.refunds().size() >= OrderRules.MAX_REFUNDS) {
      throw new RefusedException("order.tooManyRefunds", "the order has too many refunds");
    }
    OrderRefund refused =
        order
            .refund(refund)
            .filter(it -> it.state() == OrderRefund.State.REFUSED)
            .orElseThrow(
                () ->
                    new RefusedException("order.notRefused", "the channel refused no such refund"));
    if (!OrderRefunds.isOwed(books, order, refused)) {
      throw new RefusedException(
          "order.notOwed", "its return was given up, or paid out by other means");
    }
    return refused;
  }

  Order required(OrderId id) {
    return find(id)
        .orElseThrow(
            () -> new RefusedException("order.unknown", "no such order was taken in here"));
  }

  private static RefusedException refusal(OrderRefusal refusal) {
    return new RefusedException(refusal.code(), refusal.sentence());
  }

  /** How many notices still wait after one round with each channel. */
  long exchange(long nanos) {
    long end = System.nanoTime() + nanos;
    for (String channel : channels()) {
      if (System.nanoTime() - end < 0) {
        exchange(channel, end);
      }
    }
    return read(tx -> OrderBook.countWaiting(tx, terminal()));
  }

  static long nanos(Duration patience) {
    return TimeUnit.NANOSECONDS.convert(patience);
  }

  @Override
  public void close() {
    sender.close();
  }
}
