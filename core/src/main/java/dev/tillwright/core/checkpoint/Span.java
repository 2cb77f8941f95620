package dev.tillwright.core.checkpoint;

import java.util.List;

/**
 * Leaves of a tree that one node stands for.
 *
 * @param from the first, from 0
 * @param to the first that no longer belongs to it
 */
record Span(long from, long to) {
  static Span of(long from, long to) {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("not a span of leaves");
    }
    return new Span(from, to);
  }

  boolean holds(long leaf) {
    return leaf >= from && leaf < to;
  }

  private long length() {
    return to - from;
  }

  /** Where the node's left child ends: the largest power of two below its length. */
  private long middle() {
    return from + Long.highestOneBit(length() - 1);
  }

  /** The nodes whose hashes lead from a leaf to the root, lowest first (RFC 9162, 2.1.3.1). */
  static void path(long leaf, Span of, List<Span> path) {
    if (of.length() == 1) {
      return;
    }
    Span left = new Span(of.from, of.middle());
    Span right = new Span(of.middle(), of.to);
    boolean inLeft = left.holds(leaf);
    path(leaf, inLeft ? left : right, path);
    path.add(inLeft ? right : left);
  }

  /** The nodes that show that a tree begins with its first leaves (RFC 9162, 2.1.4.1). */
  static void consistency(long oldSize, Span of, boolean known, List<Span> path) {
    if (oldSize == of.length()) {
      if (!known) {
        path.add(of);
      }
      return;
    }
    Span left = new Span(of.from, of.middle());
    Span right = new Span(of.middle(), of.to);
    if (oldSize <= left.length()) {
      consistency(oldSize, left, known, path);
      path.add(right);
    } else {
      consistency(oldSize - left.length(), right, false, path);
      path.add(left);
    }
  }
}
