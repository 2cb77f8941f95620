package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.engine.index.Matches;
import java.util.ArrayList;
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
    RuleIndex.Question question = index.ask(facts);
    List<Integer> live = new ArrayList<>(facts.positions.size());
    for (int position = 0; position < facts.positions.size(); position++) {
      if (!facts.excluded(position)) {
        live.add(position);
        question.ofPosition(position);
        List<Integer> here = List.of(position);
        selection.found(question, position, here);
      }
    }
    if (!live.isEmpty()) {
      question.ofBasket();
      selection.found(question, -1, live);
    }
    return selection;
  }

  /** Where the index is sure, the conditions are not asked again. */
  private void found(RuleIndex.Question question, int position, List<Integer> selected) {
    Matches matches = question.matches();
    for (int i = 0; i < matches.size(); i++) {
      CompiledRule rule = rules.get(matches.rule(i));
      int mask = matches.sure(i) ? whole() : mask(rule, position);
      if (mask != 0) {
        Chosen chosen = byRule.computeIfAbsent(rule.place(), key -> Chosen.none());
        for (int each : selected) {
          chosen.add(each, mask);
        }
      }
    }
  }

  private int whole() {
    return (1 << facts.tiers.size()) - 1;
  }

  /** The parts of the sale for which a rule holds, as bits. */
  private int mask(CompiledRule rule, int position) {
    if (!rule.inForce(facts.at())) {
      return 0;
    }
    List<TierPart> tiers = facts.tiers;
    if (!rule.ofTier() || tiers.size() == 1) {
      return rule.when().matches(facts, position) ? whole() : 0;
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
