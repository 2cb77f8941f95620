package dev.tillwright.core.monitor;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All gauges and counters at one moment.
 *
 * @param at when it was read
 * @param gauges by name; one that could not be read is left out
 * @param counts by name, then label
 */
public record Reading(Instant at, SortedMap<String, Long> gauges, List<Count> counts) {
  public Reading {
    Objects.requireNonNull(at, "at");
    gauges = Collections.unmodifiableSortedMap(new TreeMap<>(gauges));
    counts = List.copyOf(counts);
  }

  /** A count by its name and label; 0 when nothing was counted. */
  public long count(String name, String label) {
    return counts.stream()
        .filter(count -> count.name().equals(name) && count.label().equals(label))
        .mapToLong(Count::value)
        .sum();
  }

  /**
   * How often something happened since the monitor was made.
   *
   * @param name what: {@code payment.outcome}
   * @param label which of its few kinds: {@code taken}; empty for none
   * @param value from 0, only rises
   */
  public record Count(String name, String label, long value) {
    public Count {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(label, "label");
    }
  }
}
