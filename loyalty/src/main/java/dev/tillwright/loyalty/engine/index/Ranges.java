package dev.tillwright.loyalty.engine.index;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A set of whole numbers as ranges, each with its start and without its end; in ascending order and
 * apart. {@link Long#MAX_VALUE} as an end stands for no end, so it is in no set itself. Immutable.
 */
public final class Ranges {
  /** Holds no number. */
  public static final Ranges NONE = new Ranges(new long[0]);

  /** Starts at even places, ends at odd ones. */
  private final long[] bounds;

  private Ranges(long[] bounds) {
    this.bounds = bounds;
  }

  /** From the start, which is included, to the end, which is not; none when that is empty. */
  public static Ranges of(long from, long to) {
    return from < to ? new Ranges(new long[] {from, to}) : NONE;
  }

  /** From here on. */
  public static Ranges from(long from) {
    return of(from, Long.MAX_VALUE);
  }

  /** What is in either. */
  public Ranges or(Ranges other) {
    return merge(other, 1);
  }

  /** What is in both. */
  public Ranges and(Ranges other) {
    return merge(other, 2);
  }

  /** What is not in it. */
  Ranges not() {
    long[] other = new long[bounds.length + 2];
    int size = 0;
    other[size++] = Long.MIN_VALUE;
    for (long bound : bounds) {
      other[size++] = bound;
    }
    other[size++] = Long.MAX_VALUE;
    boolean first = other[0] == other[1];
    boolean last = other[size - 2] == other[size - 1];
    return new Ranges(Arrays.copyOfRange(other, first ? 2 : 0, last ? size - 2 : size));
  }

  /** Sweeps over all bounds and keeps what is covered at least so often. */
  private Ranges merge(Ranges other, int least) {
    long[] merged = new long[bounds.length + other.bounds.length];
    int size = 0;
    int i = 0;
    int k = 0;
    while (i < bounds.length || k < other.bounds.length) {
      boolean mine =
          k == other.bounds.length || (i < bounds.length && bounds[i] <= other.bounds[k]);
      long at = mine ? bounds[i] : other.bounds[k];
      boolean before = (i & 1) + (k & 1) >= least;
      while (i < bounds.length && bounds[i] == at) {
        i++;
      }
      while (k < other.bounds.length && other.bounds[k] == at) {
        k++;
      }
      if (before != ((i & 1) + (k & 1) >= least)) {
        merged[size++] = at;
      }
    }
    return size == 0 ? NONE : new Ranges(Arrays.copyOf(merged, size));
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  /** How many ranges. */
  int size() {
    return bounds.length / 2;
  }

  long start(int range) {
    return bounds[2 * range];
  }

  long end(int range) {
    return bounds[2 * range + 1];
  }

  LongStream bounds() {
    return Arrays.stream(bounds);
  }

  boolean contains(long value) {
    if (bounds.length == 2) {
      return value >= bounds[0] && value < bounds[1];
    }
    int found = Arrays.binarySearch(bounds, value);
    return ((found >= 0 ? found : -found - 2) & 1) == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ranges ranges && Arrays.equals(bounds, ranges.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    return Arrays.toString(bounds);
  }
}
