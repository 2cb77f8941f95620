package dev.tillwright.core.settings;

import java.util.Objects;
import java.util.Optional;

/**
 * Settings, and since when they hold.
 *
 * @param settings of one area
 * @param since the position of the entry that put them in force
 * @param by the operator who did it; none when a till was opened with them
 */
public record InForce(Settings settings, long since, Optional<String> by) {
  public InForce {
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(by, "by");
    if (since < 1) {
      throw new IllegalArgumentException("positions begin with 1");
    }
  }
}
