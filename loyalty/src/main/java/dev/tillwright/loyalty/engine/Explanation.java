package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PointsQuote.Reason;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.loyalty.program.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The sentences of an award, in order of evaluation. */
final class Explanation {
  /** In place of a rule's id, on the reason of the program's own limit; no rule has this id. */
  static final String LIMIT = "program.limit";

  private final Result result;
  private final Sentences sentences;

  Explanation(Result result, Locale language) {
    this.result = result;
    this.sentences = new Sentences(result.program(), language);
  }

  PointsQuote quote() {
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < result.earned().size(); i++) {
      Earned each = result.earned().get(i);
      long points = result.rounded().get(i);
      reasons.add(
          reason(
              each.rule().rule().id(),
              points,
              each.chosen().positions(),
              sentences.earned(each, points)));
    }
    for (Cut cut : result.cuts()) {
      String rule = cut.rule() == null ? LIMIT : cut.rule().rule().id();
      reasons.add(reason(rule, -cut.fewer(), cut.positions(), sentences.cut(cut)));
    }
    result
        .exclusions()
        .byRule()
        .forEach(
            (place, positions) -> {
              CompiledRule rule = result.rules().get(place);
              reasons.add(
                  reason(
                      rule.rule().id(),
                      0,
                      positions,
                      sentences.excluded(rule, positions, result.facts())));
            });
    result
        .extras()
        .forEach(
            (place, positions) -> {
              Rule rule = result.rules().get(place).rule();
              reasons.add(reason(rule.id(), 0, positions, sentences.extra(rule)));
            });
    return new PointsQuote(
        result.program().name(),
        result.program().digest(),
        result.points(),
        reasons,
        result.shares(),
        result.grants(),
        result.reviews());
  }

  private Reason reason(String rule, long points, List<Integer> positions, String text) {
    return new Reason(rule, points, numbers(result.facts(), positions), text);
  }

  /** The numbers of the lines of some positions. */
  static List<Integer> numbers(Facts facts, List<Integer> positions) {
    TreeSet<Integer> numbers = new TreeSet<>();
    for (int position : positions) {
      for (PricedLine line : facts.positions.get(position).lines) {
        numbers.add(line.line().number());
      }
    }
    return List.copyOf(numbers);
  }
}
