package dev.tillwright.core.watch.shop;

import dev.tillwright.core.watch.CashCount;
import dev.tillwright.core.watch.Detector;
import dev.tillwright.core.watch.DeviceEvent;
import dev.tillwright.core.watch.HighWater;
import dev.tillwright.core.watch.HostLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that came out of a simulated shop, and what is true of it. */
public final class World {
  /** One entry to be, without its place in the chain yet: when it was written, by which clock. */
  public record Row(String terminal, Instant order, Instant at, String kind, String payload) {}

  public final Map<String, List<Row>> rows = new HashMap<>();
  public final List<DeviceEvent> devices = new ArrayList<>();
  public final List<HostLine> host = new ArrayList<>();
  public final List<HighWater> marks = new ArrayList<>();
  public final List<CashCount> counts = new ArrayList<>();
  public final List<Label> truth = new ArrayList<>();

  /** Which operator took a sale back for himself. */
  public final Map<String, String> skims = new HashMap<>();

  public Instant from = Instant.EPOCH;
  public Instant now = Instant.EPOCH;

  void must(String fault, Detector detector, String terminal, String near) {
    truth.add(new Label(fault, detector, terminal, near, true, null));
  }

  void may(String fault, Detector detector, String terminal, String near) {
    truth.add(new Label(fault, detector, terminal, near, false, null));
  }

  /** In the order in which it happened. */
  void sort() {
    rows.values().forEach(list -> list.sort(Comparator.comparing(Row::order)));
    devices.sort(Comparator.comparing(DeviceEvent::at));
  }
}
