package dev.tillwright.core.risk.rule;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whether the parts of a set that name each other are there. */
final class RuleReferences {
  private final RiskRules set;

  RuleReferences(RiskRules set) {
    this.set = set;
  }

  /**
   * @throws IllegalArgumentException when they are not
   */
  void check() {
    if (set.rules().isEmpty()
        || set.rules().size() > RiskRules.MOST
        || set.measures().size() > RiskRules.MOST) {
      throw new IllegalArgumentException(
          "1 to " + RiskRules.MOST + " rules and at most as many measures");
    }
    Set<String> seen = new HashSet<>();
    for (Measure measure : set.measures()) {
      if (!seen.add(measure.id())) {
        throw new IllegalArgumentException("two measures have one id");
      }
      measure.when().leaves().forEach(this::must);
    }
    seen.clear();
    for (RiskRule rule : set.rules()) {
      if (!seen.add(rule.id())) {
        throw new IllegalArgumentException("two rules have one id");
      }
      rule.when().leaves().forEach(this::must);
    }
  }

  private void must(Condition leaf) {
    problem(leaf)
        .ifPresent(
            it -> {
              throw new IllegalArgumentException(it.what());
            });
  }

  /**
   * What is wrong with a reference.
   *
   * @param field of the condition
   */
  record Problem(String field, String what) {}

  Optional<Problem> problem(Condition leaf) {
    if (leaf instanceof Condition.In it && it.list() != null) {
      return list(it.list());
    } else if (leaf instanceof Condition.Issuer it && it.list() != null) {
      return issuers(it.list());
    } else if (leaf instanceof Condition.Count it) {
      return measure("measure", it.measure());
    } else if (leaf instanceof Condition.Sum it) {
      return measure("measure", it.measure());
    } else if (leaf instanceof Condition.Ratio it) {
      return measure("of", it.of()).or(() -> measure("to", it.to())).or(() -> sameKeys(it));
    } else if (leaf instanceof Condition.OwnAccount && set.grounds().staff().isEmpty()) {
      return Optional.of(new Problem("type", "the set says of no operator which member he is"));
    } else if (leaf instanceof Condition.Country it) {
      return countries(it);
    }
    return Optional.empty();
  }

  private Optional<Problem> countries(Condition.Country condition) {
    Set<String> unknown = new HashSet<>(condition.countries());
    unknown.removeAll(set.grounds().countries().keySet());
    unknown.remove(Grounds.UNKNOWN);
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(new Problem("in", "the set has no issuers of such a country"));
  }

  private Optional<Problem> list(String name) {
    return set.grounds().lists().containsKey(name)
        ? Optional.empty()
        : Optional.of(new Problem("list", "no list has this id"));
  }

  private Optional<Problem> issuers(String name) {
    if (list(name).isPresent()) {
      return list(name);
    }
    try {
      set.grounds().issuers(name);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(new Problem("list", "the list is not one of ranges of issuers"));
    }
  }

  private Optional<Problem> measure(String field, String name) {
    return set.measure(name).isPresent()
        ? Optional.empty()
        : Optional.of(new Problem(field, "no measure has this id"));
  }

  private Optional<Problem> sameKeys(Condition.Ratio ratio) {
    Set<Dimension> of = set.measure(ratio.of()).map(Measure::by).orElse(Set.of());
    Set<Dimension> to = set.measure(ratio.to()).map(Measure::by).orElse(Set.of());
    return of.equals(to)
        ? Optional.empty()
        : Optional.of(new Problem("to", "both measures count by the same"));
  }
}
