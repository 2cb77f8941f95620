package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which conditions of one rule do not hold; asked for one rule at a time, never in a sale. */
final class Failing {
  private final Facts facts;
  private final MatcherCompiler matchers;

  Failing(Facts facts, MatcherCompiler matchers) {
    this.facts = facts;
    this.matchers = matchers;
  }

  /**
   * The fewest conditions that fail, on the position that comes nearest.
   *
   * @param conditions that fail; empty when all hold
   * @param position where; -1 for the basket
   */
  record Nearest(List<Condition> conditions, int position) {}

  /** None when every position is excluded. */
  Optional<Nearest> of(CompiledRule rule) {
    boolean live = false;
    Nearest nearest = null;
    for (int position = 0; position < facts.positions.size(); position++) {
      if (facts.excluded(position)) {
        continue;
      }
      live = true;
      if (!rule.rule().when().ofLine()) {
        break;
      }
      List<Condition> failing = failing(rule.rule().when(), rule.rule().id(), position);
      if (nearest == null || failing.size() < nearest.conditions().size()) {
        nearest = new Nearest(failing, position);
      }
    }
    if (live && nearest == null) {
      nearest = new Nearest(failing(rule.rule().when(), rule.rule().id(), -1), -1);
    }
    return Optional.ofNullable(nearest);
  }

  private List<Condition> failing(Condition condition, String rule, int position) {
    if (matchers.compile(condition, rule).matches(facts, position)) {
      return List.of();
    }
    if (condition instanceof Condition.All all) {
      List<Condition> failing = new ArrayList<>();
      all.of().forEach(each -> failing.addAll(failing(each, rule, position)));
      return failing;
    }
    if (condition instanceof Condition.Any any) {
      return any.of().stream()
          .map(each -> failing(each, rule, position))
          .min((a, b) -> Integer.compare(a.size(), b.size()))
          .orElse(List.of());
    }
    return List.of(condition);
  }
}
