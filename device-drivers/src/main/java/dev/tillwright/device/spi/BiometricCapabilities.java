package dev.tillwright.device.spi;

import java.util.Objects;

/**
 * What a biometric reader can do.
 *
 * @param modality what of a person it looks at
 * @param onDevice whether it compares inside; else the driver's library does
 * @param enrols whether it takes new templates
 * @param identifies whether it finds the template of who is in front of it by itself; else it
 *     compares with one that it is told
 * @param templates how many it holds
 */
public record BiometricCapabilities(
    Modality modality, boolean onDevice, boolean enrols, boolean identifies, int templates)
    implements Capabilities {
  public BiometricCapabilities {
    Objects.requireNonNull(modality, "modality");
    if (templates < 1) {
      throw new IllegalArgumentException("it holds a template at least");
    }
  }

  /** What of a person is looked at. */
  public enum Modality {
    FINGER,
    PALM,
    VEIN,
    FACE,
    IRIS
  }
}
