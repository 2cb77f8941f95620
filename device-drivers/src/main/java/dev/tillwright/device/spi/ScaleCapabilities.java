package dev.tillwright.device.spi;

import java.util.Objects;

/**
 * What a scale can do.
 *
 * @param unit it weighs in
 * @param most it can weigh
 * @param step the smallest difference it shows
 * @param zeroes whether it can be zeroed from here
 * @param tares whether it takes a tare from here
 * @param live whether it tells a load that moves
 */
public record ScaleCapabilities(
    Scale.MassUnit unit,
    Scale.Weight most,
    Scale.Weight step,
    boolean zeroes,
    boolean tares,
    boolean live)
    implements Capabilities {
  public ScaleCapabilities {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(most, "most");
    Objects.requireNonNull(step, "step");
  }
}
