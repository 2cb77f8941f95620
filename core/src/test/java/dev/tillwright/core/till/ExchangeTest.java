package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.item;
import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.report.TenderTotal;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goods back and other goods out on one ticket (A1). */
class ExchangeTest {
  private static final Quantity ONE = Quantity.of(1);

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Ticket exchange(CompletedSale original, int line, long back, String out) {
    Ticket ticket = bench.till.exchange(bench.manager, original.id(), "");
    ticket.giveBack(line, Quantity.of(back));
    return ticket.add(item("scarf", out), ONE);
  }

  @Test
  void dearerGoods_customerPaysTheDifference_onOneReceipt() {
    CompletedSale sold = bench.cash(bench.pens(2));
    Ticket ticket = exchange(sold, 1, 1, "20.00");

    assertThat(ticket.due()).isEqualTo(pounds("7.50"));
    CompletedSale exchange = bench.cash(ticket);
    assertThat(exchange.kind()).isEqualTo(SaleKind.EXCHANGE);
    assertThat(exchange.total()).isEqualTo(pounds("7.50"));
    assertThat(exchange.receipt()).isEqualTo(sold.receipt() + 1);
    assertThat(bench.slip(exchange))
        .contains("EXCHANGE", "Exchange of", "back: Fountain pen", "-12.50 A", "20.00 A")
        .containsPattern("TOTAL +7.50 GBP");
  }

  @Test
  void cheaperGoods_differenceGoesBackToTheCard() {
    CompletedSale sold = Bench.finished(bench.payByCard(bench.pens(2)));
    Ticket ticket = exchange(sold, 1, 2, "10.00");

    assertThat(ticket.due()).isEqualTo(pounds("15.00"));
    assertThat(bench.till.pay(bench.sale("1.00"), Tender.cash(pounds("1.00"))))
        .isInstanceOf(Outcome.Approved.class);
    CompletedSale exchange = Bench.finished(bench.till.payOut(ticket));
    assertThat(exchange.total()).isEqualTo(pounds("-15.00"));
    assertThat(exchange.tenders()).extracting(TenderLine::kind).containsExactly(TenderKind.CARD);
    assertThat(bench.host.approvedMinor() - bench.host.refundedMinor()).isEqualTo(1_000);
    assertThat(bench.slip(exchange)).contains("REFUND", "15.00 GBP");
  }

  @Test
  void evenExchange_needsNoTender() {
    CompletedSale sold = bench.cash(bench.pens(1));
    Ticket ticket = exchange(sold, 1, 1, "12.50");

    CompletedSale exchange = Bench.finished(bench.till.finish(ticket));
    assertThat(exchange.total().isZero()).isTrue();
    assertThat(exchange.tenders()).isEmpty();
    assertThat(exchange.tax().isZero()).isTrue();
  }

  @Test
  void wrongWayOfPaying_isRefused() {
    CompletedSale sold = bench.cash(bench.pens(2));
    Ticket back = exchange(sold, 1, 1, "2.50");
    assertThatThrownBy(() -> bench.till.pay(back, Tender.cash(pounds("10.00"))))
        .isInstanceOf(RefusedException.class);
    Ticket out = exchange(sold, 1, 1, "22.50");
    assertThatThrownBy(() -> bench.till.payOut(out)).isInstanceOf(RefusedException.class);
  }

  @Test
  void remainingQuantity_isRespectedOverReturnsAndExchanges() {
    CompletedSale sold = bench.cash(bench.pens(3));
    bench.cash(exchange(sold, 1, 1, "20.00"));
    Ticket second = bench.till.giveBack(bench.manager, sold.id(), "");
    second.giveBack(1, ONE);
    Bench.finished(bench.till.payOut(second));

    Ticket third = bench.till.exchange(bench.manager, sold.id(), "");
    assertThatThrownBy(() -> third.giveBack(1, Quantity.of(2)))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("sale.returnAboveSold"));
    third.giveBack(1, ONE);
  }

  @Test
  void twoTicketsWithTheSameGoods_onlyOneIsPaidOut() {
    CompletedSale sold = bench.cash(bench.pens(2));
    Ticket one = bench.till.giveBack(bench.manager, sold.id(), "");
    Ticket two = bench.till.giveBack(bench.manager, sold.id(), "");
    one.giveBack(1, ONE);
    two.giveBack(1, Quantity.of(2));
    Bench.finished(bench.till.payOut(one));

    Outcome refused = bench.till.payOut(two);
    assertThat(((Outcome.Declined) refused).code()).isEqualTo("return.changed");
    assertThat(bench.refusals()).containsExactly("GiveBack return.changed");
    two.remove(1).giveBack(1, ONE);
    assertThat(Bench.finished(bench.till.payOut(two)).total()).isEqualTo(pounds("12.50"));
  }

  @Test
  void exchangedGoodsComeBack_moneyComesFromTheFirstSale() {
    CompletedSale sold = Bench.finished(bench.payByCard(bench.pens(2)));
    Ticket even = exchange(sold, 1, 2, "25.00");
    CompletedSale exchange = Bench.finished(bench.till.finish(even));

    Ticket back = bench.till.giveBack(bench.manager, exchange.id(), "");
    int scarf =
        exchange.lines().stream()
            .filter(line -> !exchange.cameBack(line))
            .findFirst()
            .orElseThrow()
            .priced()
            .line()
            .number();
    back.giveBack(scarf, ONE);
    Bench.finished(bench.till.payOut(back));
    assertThat(bench.host.approvedMinor() - bench.host.refundedMinor()).isZero();

    Ticket again = bench.till.giveBack(bench.manager, exchange.id(), "");
    int pen = 3 - scarf;
    assertThatThrownBy(() -> again.giveBack(pen, ONE))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("sale.noSuchLine"));
  }

  @Test
  void report_countsTheReturnAndTheSale() {
    CompletedSale sold = bench.cash(bench.pens(2));
    bench.cash(exchange(sold, 1, 1, "20.00"));

    assertThat(bench.x().sales()).isEqualTo(2);
    assertThat(bench.x().gross()).isEqualTo(pounds("45.00"));
    assertThat(bench.x().refunded()).isEqualTo(pounds("12.50"));
    assertThat(bench.x().cash().expected()).isEqualTo(pounds("32.50"));
    assertThat(bench.x().tenders())
        .contains(new TenderTotal(TenderKind.EXCHANGE, 1, pounds("12.50"), 1, pounds("12.50")));
    assertThat(bench.till.closeDay(bench.manager).currencies()).hasSize(1);
  }

  @Test
  void openExchange_isTakenUpAfterACrash() {
    CompletedSale sold = bench.cash(bench.pens(2));
    Ticket ticket = exchange(sold, 1, 1, "20.00");
    bench.reopen();

    Ticket again = bench.till.resume(bench.manager, ticket.id());
    assertThat(again.due()).isEqualTo(pounds("7.50"));
    assertThat(bench.cash(again).total()).isEqualTo(pounds("7.50"));
  }
}
