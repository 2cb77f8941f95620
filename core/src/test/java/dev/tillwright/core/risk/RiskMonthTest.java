package dev.tillwright.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.risk.dry.DryReport;
import dev.tillwright.core.risk.dry.DryRun;
import dev.tillwright.core.risk.dry.RuleHits;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.risk.shop.Month;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Row C3: a simulated month with injected fraud; the dry run tells precision and recall. */
class RiskMonthTest {
  /** Which rule is for which kind of fraud. */
  static final Map<String, String> FOR =
      Map.of(
          "card-testing", "card-testing",
          "card-velocity", "card-spree",
          "split", "split",
          "refund-other-card", "other-card",
          "refund-hours", "night-refund",
          "deep-discounts", "sweethearting",
          "own-purchases", "own-sale",
          "load-and-redeem", "gift-launder",
          "drawer-no-sale", "drawer-skim",
          "cancel-after-receipt", "void-skim");

  static DryReport run(long seed, int days, int sales, double chance) {
    Month.Past past = Month.of(seed, days, sales, chance);
    DryRun run = DryRun.of(RiskRules.parse(RiskRulesTest.SHOP), past.labels());
    past.entries().forEach(run::apply);
    return run.report();
  }

  @Test
  void aMonthWithFraud_isToldRuleByRule() {
    DryReport report = run(7, 28, 45, 0.3);
    System.out.println(report.toText(1));

    assertThat(report.cases().keySet()).containsExactlyInAnyOrderElementsOf(Month.KINDS);
    FOR.forEach(
        (rule, kind) -> {
          RuleHits hits = report.rule(rule);
          // Who splits pays several times within an hour, too.
          assertThat(hits.kind().orElse("").equals("split") ? "split" : kind)
              .as("%s", rule)
              .isEqualTo(hits.kind().orElse(""));
          assertThat(hits.precision().orElseThrow()).as("%s", hits).isGreaterThan(0.5);
        });
    Month.KINDS.forEach(
        kind ->
            assertThat(report.found().getOrDefault(kind, 0L))
                .as("cases of %s that are found", kind)
                .isGreaterThanOrEqualTo((report.cases().getOrDefault(kind, 0L) + 1) / 2));
  }

  @Test
  void anHonestMonth_isBlockedNowhere() {
    DryReport report = run(8, 14, 60, 0);
    assertThat(report.rules())
        .filteredOn(it -> it.outcome() == dev.tillwright.core.risk.rule.RuleOutcome.BLOCK)
        .allSatisfy(it -> assertThat(it.hits()).as("%s", it.rule()).isZero());
    assertThat(report.allowed()).isGreaterThan(report.acts() * 98 / 100);
  }
}
