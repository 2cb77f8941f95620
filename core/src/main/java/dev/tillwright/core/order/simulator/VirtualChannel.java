package dev.tillwright.core.order.simulator;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.order.ChannelMessage;
import dev.tillwright.core.order.ChannelOrder;
import dev.tillwright.core.order.OrderChannel;
import dev.tillwright.core.order.OrderId;
import dev.tillwright.core.order.OrderNotice;
import dev.tillwright.core.order.OrderPayment;
import dev.tillwright.core.order.OrderReply;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A channel in memory: customers place, pay and cancel orders, a till fetches them and tells what
 * became of them. It keeps books of its own, so that a test can lay them beside the till's.
 *
 * <p><b>Guarantees.</b> It acts on each notice once, by its number, whatever faults there are; it
 * offers a message until the notice about it arrived. It outlives the till that closes it.
 *
 * <p><b>Threads.</b> Any number.
 */
public final class VirtualChannel implements OrderChannel {
  /** Its books hold at most so many messages and notices, each. */
  public static final int MAX = 100_000;

  private final String name;
  private final List<ChannelMessage> offered = new ArrayList<>();
  private final Map<String, OrderNotice> notices = new LinkedHashMap<>();
  private final Map<String, OrderReply> answers = new LinkedHashMap<>();
  private final Deque<ChannelFault> script = new ArrayDeque<>();
  private @Nullable SplittableRandom weather;
  private int percent;
  private long told;

  /** A channel of this name, with good weather. */
  public VirtualChannel(String name) {
    this.name = new OrderId(name, "-").channel();
  }

  /** Each call fails with so many of a hundred, in ways that follow from the seed; never REFUSE. */
  public synchronized VirtualChannel weather(long seed, int ofHundred) {
    this.weather = new SplittableRandom(seed);
    this.percent = ofHundred;
    return this;
  }

  /** Good weather again, and an empty script. */
  public synchronized void clear() {
    weather = null;
    script.clear();
  }

  /** The next call that it fits fails so; several come in turn. */
  public synchronized void next(ChannelFault... faults) {
    script.addAll(List.of(faults));
  }

  /** A customer orders. */
  public synchronized void place(ChannelOrder order) {
    offer(new ChannelMessage.Placed(order));
  }

  /** A customer pays, here at the channel. */
  public synchronized void pay(OrderId order, OrderPayment payment) {
    offer(new ChannelMessage.Paid(order, payment));
  }

  /** The channel gives an order up. */
  public synchronized void cancel(OrderId order) {
    offer(new ChannelMessage.Cancelled(order));
  }

