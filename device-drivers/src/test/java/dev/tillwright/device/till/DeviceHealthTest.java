package dev.tillwright.device.till;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.device.health.DeviceReport;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Health;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceHealthTest {
  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

  private static DeviceReport report(String device) {
    Health health =
        new Health(
            device,
            DeviceState.OPEN,
            NOW.minusSeconds(60),
            Set.of(Condition.PAPER_LOW),
            Map.of("failures", 1L, "calls", 7L),
            NOW.minusSeconds(90),
            Map.of(),
            new DeviceIdentity("Acme", "P80", "S-1", "1.2", ""),
            Optional.of(Fault.UNSUPPORTED));
    return new DeviceReport(
        health, NOW, 1, Optional.empty(), OptionalLong.empty(), Optional.empty());
  }

  @Test
  void reports_areOneObject_inTheOrderOfTheirNames() {
    String json = DeviceHealth.json(NOW, List.of(report("scanner"), report("printer")));
    List<JsonIn> devices = JsonIn.parse(json).objects("devices");
    assertThat(devices).extracting(it -> it.text("device")).containsExactly("printer", "scanner");
    assertThat(devices.get(0).object("counters").number("calls")).isEqualTo(7);
    assertThat(devices.get(0).text("firmware")).isEqualTo("1.2");
    assertThat(devices.get(0).text("lastFault")).isEqualTo(Fault.UNSUPPORTED.name());
    assertThat(json)
        .isEqualTo(DeviceHealth.json(NOW, List.of(report("printer"), report("scanner"))));
  }
}
