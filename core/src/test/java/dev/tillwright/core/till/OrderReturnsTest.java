package dev.tillwright.core.till;

import static dev.tillwright.core.order.ShopOrders.id;
import static dev.tillwright.core.order.ShopOrders.paid;
import static dev.tillwright.core.order.ShopOrders.part;
import static dev.tillwright.core.order.ShopOrders.pounds;
import static dev.tillwright.core.order.ShopOrders.teas;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.order.ChannelMessage;
import dev.tillwright.core.order.Order;
import dev.tillwright.core.order.OrderChannel;
import dev.tillwright.core.order.OrderEvent;
import dev.tillwright.core.order.OrderEvents;
import dev.tillwright.core.order.OrderNotice;
import dev.tillwright.core.order.OrderPolicy;
import dev.tillwright.core.order.OrderRefund;
import dev.tillwright.core.order.OrderReply;
import dev.tillwright.core.order.simulator.ChannelFault;
import dev.tillwright.core.order.simulator.VirtualChannel;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goods of an order that come back here, and the money that its channel holds. */
class OrderReturnsTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path dir;
  private final VirtualChannel web = new VirtualChannel("web");

  private Bench bench() {
    OrderPolicy policy = OrderPolicy.usual().withCash().within(Duration.ofMillis(400));
    return new Bench(dir, it -> it.orders(policy, web));
  }

  private CompletedSale sold(Bench bench, String number) {
    web.place(teas(number, paid("PAY-1", "22.00")));
    bench.till.exchangeOrders(SOON);
    return bench.till.orders(bench.manager).collect(id(number)).sale().orElseThrow();
  }

  private static Ticket back(Bench bench, SaleId sale, int line, long pieces) {
    return bench.till.giveBack(bench.manager, sale, "").giveBack(line, Quantity.of(pieces));
  }

  @Test
  void whatWasPaidThere_goesBackThere_once() {
    try (Bench bench = bench()) {
      CompletedSale sale = sold(bench, "1");
      CompletedSale back = Bench.finished(bench.till.payOut(back(bench, sale.id(), 1, 1)));

      assertThat(back.channel()).isEqualTo("web");
      assertThat(back.tenders().get(0).kind()).isEqualTo(TenderKind.CHANNEL);
      assertThat(web.refunded(id("1"))).contains(pounds("5.00"));
      assertThat(bench.slip(back)).contains("Paid elsewhere paid back", "5.00");
      Order order = bench.till.orders(bench.manager).find(id("1")).orElseThrow();
      assertThat(order.returned()).isEqualTo(pounds("5.00"));
      assertThat(order.refunds())
          .extracting(OrderRefund::state)
          .containsExactly(OrderRefund.State.DONE);

      Bench.finished(bench.till.payOut(back(bench, sale.id(), 1, 1).giveBack(2, Quantity.of(3))));
      assertThat(web.refunded(id("1"))).contains(pounds("22.00"));
      assertThat(bench.till.orders(bench.manager).owes("web")).isEqualTo(pounds("0.00"));
      assertThat(bench.x().cash().expected()).isEqualTo(pounds("0.00"));
    }
  }

  @Test
  void channelThatDoesNotAnswer_isToldAgainUnderTheSameNumber() {
    try (Bench bench = bench()) {
      CompletedSale sale = sold(bench, "2");
      bench.till.exchangeOrders(SOON);
      web.next(ChannelFault.ANSWER_LOST);
      Outcome outcome = bench.till.payOut(back(bench, sale.id(), 1, 2));

      assertThat(outcome)
          .isInstanceOfSatisfying(Outcome.Approved.class, it -> assertThat(it.offline()).isTrue());
      bench.reopen();
      assertThat(bench.till.exchangeOrders(SOON)).isZero();
      assertThat(web.refunded(id("2"))).contains(pounds("10.00"));
      assertThat(web.notices(id("2"))).filteredOn(OrderReturnsTest::isRefund).hasSize(1);
    }
  }

  @Test
  void channelThatRefuses_leavesTheReturnOpen_andCashIsForWhoMay() {
    try (Bench bench = bench()) {
      CompletedSale sale = sold(bench, "3");
      bench.till.exchangeOrders(SOON);
      web.next(ChannelFault.REFUSE);
      Ticket ticket = back(bench, sale.id(), 1, 2);
      assertThat(bench.till.payOut(ticket))
          .isInstanceOfSatisfying(
              Outcome.Declined.class, it -> assertThat(it.code()).isEqualTo("order.refundRefused"));

      CompletedSale back = Bench.finished(bench.till.orders(bench.manager).payOutInCash(ticket));
      assertThat(back.tenders().get(0).kind()).isEqualTo(TenderKind.CASH);
      assertThat(bench.kinds()).contains("order.paidInCash");
      assertThat(web.refunded(id("3"))).isEmpty();
      assertThat(bench.till.orders(bench.manager).owes("web")).isEqualTo(pounds("22.00"));

      // What is left of the sale still goes back by the channel, and no more than that.
      Bench.finished(bench.till.payOut(back(bench, sale.id(), 2, 3)));
      assertThat(web.refunded(id("3"))).contains(pounds("12.00"));
    }
  }

  @Test
  void mixedTenders_goBackEachItsOwnWay() {
    try (Bench bench = bench()) {
      web.place(teas("4", paid("PAY-1", "12.00")));
      bench.till.exchangeOrders(SOON);
      Orders orders = bench.till.orders(bench.manager);
      CompletedSale first = orders.collect(id("4"), List.of(part(1, 1))).sale().orElseThrow();
      CompletedSale second = bench.cash(orders.collect(id("4")).ticket());
      assertThat(second.tenders())
          .extracting(it -> it.kind() + " " + it.amount().decimal())
          .containsExactly("CHANNEL 7.00", "CASH 10.00");

      Ticket all = back(bench, second.id(), 1, 1).giveBack(2, Quantity.of(3));
      assertThat(Bench.finished(bench.till.payOut(all)).tenders())
          .extracting(it -> it.kind() + " " + it.amount().decimal())
          .containsExactly("CHANNEL 7.00", "CASH 10.00");
      Bench.finished(bench.till.payOut(back(bench, first.id(), 1, 1)));
      assertThat(web.refunded(id("4"))).contains(pounds("12.00"));
    }
  }

  @Test
  void mixedTendersInCash_neverPayOutMoreThanTheGoods() {
    try (Bench bench = bench()) {
      web.place(teas("5", paid("PAY-1", "12.00")));
      bench.till.exchangeOrders(SOON);
      CompletedSale sale = bench.cash(bench.till.orders(bench.manager).collect(id("5")).ticket());
      Ticket some = back(bench, sale.id(), 1, 2).giveBack(2, Quantity.of(1));
      CompletedSale back = Bench.finished(bench.till.orders(bench.manager).payOutInCash(some));
      assertThat(back.tenders())
          .extracting(it -> it.kind() + " " + it.amount().decimal())
          .containsExactly("CASH 12.00", "CASH 2.00");
      Bench.finished(bench.till.payOut(back(bench, sale.id(), 2, 2)));
      assertThat(web.refunded(id("5"))).contains(pounds("8.00"));
    }
  }

  @Test
  void exchange_paysTheDifferenceBackByTheChannel() {
    try (Bench bench = bench()) {
      CompletedSale sale = sold(bench, "6");
      Ticket ticket =
          bench
              .till
              .exchange(bench.manager, sale.id(), "")
              .giveBack(1, Quantity.of(2))
              .add(Bench.item("spoon", "3.00"), Quantity.of(1));
      CompletedSale done = Bench.finished(bench.till.payOut(ticket));
      assertThat(done.tenders()).extracting(it -> it.kind()).containsExactly(TenderKind.CHANNEL);
      assertThat(web.refunded(id("6"))).contains(pounds("7.00"));
      assertThat(bench.till.orders(bench.manager).owes("web")).isEqualTo(pounds("15.00"));
    }
  }

  @Test
  void returnByWhichTheChannelMayHavePaid_isNotGivenUp() {
    try (Bench bench = bench()) {
      CompletedSale sale = sold(bench, "7");
      bench.till.exchangeOrders(SOON);
      web.next(ChannelFault.SILENT);
      Ticket ticket = back(bench, sale.id(), 1, 2);
      Bench.finished(bench.till.payOut(ticket));
      Order order = bench.till.orders(bench.manager).find(id("7")).orElseThrow();
      assertThat(order.refunds().get(0).state()).isEqualTo(OrderRefund.State.SENDING);

      web.next(ChannelFault.REFUSE);
      bench.till.exchangeOrders(SOON);
      long seq = order.refunds().get(0).seq();
      assertThat(bench.till.monitor().standing())
          .anyMatch(it -> it.code().equals("order.noticeRefused"));
      bench.till.orders(bench.manager).refundAgain(id("7"), seq);
      bench.till.exchangeOrders(SOON);
      assertThat(web.refunded(id("7"))).contains(pounds("10.00"));
    }
  }

  @Test
  void deathAfterTheChannelWasAsked_noOtherReturnTakesTheSameGoods() {
    try (Bench bench = bench()) {
      CompletedSale sale = sold(bench, "8");
      bench.till.exchangeOrders(SOON);
      web.next(ChannelFault.REFUSE);
      Ticket ticket = back(bench, sale.id(), 1, 2);
      declined("order.refundRefused", bench.till.payOut(ticket));
      back(bench, sale.id(), 1, 2); // another that is left open, and found after it
      // As the next try leaves it when the machine dies before the answer.
      bench
          .till
          .journal()
          .append(
              List.of(
                  OrderEvents.toDraft(
                      new OrderEvent.Refunding(
                          id("8"), "PAY-1", pounds("10.00"), sale.id(), ticket.id(), 0))),
              SOON);
      bench.reopen();

      declined("return.underway", bench.till.payOut(back(bench, sale.id(), 1, 2)));
      Bench.finished(bench.till.payOut(bench.till.resume(bench.manager, ticket.id())));
      assertThat(web.refunded(id("8"))).contains(pounds("10.00"));
    }
  }

  @Test
  void secondOfTwoPaymentsRefused_theRestIsPaidInCash() {
    OrderChannel half =
        new OrderChannel() {
          @Override
          public String name() {
            return web.name();
          }

          @Override
          public List<ChannelMessage> fetch(int most, Duration deadline) {
            return web.fetch(most, deadline);
          }

          @Override
          public OrderReply tell(OrderNotice notice, Duration deadline) {
            return isRefund(notice) && notice.payment().equals("PAY-2")
                ? new OrderReply.Refused("closed")
                : web.tell(notice, deadline);
          }

          @Override
          public void close() {}
        };
    OrderPolicy policy = OrderPolicy.usual().withCash().within(Duration.ofMillis(400));
    try (Bench bench = new Bench(dir, it -> it.orders(policy, half))) {
      web.place(teas("9", paid("PAY-1", "10.00"), paid("PAY-2", "12.00")));
      bench.till.exchangeOrders(SOON);
      Orders orders = bench.till.orders(bench.manager);
      CompletedSale sale = orders.collect(id("9")).sale().orElseThrow();
      Ticket ticket = back(bench, sale.id(), 1, 2).giveBack(2, Quantity.of(3));
      declined("order.refundRefused", bench.till.payOut(ticket));
      declined("order.refundUnderway", bench.till.voidSale(ticket, "no"));

      assertThat(Bench.finished(orders.payOutInCash(ticket)).tenders())
          .extracting(it -> it.kind() + " " + it.amount().decimal())
          .containsExactly("CHANNEL 10.00", "CASH 12.00");
    }
  }

  @Test
  void refundThatWasPaidInCash_orGivenUp_isNotAskedForAgain() {
    try (Bench bench = bench()) {
      CompletedSale sale = sold(bench, "10");
      bench.till.exchangeOrders(SOON);
      Orders orders = bench.till.orders(bench.manager);
      web.next(ChannelFault.REFUSE, ChannelFault.REFUSE);
      Ticket inCash = back(bench, sale.id(), 1, 1);
      declined("order.refundRefused", bench.till.payOut(inCash));
      notOwed(() -> orders.refundAgain(id("10"), refund(bench, "10", 0)));
      Bench.finished(orders.payOutInCash(inCash));
      Ticket givenUp = back(bench, sale.id(), 2, 1);
      declined("order.refundRefused", bench.till.payOut(givenUp));
      bench.till.voidSale(givenUp, "kept");

      for (int i = 0; i < 2; i++) {
        long seq = refund(bench, "10", i);
        notOwed(() -> orders.refundAgain(id("10"), seq));
        notOwed(() -> orders.settleRefund(id("10"), seq, "by bank"));
      }
      bench.till.exchangeOrders(SOON);
      assertThat(web.refunded(id("10"))).isEmpty();
    }
  }

  @Test
  void twoRefusedRefundsOfOneReturn_areOwedOnce() {
    try (Bench bench = bench()) {
      CompletedSale sale = sold(bench, "11");
      bench.till.exchangeOrders(SOON);
      Orders orders = bench.till.orders(bench.manager);
      Ticket ticket = back(bench, sale.id(), 1, 2);
      web.next(ChannelFault.REFUSE);
      declined("order.refundRefused", bench.till.payOut(ticket));
      web.next(ChannelFault.SILENT);
      Bench.finished(bench.till.payOut(ticket));
      web.next(ChannelFault.REFUSE);
      bench.till.exchangeOrders(SOON);

      orders.refundAgain(id("11"), refund(bench, "11", 0));
      notOwed(() -> orders.refundAgain(id("11"), refund(bench, "11", 1)));
      bench.till.exchangeOrders(SOON);
      assertThat(web.refunded(id("11"))).contains(pounds("10.00"));
    }
  }

  @Test
  void channelThatGaveThePaymentBackForOtherGoods_isNotAskedForMore() {
    try (Bench bench = bench()) {
      web.place(teas("12", paid("PAY-1", "10.00")));
      bench.till.exchangeOrders(SOON);
      Orders orders = bench.till.orders(bench.manager);
      CompletedSale sale = bench.cash(orders.collect(id("12")).ticket());
      bench.till.exchangeOrders(SOON);
      web.next(ChannelFault.SILENT);
      Bench.finished(bench.till.payOut(back(bench, sale.id(), 1, 2)));
      web.next(ChannelFault.REFUSE);
      bench.till.exchangeOrders(SOON);
      Bench.finished(bench.till.payOut(back(bench, sale.id(), 2, 3)));
      assertThat(web.refunded(id("12"))).contains(pounds("10.00"));

      notOwed(() -> orders.refundAgain(id("12"), refund(bench, "12", 0)));
      orders.settleRefund(id("12"), refund(bench, "12", 0), "in cash, by the manager");
      assertThat(web.refunded(id("12"))).contains(pounds("10.00"));
    }
  }

  @Test
  void refundThatNobodyDecidedAbout_isAnAlarmAgainAfterARestart() {
    try (Bench bench = bench()) {
      CompletedSale sale = sold(bench, "13");
      bench.till.exchangeOrders(SOON);
      web.next(ChannelFault.REFUSE);
      Ticket inCash = back(bench, sale.id(), 2, 1);
      declined("order.refundRefused", bench.till.payOut(inCash));
      Bench.finished(bench.till.orders(bench.manager).payOutInCash(inCash));
      web.next(ChannelFault.SILENT);
      Bench.finished(bench.till.payOut(back(bench, sale.id(), 1, 2)));
      web.next(ChannelFault.REFUSE);
      bench.till.exchangeOrders(SOON);
      bench.reopen();

      long seq = refund(bench, "13", 1);
      assertThat(refusals(bench)).containsExactly("till-01/" + seq);
      bench.till.orders(bench.manager).settleRefund(id("13"), seq, "by bank");
      assertThat(refusals(bench)).isEmpty();
      bench.reopen();
      assertThat(refusals(bench)).isEmpty();
    }
  }

  private static List<String> refusals(Bench bench) {
    return bench.till.monitor().standing().stream()
        .filter(it -> it.code().equals("order.noticeRefused"))
        .map(Alarm::subject)
        .toList();
  }

  private static long refund(Bench bench, String number, int index) {
    Order order = bench.till.orders(bench.manager).find(id(number)).orElseThrow();
    return order.refunds().get(index).seq();
  }

  private static void declined(String code, Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Declined.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private static void notOwed(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.code()).isEqualTo("order.notOwed"));
  }

  private static boolean isRefund(OrderNotice notice) {
    return notice.kind() == OrderNotice.Kind.REFUND;
  }
}
