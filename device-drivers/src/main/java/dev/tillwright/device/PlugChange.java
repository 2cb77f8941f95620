package dev.tillwright.device;

import java.util.Objects;

/**
 * A named device came, went, or was refused.
 *
 * @param name what the till calls it
 * @param plugged where it is, or was, plugged in
 * @param state what became of it
 */
public record PlugChange(String name, PluggedPort plugged, State state) {
  public PlugChange {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(plugged, "plugged");
    Objects.requireNonNull(state, "state");
  }

  /** What became of it. */
  public enum State {
    /** There is a new handle: {@link PluggedDevices#device}. */
    BOUND,
    /** Its handle is closed. */
    RELEASED,
    /** It is not used: another device is in its place, or nobody approved it. */
    REFUSED
  }
}
