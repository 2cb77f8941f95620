package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.engine.index.Matches;
import dev.tillwright.loyalty.engine.index.NearVisitor;
import dev.tillwright.loyalty.engine.index.PredicateIndex;
import dev.tillwright.loyalty.engine.index.Probe;
import dev.tillwright.loyalty.program.Program;
import java.util.List;

/**
 * Which rules select a position or the basket, at a cost that follows the rules that do and not all
 * rules. Immutable.
 */
final class RuleIndex {
  private final Dimensions dimensions;
  private final PredicateIndex lines;
  private final PredicateIndex basket;

  private RuleIndex(Dimensions dimensions, PredicateIndex lines, PredicateIndex basket) {
    this.dimensions = dimensions;
    this.lines = lines;
    this.basket = basket;
  }

  /** Files rules by their place in the program; only those that {@code places} names. */
  static RuleIndex of(Program program, List<CompiledRule> rules, List<Integer> places) {
    Dimensions dimensions = new Dimensions();
    Formulas formulas = new Formulas(program, dimensions);
    PredicateIndex.Builder lines = PredicateIndex.over(dimensions.vocabulary());
    PredicateIndex.Builder basket = PredicateIndex.over(dimensions.vocabulary());
    for (int place : places) {
      CompiledRule rule = rules.get(place);
      (rule.rule().when().ofLine() ? lines : basket).add(place, formulas.of(rule));
    }
    return new RuleIndex(dimensions, lines.build(), basket.build());
  }

  /** Asks about one purchase; positions that are excluded later are told by asking anew. */
  Question ask(Facts facts) {
    return new Question(facts);
  }

  /** Questions about one purchase. For one thread. */
  final class Question {
    private final Facts facts;
    private final Probe probe = dimensions.vocabulary().probe();
    private final Matches matches = new Matches();

    private Question(Facts facts) {
      this.facts = facts;
      dimensions.tellPurchase(facts, probe);
    }

    /** What the last question found. */
    Matches matches() {
      return matches;
    }

    /** The rules that look at lines and may select this position. */
    void ofPosition(int position) {
      dimensions.tellPosition(facts, position, probe);
      lines.match(probe, matches);
    }

    /**
     * Visits the rules that a little more may reach: those that miss one test, and those that only
     * what the index does not know keeps away.
     *
     * @param position where; -1 for the rules that look at no line
     */
    void near(int position, int numbers, NearVisitor visitor) {
      if (position < 0) {
        ofBasket();
      } else {
        ofPosition(position);
      }
      (position < 0 ? basket : lines).near(probe, numbers, visitor);
      for (int i = 0; i < matches.size(); i++) {
        if (!matches.sure(i)) {
          visitor.visit(matches.rule(i));
        }
      }
    }

    /** The rules that look at no line and may hold. */
    void ofBasket() {
      basket.match(probe, matches);
    }
  }
}
