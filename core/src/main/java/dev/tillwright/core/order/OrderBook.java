package dev.tillwright.core.order;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * The book of orders, as a follower of the journal: how each stands, what its channel has still to
 * be told, and what channels hold for the shop. Over the journals of several terminals it keeps
 * each one's orders apart, for an order is owned by the till that took it in.
 *
 * <p><b>Guarantees.</b> Rebuilding gives the same rows. A notice follows from one entry and has its
 * position as number.
 *
 * <p>Questions are asked inside {@code database.read(tx -> …)}. Holds no state of its own; for any
 * number of threads.
 */
public final class OrderBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "orders";

  /** A page has at most so many rows. */
  public static final int MAX_PAGE = 1_000;

  /** A follower of one journal, or of the central store's. */
  public OrderBook() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return OrderTables.MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    switch (entry.kind()) {
      case CompletedSale.KIND -> OrderSales.completed(entry, CompletedSale.read(entry), tx);
      case "sale.voided" ->
          SaleEvents.read(entry)
              .ifPresent(it -> OrderSales.voided(entry.terminal(), it.sale(), tx));
      default -> OrderEvents.read(entry).ifPresent(event -> fold(entry, event, tx));
    }
  }

  @Override
  public void reset(Tx tx) {
    OrderTables.clear(tx);
  }

  private static void fold(Entry entry, OrderEvent event, Tx tx) {
    String terminal = entry.terminal();
    if (event instanceof OrderEvent.Taken it) {
      OrderTables.put(tx, terminal, entry.seq(), Order.of(it.order()));
    } else {
      find(tx, terminal, event.id())
          .map(order -> order.apply(event, entry.seq()))
          .ifPresent(order -> OrderTables.change(tx, terminal, order));
    }
    if (event instanceof OrderEvent.Collecting it) {
      OrderTables.sale(tx, terminal, it.sale(), it.id());
    } else if (event instanceof OrderEvent.Refused it) {
      OrderTables.note(tx, terminal, it);
    } else if (event instanceof OrderEvent.Told it) {
      OrderTables.told(tx, terminal, it);
    }
    OrderNotices.of(entry, event).ifPresent(it -> OrderTables.notice(tx, entry, it));
  }

  /** An order of a terminal. */
  public static Optional<Order> find(Tx tx, String terminal, OrderId id) {
    return tx.first(
            "select body from order_state where terminal = ? and channel = ? and number = ?",
            row -> row.text(1),
            terminal,
            id.channel(),
            id.number())
        .map(OrderSnapshot::read);
  }

  /** The order that a sale, or a return of such a sale, is of. */
  public static Optional<Order> ofSale(Tx tx, String terminal, SaleId sale) {
    return OrderTables.ofSale(tx, terminal, sale).flatMap(id -> find(tx, terminal, id));
  }

  /**
   * Orders of a terminal that have not ended, in the order in which they were taken in.
   *
   * @param after position of the last of the page before, {@link Row#seq}; 0 for the first page
   * @param n at most so many, 1 to {@value #MAX_PAGE}
   */
  public static List<Row> open(Tx tx, String terminal, long after, int n) {
    return tx.list(
        "select seq, body from order_state where terminal = ? and ended = 0 and seq > ?"
            + " order by seq limit ?",
        row -> new Row(row.number(1), OrderSnapshot.read(row.text(2))),
        terminal,
        after,
        page(n));
  }

  /** How many have not ended. */
  public static long countOpen(Tx tx, String terminal) {
    return tx.first(
            "select count(*) from order_state where terminal = ? and ended = 0",
            row -> row.number(1),
            terminal)
        .orElse(0L);
  }

  /** Orders that ended and of which a channel owes money to its customer, oldest first. */
  public static List<Order> owing(Tx tx, String terminal, int n) {
    return tx.list(
        "select body from order_state where terminal = ? and owing = ? order by seq limit ?",
        row -> OrderSnapshot.read(row.text(1)),
        terminal,
        OrderTables.OWING,
        page(n));
  }

  /** Orders with a refund that the channel refused and nobody decided about, the newest first. */
  public static List<Order> refused(Tx tx, String terminal, int n) {
    return tx.list(
        "select body from order_state where terminal = ? and owing = ? order by seq desc limit ?",
        row -> OrderSnapshot.read(row.text(1)),
        terminal,
        OrderTables.REFUSED,
        page(n));
  }

  /** Whether this was refused before, and so need not be written down again. */
  public static boolean isNoted(Tx tx, String terminal, OrderEvent.Refused refused) {
    return OrderTables.isNoted(tx, terminal, refused);
  }

  /** How many different things that a channel said of an order were refused. */
  public static long countNoted(Tx tx, String terminal, OrderId id) {
    return OrderTables.countNoted(tx, terminal, id);
  }

  /** The oldest notice of each order of a channel that it has not answered, oldest first. */
  public static List<Waiting> heads(Tx tx, String terminal, String channel, int n) {
    return tx.list(
        "select seq, body from order_notice where terminal = ? and channel = ? and waits = 1"
            + " and seq in (select min(seq) from order_notice where terminal = ? and channel = ?"
            + " and waits = 1 group by number) order by seq limit ?",
        OrderBook::waiting,
        terminal,
        channel,
        terminal,
        channel,
        page(n));
  }

  /** The oldest notice of an order that its channel has not answered. */
  public static Optional<Waiting> head(Tx tx, String terminal, OrderId id) {
    return tx.first(
        "select seq, body from order_notice where terminal = ? and channel = ? and number = ?"
            + " and waits = 1 order by seq limit 1",
        OrderBook::waiting,
        terminal,
        id.channel(),
        id.number());
  }

  /** How many notices wait for an answer. */
  public static long countWaiting(Tx tx, String terminal) {
    return tx.first(
            "select count(*) from order_notice where terminal = ? and waits = 1",
            row -> row.number(1),
            terminal)
        .orElse(0L);
  }

  /** What a channel holds for the shop, over all terminals: collected, less given back. */
  public static Money owes(Tx tx, String channel, Currency currency) {
    return tx.first(
            "select coalesce(sum(minor), 0) from order_money where channel = ? and currency = ?",
            row -> Money.ofMinor(row.number(1), currency),
            channel,
            currency.getCurrencyCode())
        .orElse(Money.zero(currency));
  }

  /**
   * The same, tender by tender, to be laid beside the channel's own statement.
   *
   * @param after position of the last of the page before; 0 for the first page
   * @param n at most so many, 1 to {@value #MAX_PAGE}; the tenders of one sale are never torn apart
   */
  public static List<Statement> statement(
      Tx tx, String terminal, String channel, long after, int n) {
    return tx.list(
        "select seq, number, payment, sale, currency, minor from order_money where terminal = ? and"
            + " channel = ? and seq > ? and seq <= (select max(seq) from (select distinct seq from"
            + " order_money where terminal = ? and channel = ? and seq > ? order by seq limit ?) as"
            + " page) order by seq, position",
        row ->
            new Statement(
                row.number(1),
                new OrderMoney(
                    new OrderId(channel, row.text(2)),
                    row.text(3),
                    SaleId.parse(row.text(4)),
                    Money.ofMinor(row.number(6), Currency.getInstance(row.text(5))))),
        terminal,
        channel,
        after,
        terminal,
        channel,
        after,
        page(n));
  }

  /** Orders that more than one till took in: at a central store, to be looked at. */
  public static List<OrderId> takenTwice(Tx tx, int n) {
    return tx.list(
        "select channel, number from order_state group by channel, number"
            + " having count(*) > 1 order by channel, number limit ?",
        row -> new OrderId(row.text(1), row.text(2)),
        page(n));
  }

  private static Waiting waiting(Tx.Row row) {
    return new Waiting(row.number(1), OrderNotice.parse(row.text(2)));
  }

  private static int page(int n) {
    if (n < 1 || n > MAX_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " rows");
    }
    return n;
  }

  /** An order, and the position at which it was taken in. */
  public record Row(long seq, Order order) {}

  /** A notice that waits for an answer, and the position of its entry. */
  public record Waiting(long seq, OrderNotice notice) {}

  /** A line of a statement, and the position of its sale. */
  public record Statement(long seq, OrderMoney money) {}
}
