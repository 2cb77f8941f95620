package dev.tillwright.loyalty.engine.index;

import java.util.Arrays;

/** A test made ready: texts are numbers, and small dimensions are bit masks. Immutable. */
final class Check {
  private enum Form {
    MASK,
    SET,
    RANGES
  }

  private final int dimension;
  private final Form form;
  private final boolean negated;
  private final long mask;
  private final int[] ids;
  private final Ranges ranges;

  Check(Test test, Vocabulary vocabulary) {
    this.dimension = test.dimension();
    this.negated = test.negated();
    if (test instanceof Test.In in) {
      ranges = Ranges.NONE;
      ids = in.values().stream().mapToInt(v -> vocabulary.idOf(dimension, v)).sorted().toArray();
      boolean small = vocabulary.size(dimension) <= Vocabulary.SMALL;
      form = small ? Form.MASK : Form.SET;
      mask = small ? Arrays.stream(ids).mapToLong(id -> 1L << id).reduce(0, (a, b) -> a | b) : 0;
    } else {
      ranges = ((Test.Within) test).ranges();
      ids = new int[0];
      form = Form.RANGES;
      mask = 0;
    }
  }

  boolean holds(Probe probe) {
    return switch (form) {
          case MASK -> (probe.mask(dimension) & mask) != 0;
          case SET -> inSet(probe);
          case RANGES -> probe.known(dimension) && ranges.contains(probe.value(dimension));
        }
        != negated;
  }

  private boolean inSet(Probe probe) {
    for (int i = 0; i < probe.size(dimension); i++) {
      if (Arrays.binarySearch(ids, probe.id(dimension, i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  int dimension() {
    return dimension;
  }

  boolean negated() {
    return negated;
  }

  boolean ofTexts() {
    return form != Form.RANGES;
  }

  /** The texts, when it is of texts. */
  int[] ids() {
    return ids;
  }

  /** The ranges, when it is of numbers. */
  Ranges ranges() {
    return ranges;
  }
}
