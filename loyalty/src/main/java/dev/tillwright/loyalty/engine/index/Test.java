package dev.tillwright.loyalty.engine.index;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One test of one dimension; negated, it holds also where the dimension has no fact. */
sealed interface Test {
  int dimension();

  boolean negated();

  /** Whether no fact passes it. */
  boolean never();

  /** Both in one test of the same dimension; none where one test cannot say it. */
  Optional<Test> and(Test other, boolean single);

  /** Either in one test; none where one test cannot say it. */
  Optional<Test> or(Test other);

  /** One of these texts, or none of them. */
  record In(int dimension, Set<String> values, boolean negated) implements Test {
    @Override
    public boolean never() {
      return !negated && values.isEmpty();
    }

    @Override
    public Optional<Test> and(Test other, boolean single) {
      In in = (In) other;
      Set<String> both = new HashSet<>(values);
      if (negated && in.negated) {
        both.addAll(in.values);
        return Optional.of(new In(dimension, both, true));
      }
      if (!single) {
        return Optional.empty(); // of several texts one may pass one test, another the other
      }
      if (!negated && !in.negated) {
        both.retainAll(in.values);
        return Optional.of(new In(dimension, both, false));
      }
      Set<String> left = new HashSet<>(negated ? in.values : values);
      left.removeAll(negated ? values : in.values);
      return Optional.of(new In(dimension, left, false));
    }

    @Override
    public Optional<Test> or(Test other) {
      In in = (In) other;
      if (negated || in.negated) {
        return Optional.empty();
      }
      Set<String> either = new HashSet<>(values);
      either.addAll(in.values);
      return Optional.of(new In(dimension, either, false));
    }
  }

  /** In these ranges, or outside of them. */
  record Within(int dimension, Ranges ranges, boolean negated) implements Test {
    @Override
    public boolean never() {
      return !negated && ranges.isEmpty();
    }

    @Override
    public Optional<Test> and(Test other, boolean single) {
      Within within = (Within) other;
      if (negated && within.negated) {
        return Optional.of(new Within(dimension, ranges.or(within.ranges), true));
      }
      Ranges mine = negated ? ranges.not() : ranges;
      Ranges others = within.negated ? within.ranges.not() : within.ranges;
      return Optional.of(new Within(dimension, mine.and(others), false));
    }

    @Override
    public Optional<Test> or(Test other) {
      Within within = (Within) other;
      return negated || within.negated
          ? Optional.empty()
          : Optional.of(new Within(dimension, ranges.or(within.ranges), false));
    }
  }
}
