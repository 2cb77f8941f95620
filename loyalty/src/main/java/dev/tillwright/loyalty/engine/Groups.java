package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Action;
import dev.tillwright.loyalty.program.Group;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves of each group one rule: on each position, or in the whole basket. Groups without factors
 * go first, so that a factor is measured on what the others left.
 */
final class Groups {
  /** The larger priority first; of equal ones the first id. */
  private static final Comparator<CompiledRule> BY_PRIORITY =
      Comparator.comparing((CompiledRule rule) -> rule.rule().priority())
          .reversed()
          .thenComparing(rule -> rule.rule().id());

  private final Program program;
  private final List<CompiledRule> rules;
  private final Selection selection;
  private final Gains gains;

  Groups(Program program, List<CompiledRule> rules, Selection selection, Gains gains) {
    this.program = program;
    this.rules = rules;
    this.selection = selection;
    this.gains = gains;
  }

  /** What each rule would give the member on each position, to compare. */
  @FunctionalInterface
  interface Gains {
    Ratio[] of(CompiledRule rule, Chosen chosen, Selection without);
  }

  /** Narrows the selection; says who lost to whom. */
  List<Lost> resolve() {
    List<Lost> lost = new ArrayList<>();
    if (program.groups().isEmpty()) {
      return lost;
    }
    Map<String, List<CompiledRule>> members = new HashMap<>();
    for (int place : selection.byRule().keySet()) {
      String group = rules.get(place).rule().group();
      if (group != null) {
        members.computeIfAbsent(group, id -> new ArrayList<>()).add(rules.get(place));
      }
    }
    for (boolean growing : new boolean[] {false, true}) {
      for (Group group : program.groups()) {
        List<CompiledRule> of = members.getOrDefault(group.id(), List.of());
        if (of.size() > 1 && of.stream().anyMatch(rule -> rule.rule().grows()) == growing) {
          resolve(group, of, lost);
        }
      }
    }
    return lost;
  }

  private void resolve(Group group, List<CompiledRule> of, List<Lost> lost) {
    Map<CompiledRule, Ratio[]> values = new HashMap<>();
    if (group.pick() == Group.Pick.BEST) {
      Selection without = selection.without(of);
      for (CompiledRule rule : of) {
        values.put(rule, gains.of(rule, chosen(rule), without));
      }
    }
    if (group.per() == Rule.Scope.BASKET) {
      CompiledRule winner = of.stream().min(better(values, -1)).orElseThrow();
      for (CompiledRule rule : of) {
        if (rule.place() != winner.place()) {
          lost.add(new Lost(rule, winner, chosen(rule).positions()));
          selection.narrow(rule.place(), Chosen.none());
        }
      }
      return;
    }
    perPosition(of, values, lost);
  }

  private void perPosition(
      List<CompiledRule> of, Map<CompiledRule, Ratio[]> values, List<Lost> lost) {
    Map<CompiledRule, Chosen> before = new HashMap<>();
    of.forEach(rule -> before.put(rule, chosen(rule)));
    int positions =
        before.values().stream().flatMap(c -> c.positions().stream()).reduce(0, Math::max);
    for (int position = 0; position <= positions; position++) {
      int at = position;
      List<CompiledRule> here =
          of.stream().filter(rule -> before.getOrDefault(rule, Chosen.none()).has(at)).toList();
      if (here.size() > 1) {
        CompiledRule winner = here.stream().min(better(values, position)).orElseThrow();
        for (CompiledRule rule : here) {
          if (rule.place() != winner.place()) {
            lost.add(new Lost(rule, winner, List.of(position)));
            selection.narrow(rule.place(), chosen(rule).without(position));
          }
        }
      }
    }
  }

  private Chosen chosen(CompiledRule rule) {
    return selection.byRule().getOrDefault(rule.place(), Chosen.none());
  }

  /** Who gives more goes first; then as by priority. */
  private static Comparator<CompiledRule> better(Map<CompiledRule, Ratio[]> values, int position) {
    if (values.isEmpty()) {
      return BY_PRIORITY;
    }
    return Comparator.comparing(
            (CompiledRule rule) -> value(values.getOrDefault(rule, new Ratio[0]), position))
        .reversed()
        .thenComparing(BY_PRIORITY);
  }

  private static Ratio value(Ratio[] on, int position) {
    return position < 0 ? Earned.sum(List.of(on)) : on[position];
  }

  /** What points a rule would give, measured on what the rules outside its group earn. */
  static Gains points(Program program, Facts facts, List<CompiledRule> rules) {
    Earning earning = new Earning(program, facts);
    return (rule, chosen, without) -> {
      Ratio[] on = new Ratio[facts.positions.size()];
      Arrays.fill(on, Ratio.ZERO);
      earning.bases(rule, chosen).forEach(earned -> add(on, earned));
      if (rule.rule().grows()) {
        List<Earned> bases = new ArrayList<>();
        without.byRule().forEach((place, of) -> bases.addAll(earning.bases(rules.get(place), of)));
        Growth growth = new Growth(program, facts, bases);
        for (Action action : rule.rule().then()) {
          if (action instanceof Action.Grow grow) {
            growth.grow(rule, grow, chosen).ifPresent(earned -> add(on, earned));
          }
        }
      }
      return on;
    };
  }

  private static void add(Ratio[] on, Earned earned) {
    for (int i = 0; i < earned.exact().size(); i++) {
      int position = earned.chosen().positions().get(i);
      on[position] = on[position].plus(earned.exact().get(i));
    }
  }

  /**
   * A rule that another one of its group kept out.
   *
   * @param rule which
   * @param winner the other
   * @param positions where
   */
  record Lost(CompiledRule rule, CompiledRule winner, List<Integer> positions) {}
}
