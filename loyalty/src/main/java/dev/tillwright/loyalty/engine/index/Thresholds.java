package dev.tillwright.loyalty.engine.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Entries that test one number and nothing else, by where their ranges start. Immutable. */
final class Thresholds {
  private final int dimension;
  private final long[] starts;
  private final List<List<Entry>> entries;

  private Thresholds(int dimension, long[] starts, List<List<Entry>> entries) {
    this.dimension = dimension;
    this.starts = starts;
    this.entries = entries;
  }

  static Thresholds of(int dimension, List<Entry> all) {
    TreeMap<Long, List<Entry>> byStart = new TreeMap<>();
    for (Entry entry : all) {
      if (entry.checks().length == 1) {
        Check check = entry.checks()[0];
        if (check.dimension() == dimension && !check.negated()) {
          for (int i = 0; i < check.ranges().size(); i++) {
            byStart.computeIfAbsent(check.ranges().start(i), key -> new ArrayList<>(1)).add(entry);
          }
        }
      }
    }
    long[] starts = byStart.keySet().stream().mapToLong(Long::longValue).toArray();
    return new Thresholds(dimension, starts, List.copyOf(byStart.values()));
  }

  /** Those of the next start above the number of the facts. */
  void above(Probe probe, int most, List<NearMiss> found) {
    if (starts.length == 0 || !probe.known(dimension)) {
      return;
    }
    int at = Arrays.binarySearch(starts, probe.value(dimension));
    int next = at >= 0 ? at + 1 : -at - 1;
    if (next < starts.length) {
      for (Entry entry : entries.get(next)) {
        if (found.size() < most && !entry.checks()[0].holds(probe)) {
          found.add(new NearMiss(entry.rule(), dimension, OptionalLong.of(starts[next])));
        }
      }
    }
  }
}
