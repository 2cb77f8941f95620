package dev.tillwright.core.order;

import java.time.Duration;
import java.util.List;

/** A channel that nobody is behind. */
record LocalChannel(String name) implements OrderChannel {
  @Override
  public List<ChannelMessage> fetch(int most, Duration deadline) {
    return List.of();
  }

  @Override
  public OrderReply tell(OrderNotice notice, Duration deadline) {
    return notice.kind() == OrderNotice.Kind.REFUND
        ? new OrderReply.Refused("local")
        : OrderReply.acknowledged();
  }

  @Override
  public void close() {
    // holds nothing
  }
}
