package dev.tillwright.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.act.ActKind;
import dev.tillwright.core.risk.dry.DryReport;
import dev.tillwright.core.risk.rule.RiskRules;
import java.time.Instant;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row C3: what docs/risk.md tells in figures. */
@Tag("campaign-risk")
class RiskCampaignTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final int SEEDS = Integer.getInteger("campaign.seeds", 10);

  @Test
  void months_ofManySeeds_areToldRuleByRule() {
    Map<String, double[]> scores = new TreeMap<>();
    Map<String, long[]> kinds = new TreeMap<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      DryReport report = RiskMonthTest.run(seed, 30, 120, 0.2);
      RiskMonthTest.FOR
          .keySet()
          .forEach(
              rule -> {
                double[] score = scores.computeIfAbsent(rule, it -> new double[4]);
                score[0] += report.rule(rule).hits();
                score[1] += report.rule(rule).right();
                add(score, report.rule(rule).recall());
              });
      report
          .cases()
          .forEach(
              (kind, cases) -> {
                long[] of = kinds.computeIfAbsent(kind, it -> new long[2]);
                of[0] += report.found().getOrDefault(kind, 0L);
                of[1] += cases;
              });
    }
    System.out.printf(Locale.ROOT, "%d months of 3,600 sales%n", SEEDS);
    scores.forEach(
        (rule, score) ->
            System.out.printf(
                Locale.ROOT,
                "%-22s hits %5.0f  precision %.3f  recall of its kind %.3f%n",
                rule,
                score[0],
                score[0] == 0 ? 0 : score[1] / score[0],
                score[3] == 0 ? 0 : score[2] / score[3]));
    kinds.forEach(
        (kind, of) ->
            System.out.printf(Locale.ROOT, "%-22s found %d of %d cases%n", kind, of[0], of[1]));
    kinds.forEach(
        (kind, of) -> assertThat((double) of[0] / of[1]).as("%s", kind).isGreaterThan(0.6));
  }

  private static void add(double[] score, OptionalDouble recall) {
    recall.ifPresent(
        it -> {
          score[2] += it;
          score[3]++;
        });
  }

  @Test
  void aMillionSales_costAsManyStepsEach_asAThousandDo() {
    RiskRules rules = RiskRules.parse(RiskRulesTest.SHOP);
    int sales = Integer.getInteger("campaign.sales", 1_000_000);
    RiskEngine engine = RiskEngine.of(rules);
    Random random = new Random(1);
    Instant at = Instant.parse("2025-01-01T08:00:00Z");
    long before = 0;
    double least = Double.MAX_VALUE;
    double most = 0;
    int tenth = sales / 10;
    for (int i = 1; i <= sales; i++) {
      at = at.plusSeconds(10 + random.nextInt(40));
      Act tender =
          Act.of(ActKind.TENDER, at, "till-1", "op-" + i % 5, new Money(random.nextInt(9_000), GBP))
              .card("card-" + random.nextInt(200_000))
              .tender("CARD")
              .entry(EntryMode.CHIP)
              .build();
      engine.decide(tender);
      engine.happened(tender);
      engine.happened(tender.with().kind(ActKind.SALE).build());
      if (i % tenth == 0) {
        long now = engine.windows().steps();
        double each = (double) (now - before) / tenth;
        before = now;
        System.out.printf(
            Locale.ROOT,
            "%,9d sales: %.2f steps a sale, %,d acts and %,d keys held%n",
            i,
            each,
            engine.windows().held(),
            engine.windows().keys());
        least = Math.min(least, each);
        most = Math.max(most, each);
      }
    }
    assertThat(most / least).isLessThan(1.2);
    assertThat(engine.windows().dropped()).isZero();
  }
}
