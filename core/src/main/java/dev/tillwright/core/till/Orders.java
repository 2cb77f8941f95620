package dev.tillwright.core.till;

import dev.tillwright.core.access.Facts;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.order.ChannelMessage;
import dev.tillwright.core.order.ChannelOrder;
import dev.tillwright.core.order.Intake;
import dev.tillwright.core.order.Order;
import dev.tillwright.core.order.OrderBook;
import dev.tillwright.core.order.OrderId;
import dev.tillwright.core.order.OrderPart;
import dev.tillwright.core.sale.CompletedSale;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Orders from elsewhere, as one operator handles them. Got from {@link Till#orders}; see
 * docs/orders.md.
 *
 * <p><b>Guarantees.</b> An order is taken in once, by its channel and number. Goods, money and
 * points move once, by the sale that it is collected with. What a channel says later never takes
 * back what was paid or collected. What a channel is to be told stands in the journal before it is
 * told, and is repeated until it answers.
 *
 * <p><b>Threads.</b> Any number; one after the other.
 */
public final class Orders {
  /** A reason and a note have 1 to so many characters. */
  public static final int MAX_REASON = 200;

  private final Till till;
  private final OrderDesk desk;
  private final OperatorSession session;

  Orders(Till till, OrderDesk desk, OperatorSession session) {
    this.till = till;
    this.desk = desk;
    this.session = session;
  }

  /**
   * Takes an order in by hand: from the telephone, or from an application that was given it; needs
   * {@link Permission#TAKE_ORDER}. What channels of the builder say is taken in by itself.
   */
  public Intake take(ChannelOrder order) {
    till.require(session, Permission.TAKE_ORDER);
    return desk.accept(new ChannelMessage.Placed(order), session.operator().id());
  }

  /** An order of this till; needs {@link Permission#COLLECT_ORDER}, as all that only looks. */
  public Optional<Order> find(OrderId id) {
    look();
    return desk.find(id);
  }

  /**
   * Orders that have not ended, in the order in which they were taken in.
   *
   * @param after {@link OrderBook.Row#seq} of the last of the page before; 0 for the first page
   * @param n at most so many, 1 to {@value OrderBook#MAX_PAGE}
   */
  public List<OrderBook.Row> open(long after, int n) {
    look();
    return desk.read(tx -> OrderBook.open(tx, desk.terminal(), after, n));
  }

  /**
   * What a channel holds for the shop: collected, less given back. Needs {@link Permission#REPORT}.
   */
  public Money owes(String channel) {
    till.require(session, Permission.REPORT);
    return desk.read(tx -> OrderBook.owes(tx, channel, till.opened().tickets().currency()));
  }

  /** The same, tender by tender; as {@link OrderBook#statement}. */
  public List<OrderBook.Statement> statement(String channel, long after, int n) {
    till.require(session, Permission.REPORT);
    return desk.read(tx -> OrderBook.statement(tx, desk.terminal(), channel, after, n));
  }

  /** Collects all that is left; see {@link #collect(OrderId, List)}. */
  public Collection collect(OrderId id) {
    return collect(id, List.of());
  }

  /**
   * Begins the sale by which a part of an order is handed out, at the prices that were agreed; what
   * was paid to the channel stands on it as a tender at once. With nothing due it is finished; else
   * the rest is paid by {@link Till#pay}, and {@link Till#voidSale} puts the goods back on the
   * order. Needs {@link Permission#COLLECT_ORDER}.
   *
   * @param parts how much of which lines; empty for all that is left
   * @throws RefusedException when there is no such order, or so much of it is not left
   */
  public Collection collect(OrderId id, List<OrderPart> parts) {
    look();
    Money total = desk.plan(id, parts).total();
    till.require(session, Permission.COLLECT_ORDER, Facts.of(total).about("order/" + id));
    return desk.collect(session, id, parts);
  }

  /**
   * Gives up what was not collected; what was paid to the channel for it is given back by the
   * channel. Needs {@link Permission#CANCEL_ORDER}.
   *
   * @param reason 1 to {@value #MAX_REASON} characters
   * @throws RefusedException when there is no such order, it has ended, or it is being collected
   */
  public Order cancel(OrderId id, String reason) {
    till.require(session, Permission.CANCEL_ORDER, Facts.beginning());
    check(reason);
    Facts facts = Facts.of(desk.required(id).remaining()).about("order/" + id);
    till.require(session, Permission.CANCEL_ORDER, facts);
    return desk.cancel(id, session.operator().id(), reason);
  }

  /**
   * Pays a return out as {@link Till#payOut}, with cash for what was paid to a channel; needs
   * {@link Permission#REFUND_ORDER} besides what the return needs.
   *
   * @return declined when the policy of the builder allows no cash, or the channel may be giving it
   *     back already
   */
  public Outcome payOutInCash(Ticket ticket) {
    till.require(
        session, Permission.REFUND_ORDER, Facts.of(ticket.due()).about("sale/" + ticket.id()));
    till.permits().payOut(ticket);
    return till.opened().cash().openFor(ticket, till.opened().returns().payOutInCash(ticket));
  }

  /**
   * Asks a channel anew for a refund that it refused; needs {@link Permission#REFUND_ORDER}.
   *
   * @param refund {@link dev.tillwright.core.order.OrderRefund#seq}
   */
  public Order refundAgain(OrderId id, long refund) {
    refused(id, refund);
    return desk.refundAgain(id, refund);
  }

  /**
   * Writes down that a refund which a channel refused was given back by other means, such as {@link
   * CashDesk#payOut}; needs {@link Permission#REFUND_ORDER}.
   *
   * @param note how, 1 to {@value #MAX_REASON} characters
   */
  public Order settleRefund(OrderId id, long refund, String note) {
    refused(id, refund);
    check(note);
    return desk.settleRefund(id, refund, session.operator().id(), note);
  }

  private void refused(OrderId id, long refund) {
    till.require(session, Permission.REFUND_ORDER, Facts.beginning());
    Facts facts = Facts.of(desk.refused(id, refund).amount()).about("order/" + id);
    till.require(session, Permission.REFUND_ORDER, facts);
  }

  private void look() {
    till.require(session, Permission.COLLECT_ORDER, Facts.beginning());
  }

  private static void check(String text) {
    if (text.isBlank() || text.length() > MAX_REASON) {
      throw new IllegalArgumentException("a reason has 1 to " + MAX_REASON + " characters");
    }
  }

  /**
   * An order that is being collected.
   *
   * @param ticket its sale, with the goods and what was paid to the channel
   * @param outcome what is still due; with the finished sale when nothing is
   */
  public record Collection(Ticket ticket, Outcome.Approved outcome) {
    public Collection {
      Objects.requireNonNull(ticket, "ticket");
      Objects.requireNonNull(outcome, "outcome");
    }

    /** What is to be paid here. */
    public Money due() {
      return outcome.due();
    }

    /** The finished sale, when nothing was to be paid here. */
    public Optional<CompletedSale> sale() {
      return outcome.sale();
    }
  }
}
