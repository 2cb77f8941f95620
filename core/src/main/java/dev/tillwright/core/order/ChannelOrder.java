package dev.tillwright.core.order;

import dev.tillwright.core.basket.Line;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order as its channel says it. The lines bring items and prices of their own: those that were
 * agreed when it was ordered. Freight is a line like any other. It may hold anything: whether it is
 * taken is for {@link OrderRules#intake} to say.
 *
 * <p>As JSON: {@code channel, number, currency, lines} (as in {@code sale.lineAdded}), {@code
 * total, payments} (each {@code reference, amount}) and {@code member}, amounts in minor units.
 *
 * @param id which; the same again changes nothing
 * @param lines what was ordered
 * @param total what all of it comes to, taxes included
 * @param payments what was paid to the channel so far; empty when all is to be paid here
 * @param member who ordered; {@code null} when not known here. No name, no address: those stay with
 *     the channel
 */
public record ChannelOrder(
    OrderId id,
    List<Line> lines,
    Money total,
    List<OrderPayment> payments,
    @Nullable String member) {
  /** An order has at most so many lines. */
  public static final int MAX_LINES = 500;

  /** And so many payments. */
  public static final int MAX_PAYMENTS = 10;

  public ChannelOrder {
    Objects.requireNonNull(id, "id");
    lines = List.copyOf(lines);
    Objects.requireNonNull(total, "total");
    payments = List.copyOf(payments);
  }

  /** What was paid to the channel. */
  public Money paid() {
    return OrderJson.sum(payments, total.currency());
  }

  /**
   * Reads the JSON of one order.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when it is not one
   */
  public static ChannelOrder parse(String json) {
    return OrderJson.placed(JsonIn.parse(json));
  }

  /** The JSON of it. */
  public String json() {
    return JsonOut.object(out -> OrderJson.placed(out, this));
  }

  /** Which, and never what. */
  @Override
  public String toString() {
    return "ChannelOrder[" + id + "]";
  }
}
