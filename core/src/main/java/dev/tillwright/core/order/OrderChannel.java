package dev.tillwright.core.order;

import dev.tillwright.core.sale.Sale;
import java.time.Duration;
import java.util.List;

/**
 * The port to where orders come from: a web shop, a marketplace, a delivery service. Brought by the
 * integrator.
 *
 * <p><b>What the till promises.</b> Each message that it takes is durable before the channel is
 * told. Each notice has a number that never changes; notices of one order come in their order, the
 * next only after the one before was acknowledged or refused, and each is repeated, less and less
 * often, until then.
 *
 * <p><b>What a channel promises.</b> A notice of a number that it took before changes nothing and
 * is acknowledged again; above all {@link OrderNotice.Kind#REFUND} moves its money once. A message
 * is offered again until the notice about it was acknowledged: {@code TAKEN} or {@code REFUSED} for
 * an order, {@code PAID} or {@code REFUSED} for a payment, {@code CANCELLED} or {@code REFUSED} for
 * a cancellation. It offers each order to one till.
 *
 * <p><b>Threads.</b> Calls come one after the other, on threads of the till. What is thrown counts
 * as not known.
 */
public interface OrderChannel extends AutoCloseable {

  /** Its name, as {@link Sale#CHANNEL} says; never changes. */
  String name();

  /**
   * What the channel says that it was not told to be done with.
   *
   * @param most at most so many, the oldest first
   * @param deadline the call is back by then; else what it brings is dropped
   */
  List<ChannelMessage> fetch(int most, Duration deadline);

  /**
   * Tells what became of an order.
   *
   * @param deadline the call is back by then; else its answer counts as not known
   */
  OrderReply tell(OrderNotice notice, Duration deadline);

  /** Called once, when the till closes. */
  @Override
  void close();

  /**
   * A channel of people, such as the telephone: its orders are taken in by an operator, nobody is
   * told, and what it holds is given back by hand.
   */
  static OrderChannel local(String name) {
    return new LocalChannel(new OrderId(name, "-").channel());
  }
}
