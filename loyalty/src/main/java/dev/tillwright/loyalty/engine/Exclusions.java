package dev.tillwright.loyalty.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The positions that take no part, each with the first rule that says so.
 *
 * @param byRule positions by the rule's place
 */
record Exclusions(Map<Integer, List<Integer>> byRule) {

  static Exclusions take(Facts facts, RuleIndex index, List<CompiledRule> rules) {
    Map<Integer, List<Integer>> taken = new TreeMap<>();
    Selection.of(facts, index, rules)
        .byRule()
        .forEach(
            (place, chosen) -> {
              for (int position : chosen.positions()) {
                // A line is in or out whole: what holds when the sale begins says which.
                if ((chosen.mask(position) & 1) == 1 && !facts.excluded(position)) {
                  facts.exclude(position);
                  taken.computeIfAbsent(place, key -> new ArrayList<>()).add(position);
                }
              }
            });
    return new Exclusions(taken);
  }
}
