package dev.tillwright.loyalty.engine.index;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entries filed by ranges that they need: a segment tree over the sorted bounds. A range lies at no
 * more than twice as many nodes as the tree is high, and a number meets each range once, so wide
 * and narrow ranges, and times, which are ranges of a wall clock, need nothing apart. Immutable.
 */
final class Segments {
  private final int dimension;
  private final long[] bounds;

  /** Segment i lies at i + the number of segments; the parent of a node at half its place. */
  private final @Nullable Node[] tree;

  Segments(int dimension, long[] bounds, @Nullable Node[] tree) {
    this.dimension = dimension;
    this.bounds = bounds;
    this.tree = tree;
  }

  void match(Probe probe, Matches found) {
    if (!probe.known(dimension)) {
      return;
    }
    int leaf = segment(bounds, probe.value(dimension)) + bounds.length + 1;
    for (int place = leaf; place > 0; place >>= 1) {
      Node node = tree[place];
      if (node != null) {
        node.match(probe, found);
      }
    }
  }

  /** The segment that a number lies in: 0 is below the first bound. */
  static int segment(long[] bounds, long value) {
    int at = Arrays.binarySearch(bounds, value);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** The places of a tree over these bounds at which ranges lie. */
  static void places(long[] bounds, Ranges ranges, IntConsumer each) {
    int leaves = bounds.length + 1;
    for (int i = 0; i < ranges.size(); i++) {
      int left = segment(bounds, ranges.start(i)) + leaves;
      int right = segment(bounds, ranges.end(i)) + leaves;
      for (; left < right; left >>= 1, right >>= 1) {
        if ((left & 1) == 1) {
          each.accept(left++);
        }
        if ((right & 1) == 1) {
          each.accept(--right);
        }
      }
    }
  }

  /** The bounds of all tests of a dimension that need or forbid a range. */
  static long[] bounds(int dimension, boolean negated, Stream<Check> checks) {
    return checks
        .filter(check -> check.dimension() == dimension && check.negated() == negated)
        .flatMapToLong(check -> check.ranges().bounds())
        .sorted()
        .distinct()
        .toArray();
  }
}
