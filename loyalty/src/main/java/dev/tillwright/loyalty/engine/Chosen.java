package dev.tillwright.loyalty.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The positions that a rule selects, in order, and for each the parts of the sale (bits, by tier)
 * for which it does.
 */
record Chosen(List<Integer> positions, List<Integer> parts) {

  static Chosen none() {
    return new Chosen(new ArrayList<>(4), new ArrayList<>(4));
  }

  void add(int position, int mask) {
    positions.add(position);
    parts.add(mask);
  }

  boolean has(int position) {
    return positions.contains(position);
  }

  /** The bits of a position; none when it is not selected. */
  int mask(int position) {
    int at = positions.indexOf(position);
    return at < 0 ? 0 : parts.get(at);
  }

  /** Without a position. */
  Chosen without(int position) {
    Chosen left = none();
    for (int i = 0; i < positions.size(); i++) {
      if (positions.get(i) != position) {
        left.add(positions.get(i), parts.get(i));
      }
    }
    return left;
  }
}
