package dev.tillwright.core.order;

import dev.tillwright.core.basket.Line;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.LinePayload;
import dev.tillwright.core.sale.SaleId;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The values of orders in payloads; whatever a value refuses is an error at its field. */
final class OrderJson {
  private OrderJson() {}

  static void id(JsonOut out, OrderId id) {
    out.put("channel", id.channel()).put("number", id.number());
  }

  static OrderId id(JsonIn in) {
    String channel = in.text("channel");
    String field = matches(channel) ? "number" : "channel";
    return fitting(in, field, () -> new OrderId(channel, in.text("number")));
  }

  private static boolean matches(String channel) {
    return channel.matches(dev.tillwright.core.sale.Sale.CHANNEL);
  }

  static Currency currency(JsonIn in) {
    return value(in, "currency", Currency::getInstance);
  }

  static void placed(JsonOut out, ChannelOrder order) {
    id(out, order.id());
    out.put("currency", order.total().currency().getCurrencyCode())
        .putAll("lines", order.lines(), LinePayload::write)
        .put("total", order.total().minor())
        .putAll("payments", order.payments(), OrderJson::payment)
        .put("member", order.member());
  }

  static ChannelOrder placed(JsonIn in) {
    OrderId id = id(in);
    Currency currency = currency(in);
    List<Line> lines =
        in.objects("lines").stream().map(it -> LinePayload.read(it, currency)).toList();
    List<OrderPayment> payments =
        in.objects("payments").stream().map(it -> payment(it, currency)).toList();
    return new ChannelOrder(
        id, lines, money(in, "total", currency), payments, in.optionalText("member").orElse(null));
  }

  static void payment(JsonOut out, OrderPayment payment) {
    out.put("reference", payment.reference()).put("amount", payment.amount().minor());
  }

  static OrderPayment payment(JsonIn in, Currency currency) {
    String reference = in.text("reference");
    Money amount = money(in, "amount", currency);
    String field = amount.isPositive() ? "reference" : "amount";
    return fitting(in, field, () -> new OrderPayment(reference, amount));
  }

  static void part(JsonOut out, OrderPart part) {
    out.put("line", part.line()).put("quantity", part.quantity().toString());
  }

  static OrderPart part(JsonIn in) {
    Quantity quantity = value(in, "quantity", Quantity::parse);
    return fitting(in, "line", () -> new OrderPart(Math.toIntExact(in.number("line")), quantity));
  }

  static void collecting(JsonOut out, OrderEvent.Collecting event) {
    out.put("sale", event.sale().toString())
        .put("currency", event.total().currency().getCurrencyCode())
        .put("total", event.total().minor())
        .putAll("parts", event.parts(), OrderJson::part)
        .putAll("used", event.used(), OrderJson::payment);
  }

  static OrderEvent.Collecting collecting(OrderId id, JsonIn in, Currency currency) {
    return new OrderEvent.Collecting(
        id,
        value(in, "sale", SaleId::parse),
        money(in, "total", currency),
        in.objects("parts").stream().map(OrderJson::part).toList(),
        in.objects("used").stream().map(it -> payment(it, currency)).toList());
  }

  static Money money(JsonIn in, String name, Currency currency) {
    return fitting(in, name, () -> Money.ofMinor(in.number(name), currency));
  }

  static @Nullable SaleId sale(JsonIn in, String name) {
    return in.has(name) ? value(in, name, SaleId::parse) : null;
  }

  static <T> T value(JsonIn in, String name, Function<String, T> parse) {
    String text = in.text(name);
    return fitting(in, name, () -> parse.apply(text));
  }

  private static <T> T fitting(JsonIn in, String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw in.wrong(name, "a value that cannot stand here");
    }
  }

  static Money sum(List<OrderPayment> payments, Currency currency) {
    Money sum = Money.zero(currency);
    for (OrderPayment each : payments) {
      sum = sum.plus(each.amount());
    }
    return sum;
  }
}
