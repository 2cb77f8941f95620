package dev.tillwright.loyalty.engine.index;

/**
 * Entries, each filed once under the test that the fewest facts pass (its access predicate, after
 * Fabret and others, SIGMOD 2001); what is filed in one place is filed again by the tests that are
 * left (after the BE-tree of Sadoghi and Jacobsen, SIGMOD 2011). Immutable.
 */
final class Node {
  private final Branches[] byText;
  private final Segments[] byNumber;
  private final Entry[] rest;

  Node(Branches[] byText, Segments[] byNumber, Entry[] rest) {
    this.byText = byText;
    this.byNumber = byNumber;
    this.rest = rest;
  }

  void match(Probe probe, Matches found) {
    for (Branches branches : byText) {
      branches.match(probe, found);
    }
    for (Segments segments : byNumber) {
      segments.match(probe, found);
    }
    for (Entry entry : rest) {
      entry.match(probe, found);
    }
  }
}
