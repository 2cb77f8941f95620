package dev.tillwright.loyalty.engine.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Entries that need one number and otherwise only forbid, by where its ranges start. Immutable. */
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
      List<Check> needed = Arrays.stream(entry.checks()).filter(it -> !it.negated()).toList();
      if (needed.size() == 1 && needed.get(0).dimension() == dimension) {
        Ranges ranges = needed.get(0).ranges();
        for (int i = 0; i < ranges.size(); i++) {
          byStart.computeIfAbsent(ranges.start(i), key -> new ArrayList<>(1)).add(entry);
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
        if (found.size() < most && entry.checks().length == 1 && missesNumber(entry, probe)) {
          found.add(new NearMiss(entry.rule(), dimension, OptionalLong.of(starts[next])));
        }
      }
    }
  }

  /** Visits what is above, the next first, until so many numbers were worth it. */
  void near(Probe probe, int numbers, NearVisitor visitor) {
    if (starts.length == 0 || !probe.known(dimension)) {
      return;
    }
    int at = Arrays.binarySearch(starts, probe.value(dimension));
    int left = numbers;
    for (int next = at >= 0 ? at + 1 : -at - 1; next < starts.length && left > 0; next++) {
      boolean worth = false;
      for (Entry entry : entries.get(next)) {
        worth |= missesNumber(entry, probe) && visitor.visit(entry.rule());
      }
      left -= worth ? 1 : 0;
    }
  }

  /** Whether what it forbids is not there, and the number it needs is not either. */
  private boolean missesNumber(Entry entry, Probe probe) {
    for (Check check : entry.checks()) {
      if (check.holds(probe) != check.negated()) {
        return false;
      }
    }
    return true;
  }
}
