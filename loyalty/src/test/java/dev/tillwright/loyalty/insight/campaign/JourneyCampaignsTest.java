package dev.tillwright.loyalty.insight.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.insight.Feed;
import dev.tillwright.loyalty.insight.RetailRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row E18 on the Complete Journey: its campaigns of the first eighteen weeks, their households and
 * coupons. The reports are those of a plain count. Households that were not in a campaign stand in
 * for a control group: they were not drawn by chance, so the lift is a difference and no effect. A
 * coupon is put on a basket of its household on its day, where the sample has one; amounts are
 * taken as pounds.
 */
class JourneyCampaignsTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final double Z = 1.959963984540054;

  @TempDir Path dir;

  private record Basket(String id, String household, Instant at, List<Long> cents) {
    LocalDate day() {
      return at.atZone(NEW_YORK).toLocalDate();
    }
  }

  private record Told(LocalDate from, LocalDate to) {}

  private final Map<String, Basket> baskets = new TreeMap<>();
  private final Map<String, Told> told = new TreeMap<>();
  private final Map<String, Set<String>> households = new HashMap<>();
  private final Map<String, Set<String>> codes = new HashMap<>();
  private final Map<String, Set<String>> couponsOf = new HashMap<>();

  private void read() throws IOException {
    RetailRows.each(
        "complete-journey-weeks-01_18.csv.gz",
        cells -> {
          long cents = new BigDecimal(cells.get(5)).movePointRight(2).longValueExact();
          if (cents > 0) {
            baskets
                .computeIfAbsent(
                    cells.get(2),
                    id ->
                        new Basket(
                            id, cells.get(0), Instant.parse(cells.get(10)), new ArrayList<>()))
                .cents()
                .add(cents);
          }
        });
    LocalDate last =
        baskets.values().stream().map(Basket::day).max(Comparator.naturalOrder()).orElseThrow();
    RetailRows.each(
        "complete-journey-campaign-descriptions.csv",
        cells -> {
          Told it = new Told(LocalDate.parse(cells.get(2)), LocalDate.parse(cells.get(3)));
          if (!it.from().isAfter(last)) {
            told.put(cells.get(0), it);
          }
        });
    RetailRows.each(
        "complete-journey-campaigns.csv",
        cells -> households.computeIfAbsent(cells.get(0), it -> new TreeSet<>()).add(cells.get(1)));
    Map<String, List<Basket>> onDay = new HashMap<>();
    baskets
        .values()
        .forEach(
            it ->
                onDay
                    .computeIfAbsent(it.household() + " " + it.day(), day -> new ArrayList<>())
                    .add(it));
    RetailRows.each(
        "complete-journey-coupon-redemptions.csv",
        cells -> {
          codes.computeIfAbsent(cells.get(2), it -> new HashSet<>()).add(cells.get(1));
          List<Basket> there = onDay.get(cells.get(0) + " " + cells.get(3));
          if (there != null) {
            couponsOf.computeIfAbsent(there.get(0).id(), it -> new TreeSet<>()).add(cells.get(1));
          }
        });
  }

  @Test
  void reportsOfTheCampaigns_areThoseOfAPlainCount() throws IOException {
    read();
    Set<String> everybody = new TreeSet<>();
    baskets.values().forEach(it -> everybody.add(it.household()));
    try (Database database = Database.sqlite(dir.resolve("journey.db"))) {
      Feed feed = new Feed(database, new CampaignFollower()).forgetful();
      told.forEach((id, it) -> plan(feed, id, it, everybody));
      baskets.values().stream()
          .sorted(Comparator.comparing(Basket::at).thenComparing(Basket::id))
          .forEach(it -> sell(feed, it));
      feed.flush();
      long redemptions = 0;
      for (String id : told.keySet()) {
        CampaignReport report = new Campaigns(database).report("c-" + id).orElseThrow();
        compare(id, report, everybody);
        redemptions += report.redemptions();
        System.out.printf(
            "journey: campaign %s: %d households, %d redeemed in %d sales; bought %.3f, others"
                + " %.3f, difference %.3f to %.3f; spent %.2f more, %.2f to %.2f%n",
            id,
            report.treated(),
            report.redeemers(),
            report.redemptions(),
            report.buying().orElseThrow().treated(),
            report.buying().orElseThrow().control(),
            report.buying().orElseThrow().low(),
            report.buying().orElseThrow().high(),
            report.spending().orElseThrow().lift() / 100,
            report.spending().orElseThrow().low() / 100,
            report.spending().orElseThrow().high() / 100);
      }
      assertThat(told).hasSizeGreaterThan(6);
      assertThat(redemptions).isGreaterThan(20);
    }
  }

  private void plan(Feed feed, String id, Told it, Set<String> everybody) {
    Campaign campaign =
        Campaign.of("c-" + id, "none", "00".repeat(16), Money.parse("0.00", Feed.GBP))
            .runs(
                it.from().atStartOfDay(NEW_YORK).toInstant(),
                it.to().plusDays(1).atStartOfDay(NEW_YORK).toInstant())
            .offer(codes.getOrDefault(id, Set.of()))
            .build();
    feed.say("shop", Instant.EPOCH, new CampaignEntries.Planned(campaign).draft());
    List<String> treated = new ArrayList<>(households.getOrDefault(id, Set.of()));
    List<String> control = new ArrayList<>(everybody);
    control.removeAll(treated);
    for (String each : treated) {
      feed.say(
          "shop",
          Instant.EPOCH,
          new CampaignEntries.Assigned("c-" + id, List.of(each), List.of()).draft());
    }
    for (int i = 0; i < control.size(); i += 1_000) {
      List<String> some = control.subList(i, Math.min(i + 1_000, control.size()));
      feed.say(
          "shop", Instant.EPOCH, new CampaignEntries.Assigned("c-" + id, List.of(), some).draft());
    }
    feed.say("shop", Instant.EPOCH, new CampaignEntries.Ready("c-" + id).draft());
  }

  private void sell(Feed feed, Basket it) {
    Item[] items =
        it.cents().stream()
            .map(each -> Feed.item("x", "", BigDecimal.valueOf(each, 2).toPlainString()))
            .toArray(Item[]::new);
    Discount[] coupons =
        couponsOf.getOrDefault(it.id(), Set.of()).stream()
            .map(code -> Discount.amount(Money.parse("0.00", Feed.GBP), "coupon").forCoupon(code))
            .toArray(Discount[]::new);
    feed.sale("shop", it.at(), it.household(), coupons, items);
  }

  private void compare(String id, CampaignReport report, Set<String> everybody) {
    Told it = Objects.requireNonNull(told.get(id));
    Set<String> treated = households.getOrDefault(id, Set.of());
    Map<String, Long> spent = new HashMap<>();
    Set<String> redeemers = new HashSet<>();
    long redeemed = 0;
    for (Basket each : baskets.values()) {
      if (each.day().isBefore(it.from()) || each.day().isAfter(it.to())) {
        continue;
      }
      long cents = each.cents().stream().mapToLong(one -> one).sum();
      spent.merge(each.household(), cents, Long::sum);
      boolean used =
          couponsOf.getOrDefault(each.id(), Set.of()).stream()
              .anyMatch(code -> codes.getOrDefault(id, Set.of()).contains(code));
      redeemed += used ? 1 : 0;
      if (used && treated.contains(each.household())) {
        redeemers.add(each.household());
      }
    }
    List<Double> ours = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    treated.forEach(each -> ours.add((double) spent.getOrDefault(each, 0L)));
    everybody.stream()
        .filter(each -> !treated.contains(each))
        .forEach(each -> others.add((double) spent.getOrDefault(each, 0L)));
    assertThat(report.treated()).isEqualTo(ours.size());
    assertThat(report.control()).isEqualTo(others.size());
    assertThat(report.redeemers()).isEqualTo(redeemers.size());
    assertThat(report.redemptions()).isEqualTo(redeemed);
    double p1 = ours.stream().filter(each -> each > 0).count() / (double) ours.size();
    double p2 = others.stream().filter(each -> each > 0).count() / (double) others.size();
    Interval buying = report.buying().orElseThrow();
    double[] a = wilson(p1, ours.size());
    double[] b = wilson(p2, others.size());
    assertThat(buying.lift()).isCloseTo(p1 - p2, within(1e-12));
    assertThat(buying.low())
        .isCloseTo(
            p1 - p2 - Math.sqrt((p1 - a[0]) * (p1 - a[0]) + (b[1] - p2) * (b[1] - p2)),
            within(1e-9));
    assertThat(buying.high())
        .isCloseTo(
            p1 - p2 + Math.sqrt((a[1] - p1) * (a[1] - p1) + (p2 - b[0]) * (p2 - b[0])),
            within(1e-9));
    Interval spending = report.spending().orElseThrow();
    double v1 = variance(ours) / ours.size();
    double v2 = variance(others) / others.size();
    assertThat(spending.lift()).isCloseTo(mean(ours) - mean(others), within(1e-6));
    double freedom =
        (v1 + v2) * (v1 + v2) / (v1 * v1 / (ours.size() - 1) + v2 * v2 / (others.size() - 1));
    // Cornish and Fisher's first terms, as core's report has them: enough from so many on.
    double t =
        Z
            + (Z * Z * Z + Z) / (4 * freedom)
            + (5 * Math.pow(Z, 5) + 16 * Z * Z * Z + 3 * Z) / (96 * freedom * freedom)
            + (3 * Math.pow(Z, 7) + 19 * Math.pow(Z, 5) + 17 * Z * Z * Z - 15 * Z)
                / (384 * freedom * freedom * freedom);
    assertThat((spending.high() - spending.low()) / 2)
        .isCloseTo(t * Math.sqrt(v1 + v2), within(0.001 * Math.sqrt(v1 + v2)));
  }

  private static double[] wilson(double p, double n) {
    double middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    return new double[] {middle - half, middle + half};
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(it -> it).average().orElse(0);
  }

  private static double variance(List<Double> values) {
    double mean = mean(values);
    return values.stream().mapToDouble(it -> (it - mean) * (it - mean)).sum() / (values.size() - 1);
  }
}
