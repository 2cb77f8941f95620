package dev.tillwright.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CornerShopTest {
  private static final String DEFAULT_SHA256 =
      "5f6f3ac542863d8e92f629a1c1114e24490fb3dc63dc28f4d22ac8cd877eacc3";

  @TempDir Path dir;
  private Path month;
  private final List<Invoice> invoices = new ArrayList<>();

  @BeforeEach
  void writeTheMonth() throws IOException {
    month = dir.resolve("month.csv");
    CornerShop.write(month, House.ENGLISH, CornerShop.DEFAULT_SEED);
    try (Invoices all = Invoices.open(month, Days.ALL)) {
      for (Invoice invoice = all.next(); invoice != null; invoice = all.next()) {
        invoices.add(invoice);
      }
    }
  }

  @Test
  void defaultMonth_isTheSameBytesEachTime() throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(month));

    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(DEFAULT_SHA256);
  }

  @Test
  void otherSeed_isAnotherMonth() throws IOException {
    Path other = dir.resolve("other.csv");
    CornerShop.write(other, House.ENGLISH, 1);

    assertThat(Files.mismatch(month, other)).isNotNegative();
  }

  @Test
  void members_are400_withNamesOfTheirOwn() {
    List<CornerShop.Member> members = CornerShop.members();

    assertThat(members).hasSize(400);
    assertThat(members.get(0).id()).isEqualTo("10001");
    assertThat(members.get(399).id()).isEqualTo("10400");
    assertThat(members).extracting(CornerShop.Member::name).doesNotHaveDuplicates();
  }

  @Test
  void everyDay_hasABelievableNumberOfSales_withinOpeningHours() {
    Map<LocalDate, Long> byDay =
        sales().stream()
            .collect(
                Collectors.groupingBy(
                    invoice -> invoice.at().toLocalDate(), Collectors.counting()));

    assertThat(byDay).hasSize(31);
    assertThat(byDay.values()).allMatch(count -> count >= 65 && count <= 110);
    assertThat(sales())
        .allMatch(
            invoice ->
                invoice.at().getHour() >= OpeningHours.opens(invoice.at().getDayOfWeek())
                    && invoice.at().getHour() < OpeningHours.closes(invoice.at().getDayOfWeek()));
  }

  @Test
  void baskets_haveOneToFifteenThings_andMembersBuyMostOfThem() {
    assertThat(sales()).allMatch(invoice -> invoice.lines().size() <= 17); // and a slip's dirt
    double lines = sales().stream().mapToInt(invoice -> invoice.lines().size()).average().orElse(0);
    assertThat(lines).isBetween(2.5, 5.0);
    double members = sales().stream().filter(invoice -> invoice.customer() != null).count();
    assertThat(members / sales().size()).isBetween(0.55, 0.65);
  }

  @Test
  void month_hasTheDirtOfRealTills() {
    assertThat(invoices).anyMatch(Invoice::isAdjustment);
    assertThat(invoices).anyMatch(invoice -> invoice.isReturn() && invoice.customer() == null);
    assertThat(sales()).anyMatch(CornerShopTest::hasDuplicateLines);
    assertThat(sales()).anyMatch(i -> i.lines().stream().anyMatch(l -> l.price().signum() == 0));
    assertThat(sales()).anyMatch(i -> i.lines().stream().anyMatch(l -> l.quantity() < 0));
    assertThat(invoices)
        .anyMatch(i -> i.lines().stream().map(RetailLine::at).distinct().count() > 1);
    assertThat(invoices)
        .anyMatch(
            i -> i.lines().stream().allMatch(l -> l.quantity() < 0 && l.price().signum() == 0));
  }

  @Test
  void returns_areMatched_unmatchedAndSplit() {
    boolean split = false;
    boolean partly = false;
    Set<String> unmatched = new HashSet<>();
    try (ShopPlan plan = ShopPlan.open(month, Days.ALL, House.ENGLISH.currency())) {
      for (Step step = plan.next(); step != null; step = plan.next()) {
        if (step instanceof Step.Return back) {
          Map<String, Integer> sales = new HashMap<>();
          back.matched()
              .forEach(s -> s.lines().forEach(l -> sales.merge(l.code(), 1, Integer::sum)));
          split |= sales.values().stream().anyMatch(n -> n > 1);
          partly |= !back.matched().isEmpty() && !back.unmatched().isEmpty();
          if (!back.unmatched().isEmpty()) {
            unmatched.add(back.invoice());
          }
        }
      }
    }
    assertThat(split).isTrue();
    assertThat(partly).isTrue();
    assertThat(unmatched).hasSizeGreaterThan(10);
  }

  @Test
  void everyCodeSold_isInTheCatalogue() {
    Catalogue corner = Catalogue.corner(House.ENGLISH);
    assertThat(invoices.stream().flatMap(invoice -> invoice.lines().stream()))
        .allMatch(line -> line.code().equals("B") || corner.find(line.code()).isPresent());
  }

  private List<Invoice> sales() {
    return invoices.stream()
        .filter(invoice -> !invoice.isReturn() && !invoice.isAdjustment())
        .filter(
            invoice ->
                invoice.lines().stream()
                    .anyMatch(line -> line.quantity() > 0 && line.price().signum() > 0))
        .toList();
  }

  private static boolean hasDuplicateLines(Invoice invoice) {
    return invoice.lines().stream()
            .map(line -> line.code() + line.quantity() + line.price() + line.at())
            .distinct()
            .count()
        < invoice.lines().size();
  }
}
