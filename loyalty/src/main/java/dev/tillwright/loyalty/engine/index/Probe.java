package dev.tillwright.loyalty.engine.index;

import java.util.Collection;

/**
 * Facts by dimension, to be asked about and changed again: what stays the same for all lines of a
 * basket is set once. For one thread.
 */
public final class Probe {
  private final Vocabulary vocabulary;
  private final int[][] ids;
  private final int[] sizes;
  private final long[] masks;
  private final long[] numbers;
  private final boolean[] known;

  Probe(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    int dimensions = vocabulary.dimensions();
    this.ids = new int[dimensions][1];
    this.sizes = new int[dimensions];
    this.masks = new long[dimensions];
    this.numbers = new long[dimensions];
    this.known = new boolean[dimensions];
  }

  /** The one text of a dimension. */
  public Probe text(int dimension, String value) {
    none(dimension);
    add(dimension, value);
    return this;
  }

  /** All texts of a dimension. */
  public Probe texts(int dimension, Collection<String> values) {
    none(dimension);
    if (ids[dimension].length < values.size()) {
      ids[dimension] = new int[values.size()];
    }
    values.forEach(value -> add(dimension, value));
    return this;
  }

  /** The number of a dimension; below {@link Long#MAX_VALUE}. */
  public Probe number(int dimension, long value) {
    numbers[dimension] = value;
    known[dimension] = true;
    return this;
  }

  /** The dimension has no fact. */
  public Probe none(int dimension) {
    sizes[dimension] = 0;
    masks[dimension] = 0;
    known[dimension] = false;
    return this;
  }

  private void add(int dimension, String value) {
    int id = vocabulary.idOf(dimension, value);
    if (id >= 0) {
      ids[dimension][sizes[dimension]++] = id;
      masks[dimension] |= 1L << id; // only read where all ids are below 64
    }
  }

  int size(int dimension) {
    return sizes[dimension];
  }

  int id(int dimension, int place) {
    return ids[dimension][place];
  }

  long mask(int dimension) {
    return masks[dimension];
  }

  boolean known(int dimension) {
    return known[dimension];
  }

  /** Only asked where it is known. */
  long value(int dimension) {
    return numbers[dimension];
  }
}
