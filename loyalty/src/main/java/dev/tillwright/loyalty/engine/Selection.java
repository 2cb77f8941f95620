package dev.tillwright.loyalty.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which lines each rule selects. Only rules that select at least one line are in it. */
final class Selection {
  private final Map<Integer, List<Integer>> linesByRule = new TreeMap<>();

  private Selection() {}

  /** Selects among the lines that are not excluded. */
  static Selection of(Facts facts, RuleIndex index, List<CompiledRule> rules) {
    Selection selection = new Selection();
    List<Integer> live = new ArrayList<>(facts.lines.size());
    for (int line = 0; line < facts.lines.size(); line++) {
      if (!facts.excluded(line)) {
        live.add(line);
        selection.ofLine(facts, index, rules, line);
      }
    }
    for (int place : index.basket()) {
      if (!live.isEmpty() && holds(rules.get(place), facts, -1)) {
        selection.linesByRule.put(place, live);
      }
    }
    return selection;
  }

  private void ofLine(Facts facts, RuleIndex index, List<CompiledRule> rules, int line) {
    var item = facts.lines.get(line).line().item();
    index.candidates(
        item.code(),
        item.category(),
        place -> {
          if (holds(rules.get(place), facts, line)) {
            List<Integer> lines = linesByRule.computeIfAbsent(place, key -> new ArrayList<>(4));
            // A rule filed under both the code and the category is named twice, in a row of lines.
            if (lines.isEmpty() || lines.get(lines.size() - 1) != line) {
              lines.add(line);
            }
          }
        });
  }

  private static boolean holds(CompiledRule rule, Facts facts, int line) {
    return facts.inForce(rule.rule()) && rule.when().matches(facts, line);
  }

  /** Lines by the rule's place, in the order of the program. */
  Map<Integer, List<Integer>> byRule() {
    return linesByRule;
  }
}
