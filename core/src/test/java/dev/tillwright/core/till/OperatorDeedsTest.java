package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.report.OperatorReport;
import dev.tillwright.core.report.Outstanding;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators did besides selling, through a till. */
class OperatorDeedsTest {
  private static final LocalDate DAY = LocalDate.of(2025, 3, 3);

  @TempDir Path dir;

  @Test
  void everyDeed_isCountedForWhoDidIt() {
    OperatorReport report = new OperatorReport(Bench.LONDON);
    try (Bench bench = new Bench(dir, it -> it.follower(report))) {
      Ticket sold = bench.pens(2).discount(Discount.percent(10, "regular"));
      bench.till.pay(sold, Tender.cash(Bench.pounds("50.00")));
      Ticket given = bench.pens(1);
      bench.till.voidSale(given, "the customer left");
      Ticket lined = bench.pens(1).add("4006381333931", 1);
      lined.remove(1);
      bench.till.pay(lined, Tender.cash(Bench.pounds("12.50")));
      bench.till.voidCompleted(bench.manager, lined.id(), "a mistake");
      bench.till.cash(bench.manager).open("change");
      bench.till.cash(bench.manager).payIn(Bench.pounds("100.00"), "float");
      bench.till.cash(bench.manager).payOut(Bench.pounds("20.00"), "bank");
      bench.till.journal().awaitFollowers(Duration.ofSeconds(20));

      List<String> rows =
          bench.till.journal().database().read(tx -> report.rows(tx, DAY, DAY)).stream()
              .map(it -> it.operator() + " " + it.what() + " " + it.count() + " " + it.amount())
              .toList();

      assertThat(rows)
          .containsExactly(
              "max DISCOUNT 1 2.50 GBP",
              "max LINE_VOID 1 0.00 GBP",
              "max NO_SALE 1 0.00 GBP",
              "max PAID_IN 1 100.00 GBP",
              "max PAID_OUT 1 20.00 GBP",
              "max SALE 2 35.00 GBP",
              "max SALE_GIVEN_UP 1 0.00 GBP",
              "max VOID 1 12.50 GBP");
    }
  }

  @Test
  void paymentsTakenOffline_areOutstandingUntilTheHostHasThem() {
    try (Bench bench = new Bench(dir)) {
      bench.host.offline(true);
      bench.till.pay(bench.pens(1), Tender.card(Bench.card()));
      assertThat(outstanding(bench)).containsExactly(new Outstanding(1, Bench.pounds("12.50")));
      bench.host.offline(false);
      bench.till.forwardNow();
      assertThat(outstanding(bench)).isEmpty();
    }
  }

  private static List<Outstanding> outstanding(Bench bench) {
    bench.till.journal().awaitFollowers(Duration.ofSeconds(20));
    return bench.till.journal().database().read(Outstanding::offline);
  }

  @Test
  void points_areADebtThatIsRoundedUp() {
    assertThat(Outstanding.points(1_001, Bench.pounds("1.00"), 200))
        .isEqualTo(new Outstanding(1_001, Bench.pounds("5.01")));
    assertThat(Outstanding.points(0, Bench.pounds("1.00"), 200).amount().isZero()).isTrue();
    assertThatThrownBy(() -> Outstanding.points(-1, Bench.pounds("1.00"), 200))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
