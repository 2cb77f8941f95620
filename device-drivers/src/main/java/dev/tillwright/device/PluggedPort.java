package dev.tillwright.device;

import dev.tillwright.device.spi.Port;
import java.util.Objects;

/**
 * Something that is plugged in.
 *
 * @param port where, and what it says it is
 * @param finder which finder saw it
 * @param generation which plugging this is: higher than that of every earlier one, so that what is
 *     left over from before can be told apart
 */
public record PluggedPort(Port port, String finder, long generation) {
  public PluggedPort {
    Objects.requireNonNull(port, "port");
    Objects.requireNonNull(finder, "finder");
  }

  /** What it is known by from one plugging to the next. */
  public String stableId() {
    return port.stableId();
  }
}
