package dev.tillwright.device.health;

import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a monitor knows of a device.
 *
 * @param health as last heard
 * @param checked when it was last asked, in vain or not
 * @param faults how often it went from well to not well since it is watched
 * @param meanTimeBetweenFaults of the time it was well, by its faults; empty without a fault
 * @param paperLeftMillimetres measured, or reckoned from the roll and what was printed since; empty
 *     when neither is known
 * @param paperLasts until the paper runs out at the pace so far; empty when that is not known
 */
public record DeviceReport(
    Health health,
    Instant checked,
    long faults,
    Optional<Duration> meanTimeBetweenFaults,
    OptionalLong paperLeftMillimetres,
    Optional<Duration> paperLasts) {
  public DeviceReport {
    Objects.requireNonNull(health, "health");
    Objects.requireNonNull(checked, "checked");
  }

  /** What it said it is, firmware included. */
  public DeviceIdentity identity() {
    return health.identity();
  }
}
