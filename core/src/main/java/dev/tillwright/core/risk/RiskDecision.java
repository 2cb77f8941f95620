package dev.tillwright.core.risk;

import dev.tillwright.core.risk.rule.RuleOutcome;
import dev.tillwright.core.sale.Verification;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the rules say about an act.
 *
 * @param reasons of all rules that hold, the worst first, then in the order of the set; none when
 *     it is allowed
 * @param ask what has to be shown, all of it; empty unless the worst is a step-up
 */
public record RiskDecision(List<RiskReason> reasons, Set<Verification> ask) {
  /** Nothing is said. */
  public static final RiskDecision ALLOWED = new RiskDecision(List.of(), Set.of());

  public RiskDecision {
    reasons =
        reasons.stream().sorted(Comparator.comparing(RiskReason::outcome).reversed()).toList();
    boolean steps =
        !reasons.isEmpty() && reasons.get(0).outcome() == RuleOutcome.STEP_UP && !ask.isEmpty();
    ask = steps ? Collections.unmodifiableSet(EnumSet.copyOf(ask)) : Set.of();
  }

  /** The worst that a rule asks for; none when it is allowed. */
  public Optional<RuleOutcome> outcome() {
    return reasons.isEmpty() ? Optional.empty() : Optional.of(reasons.get(0).outcome());
  }

  /** Whether nothing is said. */
  public boolean isAllowed() {
    return reasons.isEmpty();
  }
}
