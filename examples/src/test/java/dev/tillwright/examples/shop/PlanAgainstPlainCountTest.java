package dev.tillwright.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanAgainstPlainCountTest {
  private static final String REAL = "online-retail-2010-12_2011-02.csv.gz";

  @TempDir Path dir;

  @Test
  void defaultMonth_countsAsPlainCodeDoes() throws IOException {
    Path month = dir.resolve("month.csv");
    CornerShop.write(month, House.ENGLISH, CornerShop.DEFAULT_SEED);

    PlainCount plain = PlainCount.of(month, null, null, true);

    System.out.println("default month: " + plain);
    same(PlanTotals.of(month, Days.ALL), plain);
    assertThat(plain.pointsEarned()).isPositive();
    assertThat(plain.pointsClawedBack()).isPositive();
    assertThat(plain.refundedWithoutReceiptMinor()).isBetween(1L, plain.refundedMinor() - 1);
  }

  @Test
  void otherMonths_countAsPlainCodeDoes() throws IOException {
    for (long seed = 1; seed <= 20; seed++) {
      System.out.println("seed " + seed);
      Path month = dir.resolve("month.csv");
      CornerShop.write(month, House.ENGLISH, seed);
      LocalDate from = CornerShop.FIRST_DAY.plusDays(seed % 7);
      LocalDate to = CornerShop.LAST_DAY.minusDays(seed % 5);
      same(PlanTotals.of(month, new Days(from, to)), PlainCount.of(month, from, to, true));
    }
  }

  @Test
  void realMonths_countAsPlainCodeDoes_andAsTheFieldNotesSay() throws IOException {
    Path real = real();

    PlainCount plain = PlainCount.of(real, null, null, false);
    PlanTotals totals = PlanTotals.of(real, Days.ALL);

    System.out.println("real months: " + plain);
    same(totals, plain);
    assertThat(totals.sales).isEqualTo(3_745);
    assertThat(totals.returns).isEqualTo(805);
    assertThat(totals.adjustments).isEqualTo(344);
    assertThat(totals.refundedMinor).isEqualTo(23_172_266);
    assertThat(totals.withoutReceiptMinor).isEqualTo(12_890_557);
    try (ShopPlan plan = ShopPlan.open(real, Days.ALL, House.ENGLISH.currency())) {
      assertThat(plan.lines()).isEqualTo(105_335);
      assertThat(plan.remainingInvoices()).isEqualTo(4_894);
    }
  }

  @Test
  void realJanuary_matchesReturnsWithinTheDaysOnly() throws IOException {
    Path real = real();
    LocalDate from = LocalDate.of(2011, 1, 1);
    LocalDate to = LocalDate.of(2011, 1, 31);

    same(PlanTotals.of(real, new Days(from, to)), PlainCount.of(real, from, to, false));
  }

  private static Path real() {
    String folder = System.getenv("RETAIL_DATA");
    if (folder == null) {
      System.out.println("skipped: RETAIL_DATA does not name the folder with " + REAL);
    }
    Assumptions.assumeTrue(folder != null, "RETAIL_DATA does not name the folder with " + REAL);
    return Path.of(folder, REAL);
  }

  private static void same(PlanTotals plan, PlainCount plain) {
    assertThat(plan.sales).isEqualTo(plain.sales());
    assertThat(plan.returns).isEqualTo(plain.returns());
    assertThat(plan.adjustments).isEqualTo(plain.adjustments());
    assertThat(plan.saleLines).isEqualTo(plain.saleLines());
    assertThat(plan.grossMinor).isEqualTo(plain.grossMinor());
    assertThat(plan.memberGrossMinor).isEqualTo(plain.memberGrossMinor());
    assertThat(plan.refundedMinor).isEqualTo(plain.refundedMinor());
    assertThat(plan.withoutReceiptMinor).isEqualTo(plain.refundedWithoutReceiptMinor());
    assertThat(plan.members).hasSize(Math.toIntExact(plain.members()));
    assertThat(plan.anonymousSales).isEqualTo(plain.anonymousSales());
  }
}
