package dev.tillwright.core.order;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as its book keeps it. */
final class OrderSnapshot {
  private OrderSnapshot() {}

  static String write(Order order) {
    return JsonOut.object(
        out -> {
          out.put("placed", it -> OrderJson.placed(it, order.placed()))
              .putAll("payments", order.payments(), OrderJson::payment)
              .putAll("collections", order.collections(), OrderJson::collecting);
          OrderEvent.Collecting pending = order.pending();
          if (pending != null) {
            out.put("pending", it -> OrderJson.collecting(it, pending));
          }
          out.put("cancelledBy", order.cancelledBy())
              .putAll("refunds", order.refunds(), OrderSnapshot::refund)
              .put("returned", order.returned().minor());
        });
  }

  static Order read(String text) {
    JsonIn in = JsonIn.parse(text);
    ChannelOrder placed = OrderJson.placed(in.object("placed"));
    Currency currency = placed.total().currency();
    List<OrderEvent.Collecting> collections =
        in.objects("collections").stream()
            .map(it -> OrderJson.collecting(placed.id(), it, currency))
            .toList();
    OrderEvent.@Nullable Collecting pending =
        in.optionalObject("pending")
            .map(it -> OrderJson.collecting(placed.id(), it, currency))
            .orElse(null);
    return new Order(
        placed,
        in.objects("payments").stream().map(it -> OrderJson.payment(it, currency)).toList(),
        collections,
        pending,
        in.optionalText("cancelledBy").orElse(null),
        in.objects("refunds").stream().map(it -> refund(it, currency)).toList(),
        Money.ofMinor(in.number("returned"), currency));
  }

  private static void refund(JsonOut out, OrderRefund refund) {
    out.put("seq", refund.seq())
        .put("reference", refund.payment())
        .put("amount", refund.amount().minor())
        .put("origin", text(refund.origin()))
        .put("sale", text(refund.sale()))
        .put("state", refund.state().name());
  }

  private static OrderRefund refund(JsonIn in, Currency currency) {
    return new OrderRefund(
        in.number("seq"),
        in.text("reference"),
        OrderJson.money(in, "amount", currency),
        OrderJson.sale(in, "origin"),
        OrderJson.sale(in, "sale"),
        OrderJson.value(in, "state", OrderRefund.State::valueOf));
  }

  private static @Nullable String text(@Nullable SaleId sale) {
    return sale == null ? null : sale.toString();
  }
}
