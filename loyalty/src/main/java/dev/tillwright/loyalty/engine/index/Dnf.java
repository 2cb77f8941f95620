package dev.tillwright.loyalty.engine.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A formula as alternatives, each a conjunction: the disjunctive normal form, bounded. What would
 * make too many of them is left out of the tests and the conjunction is no longer exact, so that an
 * answer may say too much, which the asker sees, and never too little.
 */
final class Dnf {
  /** Alternatives of one formula at most. */
  static final int MOST = 32;

  private final Vocabulary vocabulary;

  Dnf(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** None when it never holds. */
  List<Conjunction> of(Formula formula) {
    return of(formula, false);
  }

  private List<Conjunction> of(Formula formula, boolean negated) {
    if (formula instanceof Formula.Not not) {
      return of(not.of(), !negated);
    }
    if (formula instanceof Formula.All all) {
      return negated ? any(all.of(), true) : all(all.of(), false);
    }
    if (formula instanceof Formula.Any any) {
      return negated ? all(any.of(), true) : any(any.of(), false);
    }
    if (formula instanceof Formula.In in) {
      return one(new Test.In(in.dimension(), in.values(), negated));
    }
    if (formula instanceof Formula.Within within) {
      return one(new Test.Within(within.dimension(), within.ranges(), negated));
    }
    return List.of(Conjunction.UNKNOWN);
  }

  private static List<Conjunction> one(Test test) {
    return test.never() ? List.of() : List.of(Conjunction.of(test));
  }

  private List<Conjunction> all(List<Formula> of, boolean negated) {
    List<List<Conjunction>> parts = new ArrayList<>();
    of.forEach(each -> parts.add(of(each, negated)));
    parts.sort(Comparator.comparingInt(List::size));
    List<Conjunction> product = List.of(Conjunction.ALWAYS);
    for (List<Conjunction> part : parts) {
      product =
          product.size() * part.size() > MOST
              ? product.stream().map(each -> new Conjunction(each.tests(), false)).toList()
              : times(product, part);
    }
    return product;
  }

  private List<Conjunction> times(List<Conjunction> these, List<Conjunction> those) {
    List<Conjunction> product = new ArrayList<>(these.size() * those.size());
    for (Conjunction one : these) {
      for (Conjunction other : those) {
        one.and(other, vocabulary).ifPresent(product::add);
      }
    }
    return product;
  }

  private List<Conjunction> any(List<Formula> of, boolean negated) {
    List<Conjunction> alternatives = new ArrayList<>();
    Map<Integer, Integer> single = new HashMap<>();
    for (Formula each : of) {
      for (Conjunction alternative : of(each, negated)) {
        if (alternative.equals(Conjunction.ALWAYS)) {
          return List.of(Conjunction.ALWAYS);
        }
        add(alternative, alternatives, single);
      }
    }
    return alternatives.size() > MOST ? List.of(Conjunction.UNKNOWN) : alternatives;
  }

  /** Alternatives of one test each, of one dimension, become one alternative. */
  private static void add(
      Conjunction next, List<Conjunction> alternatives, Map<Integer, Integer> single) {
    if (next.exact() && next.tests().size() == 1) {
      Test test = next.tests().get(0);
      Integer place = single.putIfAbsent(test.dimension(), alternatives.size());
      if (place != null) {
        Optional<Test> either = alternatives.get(place).tests().get(0).or(test);
        if (either.isPresent()) {
          alternatives.set(place, Conjunction.of(either.get()));
          return;
        }
      }
    }
    alternatives.add(next);
  }
}
