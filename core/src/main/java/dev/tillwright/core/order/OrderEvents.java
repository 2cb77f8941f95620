package dev.tillwright.core.order;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.sale.SaleId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Order events as journal entries, and back. {@link OrderEvent} gives each kind and its fields. */
public final class OrderEvents {
  private static final Map<String, Function<JsonIn, OrderEvent>> READERS =
      Map.of(
          "order.taken",
          in -> new OrderEvent.Taken(OrderJson.placed(in), in.text("operator")),
          "order.refused",
          in ->
              new OrderEvent.Refused(
                  OrderJson.id(in),
                  in.text("about"),
                  in.text("digest"),
                  in.text("code"),
                  in.text("field")),
          "order.paid",
          in ->
              new OrderEvent.Paid(OrderJson.id(in), OrderJson.payment(in, OrderJson.currency(in))),
          "order.collecting",
          in -> OrderJson.collecting(OrderJson.id(in), in, OrderJson.currency(in)),
          "order.cancelled",
          in -> new OrderEvent.Cancelled(OrderJson.id(in), in.text("operator"), in.text("reason")),
          "order.refunding",
          OrderEvents::refunding,
          "order.refundSettled",
          in ->
              new OrderEvent.RefundSettled(
                  OrderJson.id(in), in.number("refund"), in.text("operator"), in.text("note")),
          "order.paidInCash",
          OrderEvents::paidInCash,
          "order.told",
          in ->
              new OrderEvent.Told(
                  OrderJson.id(in),
                  in.number("notice"),
                  in.truth("acknowledged"),
                  in.text("code")));

  private OrderEvents() {}

  /**
   * The event that an entry holds; empty for entries of other kinds.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when the payload is not what its
   *     kind promises
   */
  public static Optional<OrderEvent> read(Entry entry) {
    return Optional.ofNullable(READERS.get(entry.kind()))
        .map(reader -> reader.apply(JsonIn.parse(entry.payload())));
  }

  /** The journal entry to be written. */
  public static Draft toDraft(OrderEvent event) {
    if (event instanceof OrderEvent.Taken it) {
      return new Draft(
          "order.taken",
          JsonOut.object(
              out -> {
                OrderJson.placed(out, it.order());
                out.put("operator", it.operator());
              }));
    } else if (event instanceof OrderEvent.Refused it) {
      return draft(
          "order.refused",
          it,
          out ->
              out.put("about", it.about())
                  .put("digest", it.digest())
                  .put("code", it.code())
                  .put("field", it.field()));
    } else if (event instanceof OrderEvent.Paid it) {
      return draft(
          "order.paid",
          it,
          out -> {
            out.put("currency", it.payment().amount().currency().getCurrencyCode());
            OrderJson.payment(out, it.payment());
          });
    } else if (event instanceof OrderEvent.Collecting it) {
      return draft("order.collecting", it, out -> OrderJson.collecting(out, it));
    } else if (event instanceof OrderEvent.Cancelled it) {
      return draft(
          "order.cancelled",
          it,
          out -> out.put("operator", it.operator()).put("reason", it.reason()));
    }
    return ofMoney(event);
  }

  private static Draft ofMoney(OrderEvent event) {
    if (event instanceof OrderEvent.Refunding it) {
      return draft("order.refunding", it, out -> refunding(out, it));
    } else if (event instanceof OrderEvent.RefundSettled it) {
      return draft(
          "order.refundSettled",
          it,
          out ->
              out.put("refund", it.refund()).put("operator", it.operator()).put("note", it.note()));
    } else if (event instanceof OrderEvent.PaidInCash it) {
      return draft(
          "order.paidInCash",
          it,
          out ->
              out.put("operator", it.operator())
                  .put("currency", it.amount().currency().getCurrencyCode())
                  .put("amount", it.amount().minor())
                  .put("origin", it.origin().toString())
                  .put("sale", it.sale().toString()));
    }
    OrderEvent.Told told = (OrderEvent.Told) event;
    return draft(
        "order.told",
        told,
        out ->
            out.put("notice", told.notice())
                .put("acknowledged", told.acknowledged())
                .put("code", told.code()));
  }

  private static Draft draft(String kind, OrderEvent event, Consumer<JsonOut> fields) {
    return new Draft(
        kind,
        JsonOut.object(
            out -> {
              OrderJson.id(out, event.id());
              fields.accept(out);
            }));
  }

  private static void refunding(JsonOut out, OrderEvent.Refunding event) {
    out.put("currency", event.amount().currency().getCurrencyCode())
        .put("reference", event.payment())
        .put("amount", event.amount().minor())
        .put("origin", text(event.origin()))
        .put("sale", text(event.sale()));
    if (event.instead() > 0) {
      out.put("instead", event.instead());
    }
  }

  private static OrderEvent refunding(JsonIn in) {
    return new OrderEvent.Refunding(
        OrderJson.id(in),
        in.text("reference"),
        OrderJson.money(in, "amount", OrderJson.currency(in)),
        OrderJson.sale(in, "origin"),
        OrderJson.sale(in, "sale"),
        in.optionalNumber("instead").orElse(0));
  }

  private static OrderEvent paidInCash(JsonIn in) {
    return new OrderEvent.PaidInCash(
        OrderJson.id(in),
        in.text("operator"),
        OrderJson.money(in, "amount", OrderJson.currency(in)),
        OrderJson.value(in, "origin", SaleId::parse),
        OrderJson.value(in, "sale", SaleId::parse));
  }

  private static @Nullable String text(@Nullable SaleId sale) {
    return sale == null ? null : sale.toString();
  }
}
