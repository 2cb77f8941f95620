package dev.tillwright.loyalty.engine.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files entries into nodes. */
final class Filing {
  /** So few entries are tested one by one faster than they are looked up. */
  private static final int FEW = 6;

  private final Vocabulary vocabulary;
  private final long[][] bounds;

  /** How often entries may still be filed below the first node, so that memory is bounded. */
  private long budget;

  Filing(Vocabulary vocabulary, List<Entry> entries) {
    this.vocabulary = vocabulary;
    this.budget = 64L * entries.size();
    this.bounds = new long[vocabulary.dimensions()][];
    for (int dimension = 0; dimension < bounds.length; dimension++) {
      bounds[dimension] =
          Segments.bounds(
              dimension, false, entries.stream().flatMap(each -> Arrays.stream(each.checks())));
    }
  }

  Node file(List<Entry> entries) {
    return file(entries, 0);
  }

  private Node file(List<Entry> entries, int few) {
    List<Entry> rest = new ArrayList<>();
    Map<Integer, List<Filed>> byDimension = new TreeMap<>();
    boolean enough = entries.size() <= few || budget < 0;
    for (Entry entry : entries) {
      int access = enough ? -1 : access(entry);
      if (access < 0) {
        rest.add(entry);
      } else {
        Check check = entry.checks()[access];
        byDimension
            .computeIfAbsent(check.dimension(), key -> new ArrayList<>())
            .add(new Filed(check, entry.without(access)));
      }
    }
    List<Branches> byText = new ArrayList<>();
    List<Segments> byNumber = new ArrayList<>();
    byDimension.forEach(
        (dimension, filed) -> {
          if (filed.get(0).check().ofTexts()) {
            byText.add(branches(dimension, filed));
          } else {
            byNumber.add(segments(dimension, filed));
          }
        });
    return new Node(
        byText.toArray(Branches[]::new),
        byNumber.toArray(Segments[]::new),
        rest.toArray(Entry[]::new));
  }

  /** The test by which an entry is filed; -1 when none is good for it. */
  private int access(Entry entry) {
    int best = -1;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < entry.checks().length; i++) {
      Check check = entry.checks()[i];
      double share = check.negated() ? Double.MAX_VALUE : share(check);
      if (share < least) {
        least = share;
        best = i;
      }
    }
    return best;
  }

  /** Which part of all facts passes, when every text and every segment were equally likely. */
  private double share(Check check) {
    if (check.ofTexts()) {
      return check.ids().length / (vocabulary.size(check.dimension()) + 1.0);
    }
    long[] all = bounds[check.dimension()];
    long covered = 0;
    Ranges ranges = check.ranges();
    for (int i = 0; i < ranges.size(); i++) {
      covered += Segments.segment(all, ranges.end(i)) - Segments.segment(all, ranges.start(i));
    }
    return covered / (all.length + 1.0);
  }

  private Branches branches(int dimension, List<Filed> filed) {
    Map<Integer, List<Entry>> byId = new TreeMap<>();
    for (Filed each : filed) {
      budget -= each.check().ids().length;
      for (int id : each.check().ids()) {
        byId.computeIfAbsent(id, key -> new ArrayList<>(2)).add(each.left());
      }
    }
    int[] ids = byId.keySet().stream().mapToInt(Integer::intValue).toArray();
    Node[] nodes = byId.values().stream().map(list -> file(list, FEW)).toArray(Node[]::new);
    return new Branches(dimension, ids, nodes);
  }

  private Segments segments(int dimension, List<Filed> filed) {
    long[] here = Segments.bounds(dimension, false, filed.stream().map(Filed::check));
    Map<Integer, List<Entry>> byPlace = new TreeMap<>();
    for (Filed each : filed) {
      Segments.places(here, each.check().ranges(), place -> put(byPlace, place, each.left()));
    }
    @Nullable Node[] tree = new Node[2 * (here.length + 1)];
    byPlace.forEach((place, list) -> tree[place] = file(list, FEW));
    return new Segments(dimension, here, tree);
  }

  private void put(Map<Integer, List<Entry>> byPlace, int place, Entry entry) {
    budget--;
    byPlace.computeIfAbsent(place, key -> new ArrayList<>(2)).add(entry);
  }

  /** An entry under a test of it, with the tests that are left. */
  private record Filed(Check check, Entry left) {}
}
