package dev.tillwright.loyalty.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lines that earn nothing, each with the first rule that says so.
 *
 * @param linesByRule lines from 0, by the rule's place
 */
record Exclusions(Map<Integer, List<Integer>> linesByRule) {

  static Exclusions take(Facts facts, Selection selection) {
    Map<Integer, List<Integer>> taken = new TreeMap<>();
    selection
        .byRule()
        .forEach(
            (place, lines) -> {
              for (int line : lines) {
                if (!facts.excluded(line)) {
                  facts.exclude(line);
                  taken.computeIfAbsent(place, key -> new ArrayList<>()).add(line);
                }
              }
            });
    return new Exclusions(taken);
  }
}
