package dev.tillwright.loyalty.engine.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Entries filed by a text that they need: the node of each text. Immutable. */
final class Branches {
  private final int dimension;
  private final int[] ids;
  private final Node[] nodes;

  /** Nodes by text; texts ascend. */
  Branches(int dimension, int[] ids, Node[] nodes) {
    this.dimension = dimension;
    this.ids = ids;
    this.nodes = nodes;
  }

  void match(Probe probe, Matches found) {
    for (int i = 0; i < probe.size(dimension); i++) {
      Node node = at(probe.id(dimension, i));
      if (node != null) {
        node.match(probe, found);
      }
    }
  }

  private @Nullable Node at(int id) {
    if (ids.length > 0 && ids[ids.length - 1] == ids.length - 1) {
      return id < ids.length ? nodes[id] : null; // every text up to the last is here
    }
    int place = Arrays.binarySearch(ids, id);
    return place < 0 ? null : nodes[place];
  }
}
