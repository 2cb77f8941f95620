package dev.tillwright.device.till;

import dev.tillwright.core.json.JsonOut;
import dev.tillwright.device.health.DeviceReport;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.Health;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the devices of a till are, as one JSON object for the evidence of a case: {@code
 * parts.withDeviceHealth(DeviceHealth.json(now, monitor.reports()))}. The same reports are the same
 * text.
 */
public final class DeviceHealth {
  private DeviceHealth() {}

  /**
   * One object of {@code asOf} and {@code devices}, each with {@code device, state, since, checked,
   * conditions, faults, lastFault, vendor, model, serial, firmware, keyId, counters}.
   *
   * @param asOf when it was asked for
   */
  public static String json(Instant asOf, List<DeviceReport> reports) {
    List<DeviceReport> sorted =
        reports.stream().sorted(Comparator.comparing(it -> it.health().device())).toList();
    return JsonOut.object(
        out -> out.put("asOf", asOf.toString()).putAll("devices", sorted, DeviceHealth::device));
  }

  private static void device(JsonOut out, DeviceReport report) {
    Health health = report.health();
    DeviceIdentity identity = health.identity();
    out.put("device", health.device())
        .put("state", health.state().name())
        .put("since", health.since().toString())
        .put("checked", report.checked().toString())
        .putTexts("conditions", health.conditions().stream().map(Condition::name).sorted().toList())
        .put("faults", report.faults())
        .put("lastFault", health.lastFault().map(Enum::name).orElse(null))
        .put("vendor", identity.vendor())
        .put("model", identity.model())
        .put("serial", identity.serial())
        .put("firmware", identity.firmware())
        .put("keyId", identity.keyId())
        .put("counters", counters -> counters(counters, new TreeMap<>(health.counters())));
  }

  private static void counters(JsonOut out, Map<String, Long> counters) {
    counters.forEach((name, value) -> out.put(name, value));
  }
}
