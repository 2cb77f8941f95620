package dev.tillwright.loyalty.engine.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tests that must all hold.
 *
 * @param tests at most a few of one dimension
 * @param exact whether they are all there is; otherwise something unknown must hold besides
 */
record Conjunction(List<Test> tests, boolean exact) {
  static final Conjunction ALWAYS = new Conjunction(List.of(), true);
  static final Conjunction UNKNOWN = new Conjunction(List.of(), false);

  Conjunction {
    tests = List.copyOf(tests);
  }

  static Conjunction of(Test test) {
    return new Conjunction(List.of(test), true);
  }

  /** With the tests of another as well; none when no fact passes both. */
  Optional<Conjunction> and(Conjunction other, Vocabulary vocabulary) {
    List<Test> both = new ArrayList<>(tests);
    for (Test test : other.tests) {
      add(both, test, vocabulary.kind(test.dimension()) == Vocabulary.Kind.TEXT);
    }
    return both.stream().anyMatch(Test::never)
        ? Optional.empty()
        : Optional.of(new Conjunction(both, exact && other.exact));
  }

  private static void add(List<Test> tests, Test test, boolean single) {
    for (int i = 0; i < tests.size(); i++) {
      Test before = tests.get(i);
      if (before.dimension() == test.dimension()) {
        Optional<Test> merged = before.and(test, single);
        if (merged.isPresent()) {
          tests.set(i, merged.get());
          return;
        }
      }
    }
    tests.add(test);
  }
}
