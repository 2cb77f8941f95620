package dev.tillwright.loyalty.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The index against a scan of all rules. */
class PredicateIndexTest {
  private static final int CERTAIN_LEAVES = 9;

  @Test
  void match_isWhatAScanFinds() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("rule index against a scan: -Dseed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    long found = 0;
    for (int round = 0; round < 60; round++) {
      RandomFormulas formulas = new RandomFormulas(random);
      boolean unknown = round % 3 == 0;
      List<Formula> rules = new ArrayList<>();
      for (int i = random.nextInt(1, round % 10 == 0 ? 2_000 : 200); i > 0; i--) {
        rules.add(formulas.formula(random.nextInt(4), unknown));
      }
      Vocabulary vocabulary = new Vocabulary(RandomFormulas.KINDS);
      PredicateIndex index = index(vocabulary, rules);
      Probe probe = vocabulary.probe();
      Matches matches = new Matches();
      for (int i = 0; i < 40; i++) {
        RandomFormulas.Facts facts = formulas.facts();
        facts.tell(probe);
        index.match(probe, matches);
        same(rules, facts, matches, unknown);
        found += matches.size();
      }
    }
    assertThat(found).isPositive();
  }

  private static PredicateIndex index(Vocabulary vocabulary, List<Formula> rules) {
    PredicateIndex.Builder builder = PredicateIndex.over(vocabulary);
    for (int rule = 0; rule < rules.size(); rule++) {
      builder.add(rule, rules.get(rule));
    }
    return builder.build();
  }

  private static void same(
      List<Formula> rules, RandomFormulas.Facts facts, Matches matches, boolean unknown) {
    Set<Integer> sure = new HashSet<>();
    Set<Integer> all = new TreeSet<>();
    for (int i = 0; i < matches.size(); i++) {
      assertThat(all.add(matches.rule(i))).as("named once").isTrue();
      if (matches.sure(i)) {
        sure.add(matches.rule(i));
      }
    }
    for (int rule = 0; rule < rules.size(); rule++) {
      Formula formula = rules.get(rule);
      boolean may = RandomFormulas.holds(formula, facts, true);
      boolean must = RandomFormulas.holds(formula, facts, false);
      boolean found = all.contains(rule);
      boolean certain = !unknown && RandomFormulas.leaves(formula) <= CERTAIN_LEAVES;
      // What may hold is found; what is said for sure holds; a small formula is always sure.
      if (!found && (may || must)
          || sure.contains(rule) && !(may && must)
          || certain && (found != must || sure.contains(rule) != must)) {
        throw new AssertionError("rule " + formula + " of " + facts + ": found " + found);
      }
    }
  }

  @Test
  void nearMisses_areThoseOfAScan() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("near misses against a scan: -Dseed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    long seen = 0;
    for (int round = 0; round < 60; round++) {
      RandomFormulas formulas = new RandomFormulas(random);
      List<List<Formula>> rules = new ArrayList<>();
      for (int i = random.nextInt(1, 300); i > 0; i--) {
        rules.add(distinct(formulas, 2 + random.nextInt(3)));
      }
      Vocabulary vocabulary = new Vocabulary(RandomFormulas.KINDS);
      List<Formula> all = new ArrayList<>();
      rules.forEach(tests -> all.add(new Formula.All(tests)));
      PredicateIndex index = index(vocabulary, all);
      Probe probe = vocabulary.probe();
      for (int i = 0; i < 30; i++) {
        RandomFormulas.Facts facts = formulas.facts();
        facts.tell(probe);
        Set<Integer> near = new TreeSet<>();
        index.nearMisses(probe, 10_000).forEach(miss -> near.add(miss.rule()));
        assertThat(near).isEqualTo(scan(rules, facts));
        seen += near.size();
      }
    }
    assertThat(seen).isPositive();
  }

  /** Tests of different dimensions, so that none of them merge. */
  private static List<Formula> distinct(RandomFormulas formulas, int count) {
    List<Formula> tests = new ArrayList<>();
    Set<Integer> dimensions = new HashSet<>();
    while (tests.size() < count) {
      Formula literal = formulas.literal();
      Formula inner = literal instanceof Formula.Not not ? not.of() : literal;
      int dimension =
          inner instanceof Formula.In in ? in.dimension() : ((Formula.Within) inner).dimension();
      if (dimensions.add(dimension)) {
        tests.add(literal);
      }
    }
    return tests;
  }

  private static Set<Integer> scan(List<List<Formula>> rules, RandomFormulas.Facts facts) {
    Set<Integer> near = new TreeSet<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      List<Formula> tests = rules.get(rule);
      long missed =
          tests.stream().filter(test -> !RandomFormulas.holds(test, facts, false)).count();
      long positive = tests.stream().filter(test -> !(test instanceof Formula.Not)).count();
      boolean touched =
          positive == 0
              || tests.stream()
                  .anyMatch(
                      test ->
                          !(test instanceof Formula.Not)
                              && RandomFormulas.holds(test, facts, false));
      if (missed == 1 && touched) {
        near.add(rule);
      }
    }
    return near;
  }

  @Test
  void threshold_theNextOneAboveIsNamed() {
    Vocabulary vocabulary = new Vocabulary(Vocabulary.Kind.NUMBER, Vocabulary.Kind.TEXT);
    PredicateIndex index =
        PredicateIndex.over(vocabulary)
            .add(0, new Formula.Within(0, Ranges.from(2_000)))
            .add(1, new Formula.Within(0, Ranges.from(6_000)))
            .add(2, new Formula.Within(0, Ranges.from(9_000)))
            .add(
                3,
                new Formula.All(
                    List.of(
                        new Formula.In(1, Set.of("wine")),
                        new Formula.Within(0, Ranges.from(7_500)))))
            .build();
    Probe probe = vocabulary.probe().number(0, 5_400).text(1, "wine");

    assertThat(index.nearMisses(probe, 10))
        .extracting(NearMiss::rule, miss -> miss.above().orElse(-1))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(1, 6_000L),
            org.assertj.core.groups.Tuple.tuple(3, 7_500L));
    assertThat(index.nearMisses(probe.number(0, 9_000), 10)).isEmpty();
  }

  @Test
  void match_allocatesNothingForRulesThatDoNotHold() {
    SplittableRandom random = new SplittableRandom(7);
    Vocabulary vocabulary = new Vocabulary(RandomFormulas.KINDS);
    List<Formula> rules = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      Formula code = new Formula.In(0, Set.of("code " + i));
      Formula band = new Formula.Within(4, Ranges.of(i, i + 20L));
      rules.add(i % 2 == 0 ? code : new Formula.All(List.of(band, new Formula.Not(code))));
    }
    PredicateIndex index = index(vocabulary, rules);
    Probe probe = vocabulary.probe();
    Matches matches = new Matches();
    Allocations allocations = new Allocations();
    String[] codes = new String[64];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = "code " + random.nextInt(10_000);
    }
    long allocated = Long.MAX_VALUE;
    long found = 0;
    for (int round = 0; round < 3; round++) { // the first rounds load classes and grow the answer
      long before = allocations.bytes();
      for (int i = 0; i < 2_000; i++) {
        probe.text(0, codes[i % codes.length]).number(4, i);
        index.match(probe, matches);
        found += matches.size();
      }
      allocated = allocations.bytes() - before;
    }
    assertThat(found).isPositive();
    assertThat(allocated).as("bytes of 2,000 questions").isLessThan(2_000);
  }
}
