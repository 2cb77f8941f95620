package dev.tillwright.device.spi;

import java.util.Set;

/**
 * A driver's entry, found by {@link java.util.ServiceLoader}: it says which devices it drives and
 * makes them. Needs a public constructor without parameters, a line in {@code
 * META-INF/services/dev.tillwright.device.spi.DeviceProvider} for the class path and a {@code
 * provides} in module-info for the module path.
 *
 * <p><b>Threads.</b> Called on the thread that asks the registry; must not block, touch the device
 * or load native libraries. A provider that throws is reported and passed over.
 */
public interface DeviceProvider {
  /** For a sure match: the descriptor names this driver. */
  int NAMED = 100;

  /** For a likely match: kind and address fit. */
  int FITS = 10;

  /** For no match. */
  int NO = 0;

  /** Unique among providers, stable: {@code "escpos"}. */
  String id();

  /** The driver's own version, for people. */
  String version();

  /** What it can drive. */
  Set<DeviceKind> kinds();

  /** Decides between equal scores; the higher wins. */
  default int priority() {
    return 0;
  }

  /** How well this driver fits; {@link #NO} or less when it does not. */
  int match(DeviceDescriptor descriptor);

  /**
   * Makes the device without reaching for it.
   *
   * @throws DeviceException with {@link Fault#CONFIGURATION} when a setting is wrong
   */
  Device create(DeviceDescriptor descriptor);
}
