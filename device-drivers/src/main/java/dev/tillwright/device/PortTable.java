package dev.tillwright.device;

import dev.tillwright.device.spi.Port;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one finder saw, look after look. Not for several threads. */
final class PortTable {
  private final String finder;
  private final int looks;
  private final LongSupplier generations;
  private final Map<String, Row> rows = new HashMap<>();

  private static final class Row {
    private Port port;
    private @Nullable PluggedPort plugged;
    private int differs;

    Row(Port port) {
      this.port = port;
    }
  }

  /**
   * @param looks how many looks in a row a change must last
   */
  PortTable(String finder, int looks, LongSupplier generations) {
    this.finder = finder;
    this.looks = looks;
    this.generations = generations;
  }

  /** Takes a look in, and says what came and went for good. */
  List<PortEvent> seen(List<Port> now) {
    List<PortEvent> events = new ArrayList<>();
    Set<String> there = new HashSet<>();
    for (Port port : now) {
      if (there.add(port.stableId())) {
        present(rows.computeIfAbsent(port.stableId(), id -> new Row(port)), port, events);
      }
    }
    for (Iterator<Map.Entry<String, Row>> each = rows.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<String, Row> entry = each.next();
      if (!there.contains(entry.getKey()) && absent(entry.getValue(), events)) {
        each.remove();
      }
    }
    return events;
  }

  private void present(Row row, Port port, List<PortEvent> events) {
    PluggedPort before = row.plugged;
    if (before != null && before.port().equals(port)) {
      row.differs = 0;
      return;
    }
    // Anew, or the same thing at another place: both must last before they are believed.
    row.differs = row.port.equals(port) ? row.differs + 1 : 1;
    row.port = port;
    if (row.differs < looks) {
      return;
    }
    if (before != null) {
      events.add(new PortEvent.Left(before));
    }
    row.plugged = new PluggedPort(port, finder, generations.getAsLong());
    row.differs = 0;
    events.add(new PortEvent.Arrived(row.plugged));
  }

  private boolean absent(Row row, List<PortEvent> events) {
    if (row.plugged == null) {
      return true;
    }
    if (++row.differs < looks) {
      return false;
    }
    events.add(new PortEvent.Left(row.plugged));
    return true;
  }

  List<PluggedPort> present() {
    return rows.values().stream()
        .map(row -> row.plugged)
        .filter(java.util.Objects::nonNull)
        .toList();
  }
}
