package dev.tillwright.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.examples.shop.Step.Adjustment.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopPlanTest {
  @TempDir Path dir;

  @Test
  void invoice_sellsItsPricedLines_andAdjustsTheOthersBesideIt() throws IOException {
    List<Step> steps =
        plan(
            "1,a,Apple,2,1,0.40,7",
            "1,b,Gift,1,1,0,7",
            "1,c,Pear,-1,1,0.50,7",
            "1,d,Nothing,0,1,0.50,7",
            "1,e,Egg,1,1,0.335,7");

    assertThat(steps).hasSize(2);
    Step.Sale sale = (Step.Sale) steps.get(0);
    assertThat(sale.lines()).extracting(Step.Goods::code).containsExactly("a", "e");
    assertThat(sale.lines()).extracting(Step.Goods::line).containsExactly(1, 2);
    assertThat(sale.lines().get(1).total().minor()).isEqualTo(34); // half up
    assertThat(sale.total().minor()).isEqualTo(114);
    assertThat(sale.customer()).isEqualTo("7");
    Step.Adjustment beside = (Step.Adjustment) steps.get(1);
    assertThat(beside.kind()).isEqualTo(Kind.BESIDE);
    assertThat(beside.wholeInvoice()).isFalse();
    assertThat(beside.lines()).extracting(Step.Adjusted::quantity).containsExactly(1L, -1L, 0L);
  }

  @Test
  void invoiceWithoutSaleLine_isAnAdjustment() throws IOException {
    Step.Adjustment step = (Step.Adjustment) plan("1,a,damaged,-4,1,0,").get(0);

    assertThat(step.kind()).isEqualTo(Kind.NOTHING_SOLD);
    assertThat(step.wholeInvoice()).isTrue();
    assertThat(step.customer()).isNull();
  }

  @Test
  void invoiceThatBeginsWithA_isAnAdjustment_whateverItsLines() throws IOException {
    List<Step> steps =
        plan("A1,B,Adjust bad debt,1,1,11062.06,", "A2,B,Adjust bad debt,1,1,-11062.06,");

    assertThat(steps).hasSize(2);
    Step.Adjustment first = (Step.Adjustment) steps.get(0);
    Step.Adjustment second = (Step.Adjustment) steps.get(1);
    assertThat(first.kind()).isEqualTo(Kind.ACCOUNT);
    assertThat(first.lines().get(0).price()).isEqualTo("11062.06");
    assertThat(second.lines().get(0).price()).isEqualTo("-11062.06");
  }

  @Test
  void returnedLine_goesToTheNewestSaleFirst_andIsSplit() throws IOException {
    List<Step> steps =
        plan(
            "1,a,Apple,3,1,0.40,7",
            "2,a,Apple,2,2,0.40,7",
            "3,a,Apple,9,3,0.45,7", // another price
            "4,a,Apple,9,3,0.40,8", // another customer
            "C5,a,Apple,-4,4,0.40,7",
            "C6,a,Apple,-2,5,0.40,7");

    Step.Return first = (Step.Return) steps.get(4);
    assertThat(first.matched()).extracting(Step.OnSale::sale).containsExactly("2", "1");
    assertThat(first.matched())
        .extracting(sale -> sale.lines().get(0).quantity())
        .containsExactly(2L, 2L);
    assertThat(first.unmatched()).isEmpty();
    assertThat(first.matchedMinor()).isEqualTo(160);
    Step.Return second = (Step.Return) steps.get(5);
    assertThat(second.matched()).hasSize(1);
    assertThat(second.matched().get(0).total().minor()).isEqualTo(40);
    assertThat(second.unmatched()).extracting(Step.Goods::quantity).containsExactly(1L);
    assertThat(second.unmatchedMinor()).isEqualTo(40);
  }

  @Test
  void salesOfOneSecond_areMatchedInTheFilesOrder() throws IOException {
    List<Step> steps =
        plan(
            "1,a,Apple,1,1,0.40,7",
            "2,a,Apple,1,2,0.40,7",
            "3,a,Apple,1,2,0.40,7",
            "4,a,Apple,1,2,0.40,7",
            "C5,a,Apple,-4,4,0.40,7");

    assertThat(((Step.Return) steps.get(4)).matched())
        .extracting(Step.OnSale::sale)
        .containsExactly("2", "3", "4", "1");
  }

  @Test
  void returnInTheSecondOfASale_matchesOnlyWhatStandsBeforeIt() throws IOException {
    List<Step> steps =
        plan("C1,a,Apple,-1,1,0.40,7", "2,a,Apple,1,1,0.40,7", "C3,a,Apple,-1,1,0.40,7");

    assertThat(((Step.Return) steps.get(0)).unmatched()).hasSize(1);
    assertThat(((Step.Return) steps.get(2)).matched()).hasSize(1);
  }

  @Test
  void duplicateLines_countLikeAnyOther_andComeBackOnePartForEachSaleLine() throws IOException {
    List<Step> steps =
        plan(
            "1,a,Apple,1,1,0.40,7",
            "1,a,Apple,1,1,0.40,7",
            "2,b,Pear,6,1,0.50,7",
            "C3,a,Apple,-2,2,0.40,7",
            "C3,b,Pear,-1,2,0.50,7",
            "C3,b,Pear,-1,2,0.50,7");

    assertThat(((Step.Sale) steps.get(0)).lines()).hasSize(2);
    Step.Return back = (Step.Return) steps.get(2);
    assertThat(back.matched().get(0).lines()).extracting(Step.Goods::line).containsExactly(1, 2);
    assertThat(back.matched().get(1).lines())
        .extracting(Step.Goods::line, Step.Goods::quantity)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(1, 2L));
  }

  @Test
  void returnWithoutCustomer_neverMatches() throws IOException {
    List<Step> steps = plan("1,a,Apple,1,1,0.40,", "C2,a,Apple,-1,2,0.40,");

    Step.Return back = (Step.Return) steps.get(1);
    assertThat(back.matched()).isEmpty();
    assertThat(back.unmatchedMinor()).isEqualTo(40);
  }

  @Test
  void cancellationLinesThatGiveNothingBack_areAdjustmentsBesideTheReturn() throws IOException {
    List<Step> steps = plan("C1,a,Apple,1,1,0.40,7", "C1,b,Gift,-1,1,0,7");

    Step.Return back = (Step.Return) steps.get(0);
    assertThat(back.matched()).isEmpty();
    assertThat(back.unmatched()).isEmpty();
    assertThat(((Step.Adjustment) steps.get(1)).kind()).isEqualTo(Kind.BESIDE);
  }

  @Test
  void invoiceWithTwoTimes_countsAtItsFirst_andIsWholeAlthoughAnotherInterruptsIt()
      throws IOException {
    List<Step> steps = plan("1,a,Apple,1,1,0.40,7", "2,a,Apple,1,1,0.40,", "1,b,Pear,1,2,0.50,7");

    assertThat(steps).extracting(Step::invoice).containsExactly("1", "2");
    assertThat(((Step.Sale) steps.get(0)).lines()).hasSize(2);
    assertThat(steps.get(0).at()).isEqualTo(time(1));
  }

  @Test
  void fileOutOfOrder_isPlayedInTheOrderOfTime() throws IOException {
    List<Step> steps =
        plan("C3,a,Apple,-1,3,0.40,7", "2,a,Apple,1,2,0.40,7", "1,a,Apple,1,1,0.40,7");

    assertThat(steps).extracting(Step::invoice).containsExactly("1", "2", "C3");
    assertThat(((Step.Return) steps.get(2)).matched().get(0).sale()).isEqualTo("2");
  }

  @Test
  void days_areInclusive_andReturnsMatchWithinThemOnly() throws IOException {
    Path file =
        write(
            "1,a,Apple,1,1,0.40,7",
            "2,a,Apple,1,25,0.40,7",
            "C3,a,Apple,-2,49,0.40,7",
            "4,a,Apple,1,73,0.40,7");
    LocalDate second = LocalDate.of(2025, 3, 2);

    List<Step> steps = all(file, new Days(second, second.plusDays(1)));

    assertThat(steps).extracting(Step::invoice).containsExactly("2", "C3");
    assertThat(((Step.Return) steps.get(1)).matchedMinor()).isEqualTo(40);
    assertThat(((Step.Return) steps.get(1)).unmatchedMinor()).isEqualTo(40);
    assertThatThrownBy(() -> new Days(second, second.minusDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void malformedLineFarDown_isFoundBeforeTheFirstStep() throws IOException {
    Path file = write("1,a,Apple,1,1,0.40,7", "2,a,Apple,one,2,0.40,7");

    assertThatThrownBy(() -> ShopPlan.open(file, Days.ALL, House.ENGLISH.currency()))
        .hasMessageStartingWith("shop.csv, line 3, column Quantity");
  }

  @Test
  void invoiceWithTwoCustomers_isRefused() throws IOException {
    Path file = write("1,a,Apple,1,1,0.40,7", "1,b,Apple,1,1,0.40,8");

    assertThatThrownBy(() -> ShopPlan.open(file, Days.ALL, House.ENGLISH.currency()))
        .hasMessageStartingWith("shop.csv, line 3, column CustomerID");
  }

  @Test
  void planOpenedAgain_givesTheSameSteps() throws IOException {
    Path file = dir.resolve("month.csv");
    CornerShop.write(file, House.ENGLISH, 3);

    assertThat(all(file, Days.ALL)).isEqualTo(all(file, Days.ALL));
  }

  @Test
  void fileThatShrinksBetweenItsReadings_isNoticed() throws IOException {
    String[] lines = new String[5_000]; // more than the readers hold
    for (int i = 0; i < lines.length; i++) {
      lines[i] = (10_000 + i) + ",a,Apple,1,1,0.40,7";
    }
    Path file = write(lines);
    try (ShopPlan plan = ShopPlan.open(file, Days.ALL, House.ENGLISH.currency());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long half = (Files.size(file) - RetailFileTest.HEADER.length()) / 2;
      channel.truncate(RetailFileTest.HEADER.length() + half);

      assertThatThrownBy(
              () -> {
                while (plan.next() != null) {
                  // until it is noticed
                }
              })
          .hasMessage("shop.csv: it changed while it was read");
    }
  }

  @Test
  void fileFarOutOfOrder_isRefusedBeforeItFillsTheMemory() throws IOException {
    String[] lines = new String[200_002];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = (10_000 + i) + ",a,Apple,1,1,0.40,";
    }
    lines[lines.length - 1] = "10000,b,Pear,1,1,0.40,"; // the first invoice ends at the very end
    Path file = write(lines);

    try (ShopPlan plan = ShopPlan.open(file, Days.ALL, House.ENGLISH.currency())) {
      assertThatThrownBy(plan::next)
          .hasMessage(
              "shop.csv, line 200002, column InvoiceDate: too far out of order: sort the file by"
                  + " time");
    }
  }

  @Test
  void localTimes_followTheClocksOfLondon() {
    assertThat(instant(LocalDateTime.of(2025, 3, 29, 12, 0)))
        .isEqualTo(Instant.parse("2025-03-29T12:00:00Z"));
    assertThat(instant(LocalDateTime.of(2025, 3, 30, 12, 0)))
        .isEqualTo(Instant.parse("2025-03-30T11:00:00Z"));
    assertThat(instant(LocalDateTime.of(2025, 3, 30, 1, 30))) // there was no such time
        .isEqualTo(Instant.parse("2025-03-30T01:30:00Z"));
    assertThat(instant(LocalDateTime.of(2025, 10, 26, 1, 30))) // there were two
        .isEqualTo(Instant.parse("2025-10-26T00:30:00Z"));
  }

  /**
   * Lines of invoice, code, description, quantity, hours since the first of March, price, customer.
   */
  private List<Step> plan(String... lines) throws IOException {
    return all(write(lines), Days.ALL);
  }

  private Path write(String... lines) throws IOException {
    StringBuilder text = new StringBuilder(RetailFileTest.HEADER);
    for (String line : lines) {
      String[] f = line.split(",", -1);
      f[4] = time(Integer.parseInt(f[4])).toString().replace('T', ' ') + ":00";
      text.append(String.join(",", f)).append(",UK\n");
    }
    return Files.writeString(dir.resolve("shop.csv"), text);
  }

  private static LocalDateTime time(int hours) {
    return LocalDateTime.of(2025, 3, 1, 0, 0).plusHours(hours);
  }

  private static List<Step> all(Path file, Days days) {
    List<Step> steps = new ArrayList<>();
    try (ShopPlan plan = ShopPlan.open(file, days, House.ENGLISH.currency())) {
      for (Step step = plan.next(); step != null; step = plan.next()) {
        steps.add(step);
      }
    }
    return steps;
  }

  private static Instant instant(LocalDateTime at) {
    return new Step.Sale("1", null, at, List.of()).instant(House.ENGLISH.zone());
  }
}
