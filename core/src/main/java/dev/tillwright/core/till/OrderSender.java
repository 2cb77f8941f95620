package dev.tillwright.core.till;

import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.order.ChannelMessage;
import dev.tillwright.core.order.Order;
import dev.tillwright.core.order.OrderBook;
import dev.tillwright.core.order.OrderChannel;
import dev.tillwright.core.order.OrderEvent;
import dev.tillwright.core.order.OrderEvents;
import dev.tillwright.core.order.OrderId;
import dev.tillwright.core.order.OrderNotice;
import dev.tillwright.core.order.OrderPolicy;
import dev.tillwright.core.order.OrderRefund;
import dev.tillwright.core.order.OrderReply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines to the channels. What waits to be told stands in the book of orders, so nothing is
 * remembered here; each answer is an entry. Of one order the next notice is told only after the one
 * before was answered.
 */
final class OrderSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrderSender.class);

  /** So much is heard and told at once. */
  static final int PAGE = 100;

  private static final String ALARM = "order.noticeRefused";

  private final Books books;
  private final ExecutorService workers;
  private final Duration deadline;
  private final Monitor monitor;
  private final Map<String, Line> lines = new LinkedHashMap<>();

  OrderSender(
      Books books,
      List<OrderChannel> channels,
      OrderPolicy policy,
      ExecutorService workers,
      Monitor monitor) {
    this.books = books;
    this.workers = workers;
    this.deadline = policy.deadline();
    this.monitor = monitor;
    channels.forEach(it -> lines.put(it.name(), new Line(it)));
  }

  /** A channel, and who talks to it: one at a time, a call that hangs included. */
  private record Line(OrderChannel channel, Semaphore free, ReentrantLock lock) {
    Line(OrderChannel channel) {
      this(channel, new Semaphore(1), new ReentrantLock());
    }
  }

  Set<String> channels() {
    return lines.keySet();
  }

  /** What a channel says, at most so much; empty when it does not answer. */
  Optional<List<ChannelMessage>> fetch(String channel, int most) {
    Line line = line(channel);
    return line == null
        ? Optional.empty()
        : ask(line, it -> List.copyOf(it.fetch(most, deadline)))
            .map(all -> all.subList(0, Math.min(most, all.size())));
  }

  /**
   * Tells a channel what waits, until all is answered, one answer is not known, or the time is
   * over.
   *
   * @param end by {@link System#nanoTime}
   * @return whether nothing waits any more
   */
  boolean tell(String channel, long end) {
    Line line = line(channel);
    if (line == null) {
      return false;
    }
    while (true) {
      List<OrderBook.Waiting> heads =
          books.read(OrderBook.NAME, tx -> OrderBook.heads(tx, terminal(), channel, PAGE));
      if (heads.isEmpty()) {
        return true;
      }
      for (OrderBook.Waiting head : heads) {
        if (System.nanoTime() - end > 0
            || told(line, head.notice().order(), head.seq()) instanceof OrderReply.Unknown) {
          return false;
        }
      }
    }
  }

  /**
   * Tells what an order's channel has not answered yet, up to a notice.
   *
   * @param seq of the notice
   * @return what it answered to this one; unknown also when one before it has no answer
   */
  OrderReply tell(OrderId order, long seq) {
    Line line = line(order.channel());
    return line == null ? OrderReply.unknown() : told(line, order, seq);
  }

  private OrderReply told(Line line, OrderId order, long seq) {
    if (!locked(line)) {
      return OrderReply.unknown();
    }
    try {
      while (true) {
        Optional<OrderBook.Waiting> head =
            books.read(OrderBook.NAME, tx -> OrderBook.head(tx, terminal(), order));
        if (head.isEmpty() || head.get().seq() > seq) {
          return before(order, seq);
        }
        OrderReply reply =
            ask(line, it -> it.tell(head.get().notice(), deadline)).orElse(OrderReply.unknown());
        if (reply instanceof OrderReply.Unknown) {
          return reply;
        }
        answered(head.get(), reply);
        if (head.get().seq() == seq) {
          return reply;
        }
      }
    } finally {
      line.lock.unlock();
    }
  }

  /** Somebody else told it meanwhile: a refund keeps what it was answered. */
  private OrderReply before(OrderId order, long seq) {
    return books
            .read(OrderBook.NAME, tx -> OrderBook.find(tx, terminal(), order))
            .flatMap(it -> it.refund(seq))
            .filter(it -> !it.state().counts())
            .isPresent()
        ? new OrderReply.Refused("refused")
        : OrderReply.acknowledged();
  }

  private void answered(OrderBook.Waiting head, OrderReply reply) {
    OrderId order = head.notice().order();
    String code = reply instanceof OrderReply.Refused it ? it.code() : "";
    boolean taken = reply instanceof OrderReply.Acknowledged;
    books.append(List.of(OrderEvents.toDraft(new OrderEvent.Told(order, head.seq(), taken, code))));
    if (!taken) {
      raise(head.notice().number(), head.notice().kind());
    }
  }

  private void raise(String number, OrderNotice.Kind kind) {
    monitor.raise(ALARM, number, "a channel refused the notice " + kind + "; see docs/orders.md");
  }

  /** Raises again, at an opening, what somebody has still to decide about. */
  void remind() {
    for (Order order :
        books.read(OrderBook.NAME, tx -> OrderBook.refused(tx, terminal(), OrderBook.MAX_PAGE))) {
      for (OrderRefund each : order.refunds()) {
        if (each.state() == OrderRefund.State.REFUSED && OrderRefunds.isOwed(books, order, each)) {
          raise(terminal() + "/" + each.seq(), OrderNotice.Kind.REFUND);
        }
      }
    }
  }

  /** Somebody has decided about a refund that was refused. */
  void decided(long refund) {
    monitor.clear(ALARM, terminal() + "/" + refund);
  }

  private boolean locked(Line line) {
    try {
      return line.lock.tryLock(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Empty when nobody knows. */
  private <T> Optional<T> ask(Line line, Function<OrderChannel, T> question) {
    FutureTask<T> call = new FutureTask<>(() -> question.apply(line.channel));
    try {
      if (!line.free.tryAcquire(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      workers.execute(
          () -> {
            try {
              call.run();
            } finally {
              line.free.release();
            }
          });
    } catch (RejectedExecutionException e) {
      line.free.release();
      LOG.warn("too many calls hang; a channel was not asked");
      return Optional.empty();
    }
    try {
      return Optional.of(call.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      call.cancel(true);
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      String what = Objects.requireNonNullElse(e.getCause(), e).getClass().getName();
      LOG.warn("a channel failed with {}", what);
    }
    return Optional.empty();
  }

  private @Nullable Line line(String channel) {
    return lines.get(channel);
  }

  private String terminal() {
    return books.journal().terminal();
  }

  /** The channels, which hear it once. */
  @Override
  public void close() {
    for (Line line : lines.values()) {
      try {
        line.channel.close();
      } catch (RuntimeException e) {
        LOG.warn("a channel did not close: {}", e.getClass().getName());
      }
    }
  }
}
