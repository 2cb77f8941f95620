package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.sale.CompletedSale;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row C3: refunds for what was sold, and a card that buys to cancel. */
class RefundRulesAtTillTest {
  @TempDir Path folder;
  private final TestClock clock = new TestClock("2025-03-03T10:15:30Z");

  private Bench bench() {
    Duration long20 = Duration.ofSeconds(20);
    return new Bench(
        folder,
        it -> it.clock(clock).risk(RiskAtTillTest.shop()).times(new PaymentTimes(long20, long20)));
  }

  private static OperatorSession ann(Bench bench) {
    char[] secret = "secret".toCharArray();
    bench.till.access().enrol(bench.manager, new Operator("ann", "Ann", "manager"), secret);
    return bench.till.logOn("ann", "secret".toCharArray()).orThrow();
  }

  private static void sell(Bench bench, OperatorSession by, String price) {
    bench.cash(bench.till.sale(by).add(Bench.item("tea", price), Quantity.of(1)));
  }

  private static void refund(Bench bench, OperatorSession by, String price) {
    Ticket back = bench.till.giveBackWithoutReceipt(by, "");
    back.add(Bench.item("tea", price), Quantity.of(1));
    Bench.finished(bench.till.payOut(back));
  }

  private static List<JsonIn> found(Bench bench) {
    return bench.entries().stream()
        .filter(it -> it.kind().equals("check.found"))
        .map(it -> JsonIn.parse(it.payload()))
        .toList();
  }

  @Test
  void refunds_areReviewed_fromTwelvePercentOfWhatTheOperatorSold_toThePenny() {
    try (Bench bench = bench()) {
      sell(bench, bench.manager, "500.00");
      for (int i = 0; i < 4; i++) {
        refund(bench, bench.manager, "14.99");
      }
      refund(bench, bench.manager, "0.03"); // the fifth: 59.99 of 500.00
      assertThat(found(bench)).isEmpty();
      bench.reopen();
      refund(bench, bench.manager, "0.01"); // 60.00 of 500.00 is twelve percent
      assertThat(found(bench)).hasSize(1);
      JsonIn hit = found(bench).get(0);
      assertThat(hit.text("verdict")).isEqualTo("REVIEW");
      assertThat(hit.objects("reasons").get(0).text("code")).isEqualTo("risk.refund-ratio");
      assertThat(hit.objects("reasons").get(0).text("detail"))
          .contains("count refunds-week 6", "60.00 to 500.00", "12%");
      assertThat(bench.till.risk(bench.manager).open()).hasSize(1);
    }
  }

  @Test
  void fourRefunds_areNotReviewed_whateverTheirShare_andTheFifthIs() {
    try (Bench bench = bench()) {
      sell(bench, bench.manager, "900.00"); // of another operator
      OperatorSession ann = ann(bench);
      sell(bench, ann, "100.00");
      for (int i = 0; i < 4; i++) {
        refund(bench, ann, "20.00");
      }
      assertThat(found(bench)).isEmpty();
      refund(bench, ann, "1.00");
      assertThat(found(bench)).hasSize(1);
      assertThat(found(bench).get(0).objects("reasons").get(0).text("detail"))
          .contains("count refunds-week 5", "81.00 to 100.00");
    }
  }

  @Test
  void aCardThatBuysAndCancels_needsSomebodysWord_theThirdTimeInADay() {
    try (Bench bench = bench()) {
      for (int i = 0; i < 2; i++) {
        assertThat(cancel(bench, bench.manager, bought(bench, "4111111111111111")))
            .isInstanceOf(Outcome.Approved.class);
      }
      // Another card is another key.
      assertThat(cancel(bench, bench.manager, bought(bench, "5555555555554444")))
          .isInstanceOf(Outcome.Approved.class);
      assertThat(found(bench)).isEmpty();

      CompletedSale third = bought(bench, "4111111111111111");
      assertThatThrownBy(() -> cancel(bench, bench.manager, third))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.code()).isEqualTo("check.stepUp"));
      JsonIn hit = found(bench).get(0);
      assertThat(hit.text("verdict")).isEqualTo("STEP_UP");
      assertThat(hit.objects("reasons").get(0).text("code")).isEqualTo("risk.buy-and-cancel");
      assertThat(hit.objects("reasons").get(0).text("detail")).contains("count loops-day 3");

      ann(bench);
      OperatorSession spoken =
          bench
              .till
              .access()
              .override(
                  bench.manager,
                  Permission.VOID_COMPLETED,
                  "ann",
                  "secret".toCharArray(),
                  new char[0],
                  "saw the goods")
              .orThrow();
      assertThat(cancel(bench, spoken, third)).isInstanceOf(Outcome.Approved.class);
    }
  }

  private static CompletedSale bought(Bench bench, String pan) {
    try (CardRead card = CardRead.of(Pan.of(pan), YearMonth.of(2030, 12), EntryMode.CHIP)) {
      return Bench.finished(bench.till.pay(bench.sale("20.00"), Tender.card(card)));
    }
  }

  private static Outcome cancel(Bench bench, OperatorSession by, CompletedSale sale) {
    return bench.till.voidCompleted(by, sale.id(), "changed his mind");
  }
}
