package dev.tillwright.core.till;

import static dev.tillwright.core.order.ShopOrders.id;
import static dev.tillwright.core.order.ShopOrders.paid;
import static dev.tillwright.core.order.ShopOrders.part;
import static dev.tillwright.core.order.ShopOrders.pounds;
import static dev.tillwright.core.order.ShopOrders.teas;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.order.ChannelOrder;
import dev.tillwright.core.order.Intake;
import dev.tillwright.core.order.Order;
import dev.tillwright.core.order.OrderChannel;
import dev.tillwright.core.order.OrderNotice;
import dev.tillwright.core.order.OrderPolicy;
import dev.tillwright.core.order.ShopOrders;
import dev.tillwright.core.order.simulator.ChannelFault;
import dev.tillwright.core.order.simulator.VirtualChannel;
import dev.tillwright.core.report.SalesReport;
import dev.tillwright.core.report.SalesReport.Breakdown;
import dev.tillwright.core.report.SalesRow;
import dev.tillwright.core.report.TenderTotal;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders from elsewhere, taken in, collected and reported at a till. */
class OrdersAtTillTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final OrderPolicy POLICY = OrderPolicy.usual().within(Duration.ofMillis(400));

  @TempDir Path dir;
  private final VirtualChannel web = new VirtualChannel("web");

  private Consumer<TillBuilder> orders() {
    return builder -> builder.orders(POLICY, web, OrderChannel.local("phone")).stock("shop");
  }

  @Test
  void orderPaidThere_isCollectedAndFinishedAtOnce() {
    try (Bench bench = new Bench(dir, orders())) {
      web.place(teas("1001", paid("PAY-1", "22.00")));
      assertThat(bench.till.exchangeOrders(SOON)).isZero();
      assertThat(bench.till.orders(bench.manager).find(id("1001")).orElseThrow().state())
          .isEqualTo(Order.State.TAKEN);

      Orders.Collection collected = bench.till.orders(bench.manager).collect(id("1001"));

      CompletedSale sale = collected.sale().orElseThrow();
      assertThat(collected.due()).isEqualTo(pounds("0.00"));
      assertThat(sale.channel()).isEqualTo("web");
      assertThat(sale.reference()).isEqualTo("1001");
      assertThat(sale.tenders()).hasSize(1);
      assertThat(sale.tenders().get(0).kind()).isEqualTo(TenderKind.CHANNEL);
      assertThat(sale.tenders().get(0).payment()).isEqualTo("web:PAY-1");
      assertThat(bench.slip(sale))
          .contains("Ordered at", "web", "1001", "Paid elsewhere", "web:PAY-1", "22.00");
      assertThat(bench.till.stock(bench.manager).onHand("cup").toString()).isEqualTo("-3");
      assertThat(bench.x().tenders())
          .containsExactly(
              new TenderTotal(TenderKind.CHANNEL, 1, pounds("22.00"), 0, pounds("0.00")));
      assertThat(bench.x().cash().expected()).isEqualTo(pounds("0.00"));
      assertThat(bench.till.exchangeOrders(SOON)).isZero();
      assertThat(web.notices(id("1001")).stream().map(OrderNotice::kind))
          .containsExactly(OrderNotice.Kind.TAKEN, OrderNotice.Kind.COLLECTED);
      assertThat(web.offered()).isEmpty();
      assertThat(bench.till.orders(bench.manager).owes("web")).isEqualTo(pounds("22.00"));
      assertThat(bench.till.orders(bench.manager).statement("web", 0, 10)).hasSize(1);
    }
  }

  @Test
  void partsPaidThereAndHere_areCollectedOneByOne_andReported() {
    onePartAfterTheOther(new Bench(dir, orders()));
  }

  @Test
  void onPostgreSql_itIsTheSame() {
    var source = TestPostgres.schema();
    onePartAfterTheOther(new Bench(() -> Database.of(source), orders()));
  }

  private void onePartAfterTheOther(Bench opened) {
    try (Bench bench = opened) {
      web.place(teas("1002", paid("PAY-1", "6.00"), paid("PAY-2", "1.00")));
      bench.till.exchangeOrders(SOON);
      Orders orders = bench.till.orders(bench.manager);

      Orders.Collection first = orders.collect(id("1002"), List.of(part(1, 1), part(2, 1)));
      assertThat(first.due()).isEqualTo(pounds("2.00"));
      assertThat(orders.find(id("1002")).orElseThrow().state()).isEqualTo(Order.State.COLLECTING);
      refused("order.beingCollected", () -> orders.collect(id("1002")));
      refused("order.beingCollected", () -> orders.cancel(id("1002"), "no stock"));
      CompletedSale sale = bench.cash(first.ticket());
      assertThat(sale.tenders()).hasSize(3);
      assertThat(orders.find(id("1002")).orElseThrow().state())
          .isEqualTo(Order.State.PARTLY_COLLECTED);

      refused("order.notLeft", () -> orders.collect(id("1002"), List.of(part(1, 2))));
      Orders.Collection rest = orders.collect(id("1002"));
      assertThat(rest.due()).isEqualTo(pounds("13.00"));
      bench.cash(rest.ticket());

      assertThat(orders.find(id("1002")).orElseThrow().state()).isEqualTo(Order.State.COLLECTED);
      assertThat(orders.open(0, 10)).isEmpty();
      refused("order.collected", () -> orders.collect(id("1002")));
      bench.cash(bench.pens(1));
      assertThat(bench.x().gross()).isEqualTo(pounds("34.50"));
      SalesReport report = new SalesReport(Bench.LONDON);
      LocalDate day = LocalDate.parse("2025-03-03");
      List<SalesRow> rows =
          bench.till.journal().database().read(tx -> report.by(Breakdown.CHANNEL, tx, day, day));
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0).key()).isEqualTo("web");
      assertThat(rows.get(0).gross()).isEqualTo(pounds("22.00"));
      assertThat(orders.owes("web")).isEqualTo(pounds("7.00"));
    }
  }

  @Test
  void sameAgain_changesNothing_andOtherContentIsAConflict() {
    try (Bench bench = new Bench(dir, orders())) {
      Orders orders = bench.till.orders(bench.manager);
      ChannelOrder order = teas("1003", paid("PAY-1", "22.00"));
      assertThat(orders.take(order)).isInstanceOf(Intake.Taken.class);
      orders.collect(id("1003"));
      long head = bench.till.journal().headSeq();

      assertThat(orders.take(order)).isInstanceOf(Intake.Known.class);
      assertThat(bench.till.journal().headSeq()).isEqualTo(head);

      Intake other = orders.take(ShopOrders.dearer(order));
      assertThat(other).isInstanceOf(Intake.Refused.class);
      assertThat(((Intake.Refused) other).isConflict()).isTrue();
      assertThat(((Intake.Refused) other).refusal().field()).isEqualTo("lines/0/price");
      orders.take(ShopOrders.dearer(order));
      assertThat(bench.till.journal().headSeq()).isEqualTo(head + 1);
      orders.take(teas("1003")); // the server lost the payment
      Order stands = orders.find(id("1003")).orElseThrow();
      assertThat(stands.state()).isEqualTo(Order.State.COLLECTED);
      assertThat(stands.placed()).isEqualTo(order);
    }
  }

  @Test
  void duplicatesFromManyThreads_areTakenInOnce_andCollectedOnce() throws Exception {
    try (Bench bench = new Bench(dir, orders())) {
      ExecutorService threads = Executors.newFixedThreadPool(4);
      ChannelOrder order = teas("1004", paid("PAY-1", "22.00"));
      List<Callable<String>> work = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        work.add(
            () -> {
              String took = bench.till.orders(bench.manager).take(order).getClass().getSimpleName();
              try {
                bench.till.orders(bench.manager).collect(id("1004"));
                return took + " collected";
              } catch (RefusedException e) {
                return took + " " + e.code();
              }
            });
      }
      List<String> all = new ArrayList<>();
      for (Future<String> each : threads.invokeAll(work)) {
        all.add(each.get());
      }
      threads.shutdown();

      assertThat(all).filteredOn(it -> it.startsWith("Taken")).hasSize(1);
      assertThat(all).filteredOn(it -> it.endsWith(" collected")).hasSize(1);
      assertThat(all).filteredOn(it -> it.endsWith("order.collected")).hasSize(3);
      assertThat(bench.kinds()).filteredOn("order.taken"::equals).hasSize(1);
      assertThat(bench.kinds()).filteredOn("sale.completed"::equals).hasSize(1);
    }
  }

  @Test
  void collectionGivenUp_putsTheGoodsBackOnTheOrder() {
    try (Bench bench = new Bench(dir, orders())) {
      Orders orders = bench.till.orders(bench.manager);
      orders.take(teas("1005", paid("PAY-1", "10.00")));
      Orders.Collection begun = orders.collect(id("1005"));
      bench.till.voidSale(begun.ticket(), "customer left");

      assertThat(orders.find(id("1005")).orElseThrow().state()).isEqualTo(Order.State.TAKEN);
      assertThat(orders.owes("web")).isEqualTo(pounds("0.00"));

      // And again, over a restart in the middle.
      Orders.Collection again = orders.collect(id("1005"));
      bench.reopen();
      Ticket found = bench.till.resume(bench.manager, again.ticket().id());
      assertThat(found.due()).isEqualTo(pounds("12.00"));
      CompletedSale sale = bench.cash(found);
      refused("void.order", () -> bench.till.voidCompleted(bench.manager, sale.id(), "oops"));
      assertThat(bench.till.orders(bench.manager).find(id("1005")).orElseThrow().state())
          .isEqualTo(Order.State.COLLECTED);
    }
  }

  @Test
  void cancelledHere_theChannelGivesBackOnce_whateverTheLineDoes() {
    try (Bench bench = new Bench(dir, orders())) {
      Orders orders = bench.till.orders(bench.manager);
      web.place(teas("1006", paid("PAY-1", "12.00"), paid("PAY-2", "10.00")));
      bench.till.exchangeOrders(SOON);
      orders.collect(id("1006"), List.of(part(1, 2)));
      assertThat(orders.cancel(id("1006"), "no cups").state())
          .isEqualTo(Order.State.REST_CANCELLED);

      web.next(ChannelFault.SILENT, ChannelFault.ANSWER_LOST, ChannelFault.LATE);
      for (int i = 0; i < 3; i++) {
        bench.till.exchangeOrders(SOON);
        bench.reopen();
      }
      assertThat(bench.till.exchangeOrders(SOON)).isZero();

      assertThat(web.refunded(id("1006"))).contains(pounds("12.00"));
      assertThat(web.notices(id("1006")).stream().map(OrderNotice::kind))
          .containsExactly(
              OrderNotice.Kind.TAKEN,
              OrderNotice.Kind.COLLECTED,
              OrderNotice.Kind.CANCELLED,
              OrderNotice.Kind.REFUND,
              OrderNotice.Kind.REFUND);
      refused("order.cancelled", () -> bench.till.orders(bench.manager).collect(id("1006")));
    }
  }

  @Test
  void channelCancels_andGivesBackByItself() {
    try (Bench bench = new Bench(dir, orders())) {
      web.place(teas("1007", paid("PAY-1", "22.00")));
      web.cancel(id("1007"));
      web.next(ChannelFault.REORDERED);
      assertThat(bench.till.exchangeOrders(SOON)).isZero();

      Order order = bench.till.orders(bench.manager).find(id("1007")).orElseThrow();
      assertThat(order.state()).isEqualTo(Order.State.CANCELLED);
      assertThat(order.owedBack()).isEmpty();
      assertThat(web.refunded(id("1007"))).isEmpty();
      assertThat(web.offered()).isEmpty();
    }
  }

  @Test
  void manyMessagesThatWait_holdUpNoNewOrder() {
    try (Bench bench = new Bench(dir, orders())) {
      for (int i = 0; i < 250; i++) {
        web.pay(id("never-" + i), paid("PAY-" + i, "1.00"));
      }
      web.place(teas("1020"));

      for (int round = 0; round < 3; round++) {
        bench.till.exchangeOrders(SOON);
      }

      assertThat(bench.till.orders(bench.manager).find(id("1020"))).isPresent();
      assertThat(web.offered()).as("payments without an order are kept").hasSize(250);
    }
  }

  @Test
  void paymentsAtTheChannel_comeLaterAndOnce() {
    try (Bench bench = new Bench(dir, orders())) {
      Orders orders = bench.till.orders(bench.manager);
      web.place(teas("1008"));
      web.pay(id("1008"), paid("PAY-1", "20.00"));
      web.next(ChannelFault.DUPLICATE);
      bench.till.exchangeOrders(SOON);
      assertThat(orders.find(id("1008")).orElseThrow().dueHere()).isEqualTo(pounds("2.00"));

      web.pay(id("1008"), paid("PAY-1", "21.00"));
      web.pay(id("1008"), paid("PAY-2", "2.01"));
      bench.till.exchangeOrders(SOON);
      assertThat(web.offered()).isEmpty();
      assertThat(web.notices(id("1008")).stream().map(it -> it.kind() + " " + it.code()))
          .containsExactly(
              "TAKEN ", "PAID ", "REFUSED order.conflict", "REFUSED order.paidTooMuch");
      assertThat(orders.collect(id("1008")).due()).isEqualTo(pounds("2.00"));
    }
  }

  @Test
  void alteredOrders_neverOverwriteWhatIsKnown() {
    try (Bench bench = new Bench(dir, orders())) {
      web.place(teas("1009", paid("PAY-1", "22.00")));
      web.next(ChannelFault.ALTERED);
      bench.till.exchangeOrders(SOON);
      Order order = bench.till.orders(bench.manager).find(id("1009")).orElseThrow();
      assertThat(order.placed()).isEqualTo(teas("1009", paid("PAY-1", "22.00")));
      assertThat(web.offered()).isEmpty();
    }
  }

  @Test
  void agreedPrices_takeNoPromotions_andEarnPointsOnce() {
    Pricing pricing =
        new Pricing() {
          @Override
          public PointsQuote quote(Request request) {
            return PointsQuote.NOTHING;
          }

          @Override
          public List<Discount> promotions(Request request) {
            return List.of(Discount.percent(10, "today"));
          }
        };
    try (Bench bench = new Bench(dir, orders().andThen(it -> it.pricing(pricing)))) {
      Orders orders = bench.till.orders(bench.manager);
      orders.take(teas("1010", paid("PAY-1", "22.00")));
      assertThat(orders.collect(id("1010")).sale().orElseThrow().total())
          .isEqualTo(pounds("22.00"));
      assertThat(bench.cash(bench.pens(1)).total()).isEqualTo(pounds("11.25"));
    }
  }

  @Test
  void withoutPermission_nothingIsTakenInOrHandedOut() {
    try (Bench bench = new Bench(dir, orders())) {
      bench
          .till
          .access()
          .enrol(bench.manager, new Operator("eve", "Eve", "auditor"), "4711".toCharArray());
      OperatorSession eve = bench.till.logOn("eve", "4711".toCharArray()).orThrow();
      Orders orders = bench.till.orders(eve);
      refused("access.notAllowed", () -> orders.take(teas("1011")));
      bench.till.orders(bench.manager).take(teas("1011", paid("PAY-1", "22.00")));
      refused("access.notAllowed", () -> orders.collect(id("1011")));
      refused("access.notAllowed", () -> orders.cancel(id("1011"), "no"));
      assertThat(bench.kinds()).doesNotContain("order.collecting", "order.cancelled");
    }
  }

  private static void refused(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.code()).isEqualTo(code));
  }
}
