package dev.tillwright.loyalty.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which positions each rule selects. Only rules that select at least one are in it. */
final class Selection {
  private final Map<Integer, Chosen> byRule = new TreeMap<>();
  private final Facts facts;
  private final List<CompiledRule> rules;

  private Selection(Facts facts, List<CompiledRule> rules) {
    this.facts = facts;
    this.rules = rules;
  }

  /** Selects among the positions that are not excluded. */
  static Selection of(Facts facts, RuleIndex index, List<CompiledRule> rules) {
    Selection selection = new Selection(facts, rules);
    boolean live = false;
    for (int position = 0; position < facts.positions.size(); position++) {
      if (!facts.excluded(position)) {
        live = true;
        selection.ofPosition(index, position);
      }
    }
    if (live) {
      for (int place : index.basket()) {
        selection.ofBasket(place);
      }
    }
    return selection;
  }

  private void ofPosition(RuleIndex index, int position) {
    index.candidates(
        facts.positions.get(position),
        place -> {
          int mask = mask(rules.get(place), position);
          if (mask != 0) {
            Chosen chosen = byRule.computeIfAbsent(place, key -> Chosen.none());
            // A rule filed under several values is named several times, in a row.
            int last = chosen.positions().size() - 1;
            if (last < 0 || chosen.positions().get(last) != position) {
              chosen.add(position, mask);
            }
          }
        });
  }

  private void ofBasket(int place) {
    int mask = mask(rules.get(place), -1);
    if (mask != 0) {
      Chosen chosen = Chosen.none();
      for (int position = 0; position < facts.positions.size(); position++) {
        if (!facts.excluded(position)) {
          chosen.add(position, mask);
        }
      }
      byRule.put(place, chosen);
    }
  }

  /** The parts of the sale for which a rule holds, as bits. */
  private int mask(CompiledRule rule, int position) {
    if (!rule.inForce(facts.at())) {
      return 0;
    }
    List<TierPart> tiers = facts.tiers;
    if (!rule.ofTier() || tiers.size() == 1) {
      return rule.when().matches(facts, position) ? (1 << tiers.size()) - 1 : 0;
    }
    int mask = 0;
    for (int part = 0; part < tiers.size(); part++) {
      facts.tier = tiers.get(part).tier();
      mask |= rule.when().matches(facts, position) ? 1 << part : 0;
    }
    facts.tier = tiers.get(0).tier();
    return mask;
  }

  /** By the rule's place, in the order of the program. */
  Map<Integer, Chosen> byRule() {
    return byRule;
  }

  /** The same without these rules. */
  Selection without(List<CompiledRule> others) {
    Selection left = new Selection(facts, rules);
    left.byRule.putAll(byRule);
    others.forEach(rule -> left.byRule.remove(rule.place()));
    return left;
  }

  /** Puts a narrower choice in place; one that is empty is gone. */
  void narrow(int place, Chosen chosen) {
    if (chosen.positions().isEmpty()) {
      byRule.remove(place);
    } else {
      byRule.put(place, chosen);
    }
  }
}
