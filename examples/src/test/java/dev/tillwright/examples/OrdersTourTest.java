package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.order.ChannelOrder;
import dev.tillwright.core.order.Order;
import dev.tillwright.core.order.OrderId;
import dev.tillwright.core.order.OrderPayment;
import dev.tillwright.core.order.simulator.ChannelFault;
import dev.tillwright.core.order.simulator.VirtualChannel;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Orders;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/orders.md shows is compiled and run. */
class OrdersTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  @TempDir Path folder;

  @Test
  void theTour_isRun() {
    VirtualChannel web = new VirtualChannel("web");
    TillBuilder builder =
        Till.builder("till-01")
            .database(Database.sqlite(folder.resolve("till.db")))
            .merchant(Merchant.named("Tea house"))
            .currency(GBP)
            .secrets(new Argon2idHasher())
            .background(false);
    try (Till till = OrdersTour.prepared(builder, web).open()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
      OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();

      web.place(teas("web", "1001", "17.00"));
      assertThat(OrdersTour.exchange(till)).isZero();
      Outcome paid = OrdersTour.collect(till, ann, new OrderId("web", "1001"));
      CompletedSale sale = ((Outcome.Approved) paid).sale().orElseThrow();
      assertThat(OrdersTour.owes(till, ann)).isEqualTo(pounds("17.00"));
      assertThat(OrdersTour.giveBack(till, ann, sale)).isInstanceOf(Outcome.Approved.class);
      assertThat(web.refunded(new OrderId("web", "1001"))).contains(pounds("8.50"));
      web.next(ChannelFault.REFUSE);
      assertThat(OrdersTour.giveBack(till, ann, sale)).isInstanceOf(Outcome.Approved.class);
      assertThat(OrdersTour.owes(till, ann)).isEqualTo(pounds("8.50"));

      ChannelOrder call = teas("phone", "7", "1.00");
      String json = new ChannelOrder(call.id(), call.lines(), call.total(), List.of(), null).json();
      assertThat(OrdersTour.take(till, ann, json)).isEqualTo("thank you: phone:7");
      assertThat(OrdersTour.take(till, ann, json)).isEqualTo("we have that one");
      assertThat(OrdersTour.take(till, ann, json.replace(":1700", ":1600"))).startsWith("total: ");
      OrderId phone = new OrderId("phone", "7");
      Orders.Collection one = OrdersTour.part(till, ann, phone);
      till.pay(one.ticket(), Tender.cash(one.due()));
      assertThat(OrdersTour.cancel(till, ann, phone).state()).isEqualTo(Order.State.REST_CANCELLED);
    }
  }

  @Test
  void thePage_showsIt() throws Exception {
    DocPages.show("OrdersTour", 8, "orders.md");
  }

  private static ChannelOrder teas(String channel, String number, String paid) {
    TaxRate tax = TaxRate.included("A", Percent.of(20));
    Item tea = new Item("tea", "Tea", "", UnitPrice.parse("8.50", GBP), tax);
    return new ChannelOrder(
        new OrderId(channel, number),
        List.of(new Line(1, tea, Quantity.of(2))),
        pounds("17.00"),
        List.of(new OrderPayment("PAY-1", pounds(paid))),
        null);
  }

  private static Money pounds(String decimal) {
    return Money.parse(decimal, GBP);
  }
}
