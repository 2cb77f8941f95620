package dev.tillwright.core.order;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** Orders of a shop, for tests. */
public final class ShopOrders {
  public static final Currency GBP = Currency.getInstance("GBP");

  private ShopOrders() {}

  public static Money pounds(String decimal) {
    return Money.parse(decimal, GBP);
  }

  public static OrderId id(String number) {
    return new OrderId("web", number);
  }

  public static Item item(String code, String price) {
    return new Item(
        code, code, "", UnitPrice.parse(price, GBP), TaxRate.included("A", Percent.of(20)));
  }

  /** Two teas at 5.00 and three cups at 4.00: 22.00. */
  public static ChannelOrder teas(String number, OrderPayment... payments) {
    return order(
        number,
        List.of(
            new Line(1, item("tea", "5.00"), Quantity.of(2)),
            new Line(2, item("cup", "4.00"), Quantity.of(3))),
        payments);
  }

  public static ChannelOrder order(String number, List<Line> lines, OrderPayment... payments) {
    Basket basket = Basket.empty(GBP);
    for (Line line : lines) {
      basket = basket.withLine(line);
    }
    return new ChannelOrder(id(number), lines, basket.totals().total(), List.of(payments), null);
  }

  public static OrderPayment paid(String reference, String amount) {
    return new OrderPayment(reference, pounds(amount));
  }

  public static OrderPart part(int line, long pieces) {
    return new OrderPart(line, Quantity.of(pieces));
  }

  /** The same order with another price of its first line. */
  public static ChannelOrder dearer(ChannelOrder order) {
    List<Line> lines = new ArrayList<>(order.lines());
    Line first = lines.get(0);
    lines.set(0, new Line(first.number(), item(first.item().code(), "6.00"), first.quantity()));
    return order(order.id().number(), lines, order.payments().toArray(new OrderPayment[0]));
  }
}
