package dev.tillwright.core.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Device events by terminal and time. */
final class DeviceTimes {
  private final Map<String, NavigableMap<Instant, List<DeviceEvent>>> events = new HashMap<>();

  DeviceTimes(List<DeviceEvent> all) {
    for (DeviceEvent event : all) {
      events
          .computeIfAbsent(event.terminal(), it -> new TreeMap<>())
          .computeIfAbsent(event.at(), it -> new ArrayList<>(1))
          .add(event);
    }
  }

  boolean any(String terminal, Instant from, Instant to, Predicate<DeviceEvent> which) {
    return within(terminal, from, to).values().stream().flatMap(List::stream).anyMatch(which);
  }

  /** Events of a kind that are for one of the sales, or do not say for which they are. */
  long count(String terminal, DeviceEvent.Kind kind, Instant from, Instant to, Set<String> sales) {
    return within(terminal, from, to).values().stream()
        .flatMap(List::stream)
        .filter(it -> it.kind() == kind && (it.sale().isEmpty() || sales.contains(it.sale())))
        .count();
  }

  private NavigableMap<Instant, List<DeviceEvent>> within(
      String terminal, Instant from, Instant to) {
    NavigableMap<Instant, List<DeviceEvent>> of = events.get(terminal);
    return of == null || to.isBefore(from) ? new TreeMap<>() : of.subMap(from, true, to, true);
  }
}
