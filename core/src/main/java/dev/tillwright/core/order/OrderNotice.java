package dev.tillwright.core.order;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a channel is told of one of its orders. Each has a number that never changes: told again it
 * must change nothing there.
 *
 * @param number the till's name and the position of the entry behind it: {@code "till-01/4711"}
 * @param order which order
 * @param kind what happened
 * @param parts what was collected; otherwise empty
 * @param amount what was collected came to, or what was paid or is to be given back; {@code null}
 *     for others
 * @param payment the channel's own number of the payment; empty for none
 * @param sale the sale behind it; empty for none
 * @param about of what was refused: {@code order}, {@code payment} or {@code cancel}; else empty
 * @param digest of what was refused, as {@link ChannelMessage#digest}; else empty
 * @param code why something was refused; empty for none
 * @param field which field was wrong; empty for none
 */
public record OrderNotice(
    String number,
    OrderId order,
    Kind kind,
    List<OrderPart> parts,
    @Nullable Money amount,
    String payment,
    String sale,
    String about,
    String digest,
    String code,
    String field) {
  /** What a notice says. */
  public enum Kind {
    /** The order is durable here; it need not be offered again. */
    TAKEN,
    /** What the channel said was not taken. */
    REFUSED,
    /** The payment is known here. */
    PAID,
    /** Goods were handed out. */
    COLLECTED,
    /** Nothing more of it will be collected. */
    CANCELLED,
    /** Give this much of this payment back to the customer, once. */
    REFUND
  }

  public OrderNotice {
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(kind, "kind");
    parts = List.copyOf(parts);
    Objects.requireNonNull(payment, "payment");
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(about, "about");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(field, "field");
  }

  static OrderNotice of(String number, OrderId order, Kind kind) {
    return new OrderNotice(number, order, kind, List.of(), null, "", "", "", "", "", "");
  }

  OrderNotice money(String reference, Money much, String by) {
    return new OrderNotice(number, order, kind, parts, much, reference, by, "", "", "", "");
  }

  OrderNotice goods(List<OrderPart> collected, Money much, String by) {
    return new OrderNotice(number, order, kind, collected, much, "", by, "", "", "", "");
  }

  OrderNotice refused(String what, String content, String why, String where) {
    return new OrderNotice(
        number, order, kind, parts, amount, payment, sale, what, content, why, where);
  }

  /** Its fields as JSON, amounts in minor units beside their currency. */
  public String json() {
    return JsonOut.object(
        out -> {
          out.put("notice", number);
          OrderJson.id(out, order);
          out.put("kind", kind.name());
          if (amount != null) {
            out.put("currency", amount.currency().getCurrencyCode()).put("amount", amount.minor());
          }
          out.putAll("parts", parts, OrderJson::part)
              .put("payment", payment)
              .put("sale", sale)
              .put("about", about)
              .put("digest", digest)
              .put("code", code)
              .put("field", field);
        });
  }

  static OrderNotice parse(String json) {
    JsonIn in = JsonIn.parse(json);
    Money amount = null;
    if (in.has("amount")) {
      Currency currency = OrderJson.currency(in);
      amount = OrderJson.money(in, "amount", currency);
    }
    return new OrderNotice(
        in.text("notice"),
        OrderJson.id(in),
        OrderJson.value(in, "kind", Kind::valueOf),
        in.objects("parts").stream().map(OrderJson::part).toList(),
        amount,
        in.text("payment"),
        in.text("sale"),
        in.text("about"),
        in.text("digest"),
        in.text("code"),
        in.text("field"));
  }

  /** The number, the order and the kind. */
  @Override
  public String toString() {
    return "OrderNotice[" + number + " " + order + " " + kind + "]";
  }
}
