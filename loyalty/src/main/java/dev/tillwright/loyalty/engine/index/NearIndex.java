package dev.tillwright.loyalty.engine.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Finds what almost holds, by counting: each test that holds is counted for its entry, each that is
 * negated counts from the start and is taken off when a fact falls into it. An entry of which no
 * positive test holds is never named. The cost follows the tests that hold.
 */
final class NearIndex {
  /** Counters that are kept for the next question; more askers at once bring their own. */
  private static final int KEPT = 4;

  private final List<Entry> entries;
  private final List<Check> checks = new ArrayList<>();
  private final int[] entryOf;
  private final int[] negatives;
  private final List<Postings> positive = new ArrayList<>();
  private final List<Postings> negated = new ArrayList<>();
  private final List<Thresholds> thresholds = new ArrayList<>();
  private final ArrayBlockingQueue<Tally> tallies = new ArrayBlockingQueue<>(KEPT);

  private NearIndex(Vocabulary vocabulary, List<Entry> entries) {
    this.entries = entries;
    this.negatives = new int[entries.size()];
    this.entryOf = new int[entries.stream().mapToInt(entry -> entry.checks().length).sum()];
    for (int entry = 0; entry < entries.size(); entry++) {
      for (Check check : entries.get(entry).checks()) {
        entryOf[checks.size()] = entry;
        negatives[entry] += check.negated() ? 1 : 0;
        checks.add(check);
      }
    }
    for (int dimension = 0; dimension < vocabulary.dimensions(); dimension++) {
      positive.add(Postings.of(vocabulary, dimension, false, checks));
      negated.add(Postings.of(vocabulary, dimension, true, checks));
      if (vocabulary.kind(dimension) == Vocabulary.Kind.NUMBER) {
        thresholds.add(Thresholds.of(dimension, entries));
      }
    }
  }

  static NearIndex of(Vocabulary vocabulary, List<Entry> entries) {
    return new NearIndex(vocabulary, entries);
  }

  List<NearMiss> nearMisses(Probe probe, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one");
    }
    List<NearMiss> found = new ArrayList<>();
    Tally kept = tallies.poll();
    Tally tally = kept == null ? new Tally(entries.size(), checks.size()) : kept;
    tally.begin();
    count(probe, tally);
    for (int i = 0; i < tally.size() && found.size() < most; i++) {
      int entry = tally.entry(i);
      if (tally.counted(entry) == entries.get(entry).checks().length - 1) {
        found.add(missed(entries.get(entry), probe));
      }
    }
    for (Thresholds each : thresholds) {
      each.above(probe, most, found);
    }
    tallies.offer(tally);
    return found;
  }

  void near(Probe probe, int numbers, NearVisitor visitor) {
    Tally kept = tallies.poll();
    Tally tally = kept == null ? new Tally(entries.size(), checks.size()) : kept;
    tally.begin();
    count(probe, tally);
    for (int i = 0; i < tally.size(); i++) {
      Entry entry = entries.get(tally.entry(i));
      if (tally.counted(tally.entry(i)) == entry.checks().length - 1) {
        visitor.visit(entry.rule());
      }
    }
    tallies.offer(tally);
    for (Thresholds each : thresholds) {
      each.near(probe, numbers, visitor);
    }
  }

  private void count(Probe probe, Tally tally) {
    for (Postings postings : positive) {
      postings.each(
          probe,
          test -> {
            if (tally.first(test)) {
              tally.count(entryOf[test], negatives[entryOf[test]], 1);
            }
          });
    }
    for (Postings postings : negated) {
      postings.each(
          probe,
          test -> {
            int entry = entryOf[test];
            boolean onlyNegated = negatives[entry] == entries.get(entry).checks().length;
            if ((onlyNegated || tally.named(entry)) && tally.first(test)) {
              tally.count(entry, negatives[entry], -1);
            }
          });
    }
  }

  private static NearMiss missed(Entry entry, Probe probe) {
    Check missed =
        Arrays.stream(entry.checks()).filter(each -> !each.holds(probe)).findFirst().orElseThrow();
    return new NearMiss(entry.rule(), missed.dimension(), above(missed, probe));
  }

  private static OptionalLong above(Check missed, Probe probe) {
    if (missed.ofTexts() || missed.negated() || !probe.known(missed.dimension())) {
      return OptionalLong.empty();
    }
    long value = probe.value(missed.dimension());
    Ranges ranges = missed.ranges();
    for (int i = 0; i < ranges.size(); i++) {
      if (ranges.start(i) > value) {
        return OptionalLong.of(ranges.start(i));
      }
    }
    return OptionalLong.empty();
  }
}
