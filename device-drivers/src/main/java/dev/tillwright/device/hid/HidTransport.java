package dev.tillwright.device.hid;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;

/**
 * A way to a HID device: the seam between drivers and whatever moves reports.
 *
 * <p><b>Threads.</b> One connects at a time.
 */
@FunctionalInterface
public interface HidTransport {

  /**
   * Connects.
   *
   * @throws DeviceException {@link Fault#REFUSED} or {@link Fault#PERMISSION} when the device is
   *     not reached
   */
  HidConnection connect(Deadline deadline);
}
