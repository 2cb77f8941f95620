package dev.tillwright.device.transport;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import java.net.URI;

/**
 * A way to a device, which may be gone about again and again.
 *
 * <p><b>Threads.</b> Any.
 */
@FunctionalInterface
public interface Transport {

  /**
   * Connects.
   *
   * @throws DeviceException {@link Fault#REFUSED} or {@link Fault#TIMEOUT} when the device is not
   *     reached
   */
  Connection connect(Deadline deadline);

  /**
   * The transport an address stands for: {@code tcp://host:port}; {@code
   * serial:/dev/ttyUSB0?baud=9600&format=8N1&flow=none}, flow also {@code rts-cts} or {@code
   * xon-xoff}; {@code file:/dev/usb/lp0?access=both}, access also {@code write}; {@code
   * spooler:Front%20printer}, of Windows. What stands after the question mark may be left out.
   * Loads and opens nothing.
   *
   * @throws DeviceException {@link Fault#CONFIGURATION} for any other
   */
  static Transport of(URI address) {
    return Address.transport(address);
  }

  /** Whether {@link #of} knows addresses that begin so; a scheme in lower case. */
  static boolean knows(String scheme) {
    return Address.SCHEMES.contains(scheme);
  }
}
