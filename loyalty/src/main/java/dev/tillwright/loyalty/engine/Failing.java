package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /**
   * The smallest gap that is all that keeps a rule away; none when it holds somewhere already, or
   * when more than one condition fails everywhere.
   */
  Optional<Gap> gap(CompiledRule rule) {
    Gap smallest = null;
    boolean ofLine = rule.rule().when().ofLine();
    int positions = ofLine ? facts.positions.size() : 1;
    for (int each = 0; each < positions; each++) {
      int position = ofLine ? each : -1;
      if (ofLine ? facts.excluded(each) : nothingTakesPart()) {
        continue;
      }
      List<Condition> failing = failing(rule.rule().when(), rule.rule().id(), position);
      if (failing.isEmpty()) {
        return Optional.empty();
      }
      Gap gap = failing.size() > 1 ? null : gap(failing.get(0), position, rule);
      if (gap != null && (smallest == null || gap.compareTo(smallest) < 0)) {
        smallest = gap;
      }
    }
    return Optional.ofNullable(smallest);
  }

  private @Nullable Gap gap(Condition condition, int position, CompiledRule rule) {
    return Gap.of(condition, facts, position, matchers, rule.rule().id()).orElse(null);
  }

  private boolean nothingTakesPart() {
    for (int position = 0; position < facts.positions.size(); position++) {
      if (!facts.excluded(position)) {
        return false;
      }
    }
    return true;
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
