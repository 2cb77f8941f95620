package dev.tillwright.device.spi;

import java.time.Duration;
import java.util.List;

/**
 * Lists what is plugged in, for hot plug: serial ports, HID devices, smart card readers. Found by
 * {@link java.util.ServiceLoader} as {@link DeviceProvider} is, or given by the application.
 *
 * <p><b>Threads.</b> Called by one thread at a time, never that of a device. A finder that throws
 * or hangs is reported and harms no other. It must not load natives before the first {@link
 * #ports}.
 */
public interface PortFinder {

  /** Unique among finders, stable: {@code "serial"}. */
  String id();

  /**
   * What is there now; an empty list when nothing is.
   *
   * @throws DeviceException when that cannot be said; nothing is taken to have left
   */
  List<Port> ports(Duration limit);
}
