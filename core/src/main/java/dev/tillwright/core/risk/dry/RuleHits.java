package dev.tillwright.core.risk.dry;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.risk.rule.RuleOutcome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one rule would have said.
 *
 * @param rule its id
 * @param version of the rule
 * @param outcome what it asks for
 * @param hits acts of which it held
 * @param amount of these acts
 * @param examples the first ten of them
 * @param right hits that are labelled as fraud
 * @param kind the kind of fraud that it hits most; none when it hits none, or nothing is labelled
 * @param found cases of that kind of which it hit an act
 * @param cases of that kind there are
 */
public record RuleHits(
    String rule,
    int version,
    RuleOutcome outcome,
    long hits,
    Money amount,
    List<Example> examples,
    long right,
    Optional<String> kind,
    long found,
    long cases) {
  public RuleHits {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(amount, "amount");
    examples = List.copyOf(examples);
    Objects.requireNonNull(kind, "kind");
  }

  /**
   * An act of which a rule held.
   *
   * @param terminal whose journal
   * @param seq the entry's position
   * @param detail rule, version and figures
   */
  public record Example(String terminal, long seq, String detail) {
    public Example {
      Objects.requireNonNull(terminal, "terminal");
      Objects.requireNonNull(detail, "detail");
    }
  }

  /** The share of hits that were right; none without hits. */
  public OptionalDouble precision() {
    return hits == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / hits);
  }

  /** The share of the cases of its kind that it found; none without cases. */
  public OptionalDouble recall() {
    return cases == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) found / cases);
  }
}
