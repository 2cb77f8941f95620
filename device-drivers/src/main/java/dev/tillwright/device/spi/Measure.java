package dev.tillwright.device.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * A vital with what is known of its truth.
 *
 * @param value in the vital's unit
 * @param confidence where it comes from
 * @param at when it was taken
 */
public record Measure(long value, Confidence confidence, Instant at) {
  public Measure {
    Objects.requireNonNull(confidence, "confidence");
    Objects.requireNonNull(at, "at");
  }

  /** Where a number comes from. */
  public enum Confidence {
    /** The device measured it. */
    MEASURED,
    /** Reckoned from counters. */
    ESTIMATED
  }
}
