package dev.tillwright.core.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the devices of each till counted, read by read. */
final class Counters {
  private final Map<String, Map<String, List<DeviceEvent>>> terminals = new TreeMap<>();

  /** From one reading of a device to its next. */
  record Step(DeviceEvent before, DeviceEvent after) {
    long counted() {
      return after.count() - before.count();
    }
  }

  /** The same step of every device of a till. */
  record Round(List<Step> steps) {
    DeviceEvent last() {
      return steps.stream().map(Step::after).reduce((a, b) -> a.at().isAfter(b.at()) ? a : b).get();
    }

    Instant earliestBefore() {
      return steps.stream().map(it -> it.before().at()).min(Instant::compareTo).orElseThrow();
    }

    Instant latestBefore() {
      return steps.stream().map(it -> it.before().at()).max(Instant::compareTo).orElseThrow();
    }

    Instant earliestAfter() {
      return steps.stream().map(it -> it.after().at()).min(Instant::compareTo).orElseThrow();
    }

    String devices() {
      return steps.stream().map(it -> it.after().device()).collect(Collectors.joining("+"));
    }

    List<Evidence> evidence() {
      return steps.stream()
          .flatMap(it -> Stream.of(Evidence.event(it.before()), Evidence.event(it.after())))
          .toList();
    }
  }

  void add(DeviceEvent event) {
    terminals
        .computeIfAbsent(event.terminal(), it -> new TreeMap<>())
        .computeIfAbsent(event.device(), it -> new ArrayList<>())
        .add(event);
  }

  /**
   * The rounds of each till. Where a till has several devices, their readings belong together when
   * they lie no further apart than two clocks do; others say nothing of the till.
   */
  List<Round> rounds(Duration together) {
    List<Round> rounds = new ArrayList<>();
    for (Map<String, List<DeviceEvent>> devices : terminals.values()) {
      List<List<DeviceEvent>> readings = readings(List.copyOf(devices.values()), together);
      for (int i = 1; i < readings.size(); i++) {
        List<Step> steps = new ArrayList<>();
        for (int device = 0; device < devices.size(); device++) {
          steps.add(new Step(readings.get(i - 1).get(device), readings.get(i).get(device)));
        }
        rounds.add(new Round(List.copyOf(steps)));
      }
    }
    return rounds;
  }

  /** Each reading of the first device, with the nearest of every other. */
  private static List<List<DeviceEvent>> readings(
      List<List<DeviceEvent>> devices, Duration together) {
    List<List<DeviceEvent>> all = new ArrayList<>();
    int[] next = new int[devices.size()];
    for (DeviceEvent first : devices.get(0)) {
      List<DeviceEvent> reading = new ArrayList<>(List.of(first));
      for (int other = 1; other < devices.size(); other++) {
        List<DeviceEvent> its = devices.get(other);
        while (next[other] < its.size()
            && its.get(next[other]).at().isBefore(first.at().minus(together))) {
          next[other]++;
        }
        if (next[other] < its.size()
            && !its.get(next[other]).at().isAfter(first.at().plus(together))) {
          reading.add(its.get(next[other]));
        }
      }
      if (reading.size() == devices.size()) {
        all.add(reading);
      }
    }
    return all;
  }
}
