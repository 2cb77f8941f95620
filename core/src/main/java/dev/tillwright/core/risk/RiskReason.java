package dev.tillwright.core.risk;

import dev.tillwright.core.risk.rule.RiskRule;
import dev.tillwright.core.risk.rule.RuleOutcome;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A rule that holds of an act.
 *
 * @param rule its id
 * @param version of the rule
 * @param outcome what it asks for
 * @param text its sentence for the cashier
 * @param figures behind it
 */
public record RiskReason(
    String rule, int version, RuleOutcome outcome, String text, List<Figure> figures) {
  private static final int MOST = 200;

  public RiskReason {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(text, "text");
    figures = List.copyOf(figures);
  }

  static RiskReason of(RiskRule rule, List<Figure> figures) {
    return new RiskReason(rule.id(), rule.version(), rule.outcome(), rule.text(), figures);
  }

  /** {@code risk.} and the rule's id. */
  public String code() {
    return "risk." + rule;
  }

  /** Outcome, rule, version and figures, cut to 200 characters. */
  public String detail() {
    String all =
        outcome
            + " "
            + rule
            + " v"
            + version
            + ": "
            + figures.stream().map(Figure::toString).collect(Collectors.joining("; "));
    return all.length() <= MOST ? all : all.substring(0, MOST - 1) + "…";
  }
}