  private void offer(ChannelMessage message) {
    if (offered.size() >= MAX) {
      throw new IllegalStateException("the virtual channel is full");
    }
    offered.add(message);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized List<ChannelMessage> fetch(int most, Duration deadline) {
    ChannelFault fault =
        fault(
            ChannelFault.SILENT,
            ChannelFault.DUPLICATE,
            ChannelFault.REORDERED,
            ChannelFault.ALTERED);
    if (fault == ChannelFault.SILENT) {
      throw new IllegalStateException("nobody answers");
    }
    List<ChannelMessage> messages = new ArrayList<>();
    for (ChannelMessage each : offered.subList(0, Math.min(most, offered.size()))) {
      messages.add(each);
      if (fault == ChannelFault.DUPLICATE) {
        messages.add(each);
      } else if (fault == ChannelFault.ALTERED && each instanceof ChannelMessage.Placed it) {
        messages.add(new ChannelMessage.Placed(dearer(it.order())));
      }
    }
    if (fault == ChannelFault.REORDERED) {
      Collections.reverse(messages);
    }
    return messages.subList(0, Math.min(most, messages.size()));
  }

  @Override
  public OrderReply tell(OrderNotice notice, Duration deadline) {
    ChannelFault fault;
    OrderReply reply;
    synchronized (this) {
      told++;
      fault =
          fault(
              ChannelFault.SILENT,
              ChannelFault.ANSWER_LOST,
              ChannelFault.LATE,
              ChannelFault.REFUSE);
      if (fault == ChannelFault.SILENT) {
        return OrderReply.unknown();
      }
      reply = arrived(notice, fault == ChannelFault.REFUSE);
    }
    if (fault == ChannelFault.LATE) {
      late(deadline);
    }
    return fault == ChannelFault.ANSWER_LOST ? OrderReply.unknown() : reply;
  }

  private static void late(Duration deadline) {
    try {
      Thread.sleep(deadline.multipliedBy(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private OrderReply arrived(OrderNotice notice, boolean refuse) {
    OrderReply before = answers.get(notice.number());
    if (before != null) {
      if (!notice.equals(notices.get(notice.number()))) {
        throw new IllegalStateException("a number came with other content");
      }
      return before;
    }
    if (answers.size() >= MAX) {
      throw new IllegalStateException("the virtual channel is full");
    }
    OrderReply reply =
        refuse ? new OrderReply.Refused("channel.refused") : OrderReply.acknowledged();
    notices.put(notice.number(), notice);
    answers.put(notice.number(), reply);
    offered.removeIf(it -> isAbout(notice, it));
    return reply;
  }

  private static boolean isAbout(OrderNotice notice, ChannelMessage message) {
    if (!notice.order().equals(message.id())) {
      return false;
    }
    return switch (notice.kind()) {
      case TAKEN -> message instanceof ChannelMessage.Placed;
      case PAID ->
          message instanceof ChannelMessage.Paid it
              && it.payment().reference().equals(notice.payment());
      case CANCELLED -> message instanceof ChannelMessage.Cancelled;
      case REFUSED ->
          notice.about().equals(message.about()) && notice.digest().equals(message.digest());
      case COLLECTED, REFUND -> false;
    };
  }

  /** The next fault that fits a call; of a script first. */
  private @Nullable ChannelFault fault(ChannelFault... fitting) {
    List<ChannelFault> fits = List.of(fitting);
    ChannelFault scripted = script.peek();
    if (scripted != null) {
      return fits.contains(scripted) ? script.poll() : null;
    }
    SplittableRandom random = weather;
    if (random == null || random.nextInt(100) >= percent) {
      return null;
    }
    ChannelFault drawn = fits.get(random.nextInt(fits.size()));
    return drawn == ChannelFault.REFUSE || drawn == ChannelFault.LATE ? null : drawn;
  }

  private static ChannelOrder dearer(ChannelOrder order) {
    Line first = order.lines().get(0);
    Item item = first.item();
    UnitPrice price =
        new UnitPrice(item.price().value().add(BigDecimal.ONE), item.price().currency());
    List<Line> lines = new ArrayList<>(order.lines());
    lines.set(
        0,
        new Line(
            first.number(),
            new Item(
                item.code(),
                item.name(),
                item.category(),
                price,
                item.tax(),
                item.moreTaxes(),
                item.unit()),
            first.quantity()));
    return new ChannelOrder(order.id(), lines, order.total(), order.payments(), order.member());
  }

  /** The notices that it acted on, in the order in which they came. */
  public synchronized List<OrderNotice> notices() {
    return List.copyOf(notices.values());
  }

  /** Those about one order. */
  public synchronized List<OrderNotice> notices(OrderId order) {
    return notices.values().stream().filter(it -> it.order().equals(order)).toList();
  }

  /** What it answered to a notice; empty for one that never came. */
  public synchronized Optional<OrderReply> answer(String number) {
    return Optional.ofNullable(answers.get(number));
  }

  /** How often it was told something, repeats included. */
  public synchronized long told() {
    return told;
  }

  /** What it has to say that it was not told to be done with. */
  public synchronized List<ChannelMessage> offered() {
    return List.copyOf(offered);
  }

  /** What it gave back of an order, in all; empty for nothing. */
  public synchronized Optional<Money> refunded(OrderId order) {
    return notices.values().stream()
        .filter(it -> it.order().equals(order) && it.kind() == OrderNotice.Kind.REFUND)
        .filter(it -> answers.get(it.number()) instanceof OrderReply.Acknowledged)
        .flatMap(it -> Optional.ofNullable(it.amount()).stream())
        .reduce(Money::plus);
  }

  /** The till closed it; it stays as it is for the next. */
  @Override
  public void close() {
    // as a web shop does not care
  }
}
