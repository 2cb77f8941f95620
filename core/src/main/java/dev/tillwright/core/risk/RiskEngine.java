package dev.tillwright.core.risk;

import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.rule.RiskRule;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.risk.window.Windows;
import dev.tillwright.core.sale.Verification;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Decides by a set of rules, from what it was told has happened. The till and the dry run use the
 * same.
 *
 * <p><b>Guarantees.</b> A decision depends on the rules, the acts that were told and the act, and
 * changes nothing: asked twice, it says the same. Deterministic. Not for several threads.
 */
public final class RiskEngine {
  private final RiskRules rules;
  private final List<RiskRule> live;
  private final Windows windows;

  private RiskEngine(RiskRules rules, boolean drafts) {
    this.rules = Objects.requireNonNull(rules, "rules");
    this.live =
        rules.rules().stream()
            .filter(
                it ->
                    it.status() == RiskRule.Status.APPROVED
                        || drafts && it.status() == RiskRule.Status.DRAFT)
            .toList();
    this.windows = new Windows(rules);
  }

  /** By the approved rules of a set. */
  public static RiskEngine of(RiskRules rules) {
    return new RiskEngine(rules, false);
  }

  /** By its drafts, too: for a dry run. */
  public static RiskEngine withDrafts(RiskRules rules) {
    return new RiskEngine(rules, true);
  }

  public RiskRules rules() {
    return rules;
  }

  /** What is said about an act before it happens. */
  public RiskDecision decide(Act act) {
    List<RiskReason> reasons = new ArrayList<>();
    Set<Verification> ask = EnumSet.noneOf(Verification.class);
    for (RiskRule rule : live) {
      if (rule.on().contains(act.kind()) && rule.when().holds(act, rules.grounds(), windows)) {
        reasons.add(RiskReason.of(rule, new Figures(rules, windows, act).of(rule.when())));
        ask.addAll(rule.ask());
      }
    }
    return reasons.isEmpty() ? RiskDecision.ALLOWED : new RiskDecision(reasons, ask);
  }

  /** Counts what happened. */
  public void happened(Act act) {
    windows.add(act);
  }

  /** What its windows hold and cost. */
  public Windows windows() {
    return windows;
  }
}
