package dev.tillwright.device.health;

import java.time.Duration;

/**
 * When a device's numbers are an alarm.
 *
 * @param batteryPercent at and below which the battery is low
 * @param headCelsius at and above which a printer's head is hot
 * @param paperMillimetres at and below which the paper runs out soon, measured or forecast
 * @param faults so many faults within {@code window} are too many
 * @param window over which faults are counted
 * @param lostFor how long a device may be out of reach before it is said
 */
public record Thresholds(
    int batteryPercent,
    int headCelsius,
    long paperMillimetres,
    int faults,
    Duration window,
    Duration lostFor) {
  /** 20 percent, 65 degrees, 3 metres, 5 faults within an hour, 10 seconds out of reach. */
  public static final Thresholds USUAL =
      new Thresholds(20, 65, 3_000, 5, Duration.ofHours(1), Duration.ofSeconds(10));

  public Thresholds {
    if (batteryPercent < 0 || batteryPercent > 100 || paperMillimetres < 0 || faults < 1) {
      throw new IllegalArgumentException("thresholds are in the range of what they watch");
    }
    if (window.isNegative() || window.isZero() || lostFor.isNegative()) {
      throw new IllegalArgumentException("a window is a length of time");
    }
  }
}
