package dev.tillwright.loyalty.engine.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** The tests of one dimension by the facts that fall into them; those negated apart. Immutable. */
final class Postings {
  private static final int[] NONE = {};

  private final int dimension;
  private final boolean ofTexts;
  private final long[] bounds;

  /** Numbers of tests by text, or by place in a segment tree. */
  private final int[][] tests;

  private Postings(int dimension, boolean ofTexts, long[] bounds, int[][] tests) {
    this.dimension = dimension;
    this.ofTexts = ofTexts;
    this.bounds = bounds;
    this.tests = tests;
  }

  static Postings of(Vocabulary vocabulary, int dimension, boolean negated, List<Check> checks) {
    boolean ofTexts = vocabulary.kind(dimension) != Vocabulary.Kind.NUMBER;
    long[] bounds = Segments.bounds(dimension, negated, checks.stream());
    Map<Integer, List<Integer>> lists = new TreeMap<>();
    for (int test = 0; test < checks.size(); test++) {
      Check check = checks.get(test);
      if (check.dimension() == dimension && check.negated() == negated) {
        int number = test;
        IntConsumer file =
            place -> lists.computeIfAbsent(place, key -> new ArrayList<>(2)).add(number);
        if (ofTexts) {
          for (int id : check.ids()) {
            file.accept(id);
          }
        } else {
          Segments.places(bounds, check.ranges(), file);
        }
      }
    }
    int size = ofTexts ? vocabulary.size(dimension) : 2 * (bounds.length + 1);
    int[][] tests = new int[size][];
    Arrays.fill(tests, NONE);
    lists.forEach((place, list) -> tests[place] = list.stream().mapToInt(i -> i).toArray());
    return new Postings(dimension, ofTexts, bounds, tests);
  }

  /** Each test that a fact falls into; one may be named twice. */
  void each(Probe probe, IntConsumer test) {
    if (ofTexts) {
      for (int i = 0; i < probe.size(dimension); i++) {
        each(probe.id(dimension, i), test);
      }
    } else if (probe.known(dimension)) {
      int leaf = Segments.segment(bounds, probe.value(dimension)) + bounds.length + 1;
      for (int place = leaf; place > 0; place >>= 1) {
        each(place, test);
      }
    }
  }

  private void each(int place, IntConsumer test) {
    for (int number : tests[place]) {
      test.accept(number);
    }
  }
}
