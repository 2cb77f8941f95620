package dev.tillwright.core.order;

import dev.tillwright.core.journal.Entry;
import java.util.Optional;

/** Which entry a channel is told of, and how. */
final class OrderNotices {
  private OrderNotices() {}

  static OrderNotice of(Entry entry, OrderId id, OrderNotice.Kind kind) {
    return OrderNotice.of(entry.terminal() + "/" + entry.seq(), id, kind);
  }

  static Optional<OrderNotice> of(Entry entry, OrderEvent event) {
    OrderId id = event.id();
    if (event instanceof OrderEvent.Taken) {
      return Optional.of(of(entry, id, OrderNotice.Kind.TAKEN));
    } else if (event instanceof OrderEvent.Refused it) {
      return Optional.of(
          of(entry, id, OrderNotice.Kind.REFUSED)
              .refused(it.about(), it.digest(), it.code(), it.field()));
    } else if (event instanceof OrderEvent.Paid it) {
      return Optional.of(
          of(entry, id, OrderNotice.Kind.PAID)
              .money(it.payment().reference(), it.payment().amount(), ""));
    } else if (event instanceof OrderEvent.Cancelled) {
      return Optional.of(of(entry, id, OrderNotice.Kind.CANCELLED));
    } else if (event instanceof OrderEvent.Refunding it) {
      String sale = it.sale() == null ? "" : it.sale().toString();
      return Optional.of(
          of(entry, id, OrderNotice.Kind.REFUND).money(it.payment(), it.amount(), sale));
    }
    return Optional.empty();
  }
}
