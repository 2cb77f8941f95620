package dev.tillwright.loyalty.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a rule names only what exists. */
final class ReferenceChecks {
  private final Program program;
  private final Known known;
  private final Rule rule;
  private final List<Finding> found = new ArrayList<>();

  ReferenceChecks(Program program, Known known, Rule rule) {
    this.program = program;
    this.known = known;
    this.rule = rule;
  }

  List<Finding> run() {
    leaves(rule.when())
        .forEach(
            leaf -> {
              if (leaf instanceof Condition.In in) {
                check(in.field(), in.values());
              } else if (leaf instanceof Condition.Paid paid) {
                check(Field.TENDER, paid.kinds());
              }
            });
    for (Action action : rule.then()) {
      if (action instanceof Action.TierBonus bonus) {
        check(Field.MEMBER_TIER, bonus.factors().keySet());
      }
    }
    return found;
  }

  private static Stream<Condition> leaves(Condition condition) {
    return condition
        .leaves()
        .flatMap(
            leaf ->
                leaf instanceof Condition.Aggregate aggregate
                    ? Stream.concat(Stream.of(leaf), leaves(aggregate.of()))
                    : Stream.of(leaf));
  }

  private void check(Field field, Set<String> names) {
    names(field)
        .ifPresent(
            exist -> {
              Set<String> unknown = new TreeSet<>(names);
              unknown.removeAll(exist);
              for (String name : unknown) {
                found.add(
                    new Finding(
                        Finding.Kind.UNKNOWN_REFERENCE,
                        rule.id(),
                        "",
                        "there is no " + field.code() + " " + name));
              }
            });
  }

  /** The tiers are those of the program, where it says them. */
  private Optional<Set<String>> names(Field field) {
    if (field == Field.MEMBER_TIER && program.tiers().isPresent()) {
      TierPlan plan = program.tiers().get();
      return Optional.of(
          Stream.concat(Stream.of(plan.base()), plan.levels().stream().map(TierPlan.Level::id))
              .collect(Collectors.toSet()));
    }
    return known.of(field);
  }
}
