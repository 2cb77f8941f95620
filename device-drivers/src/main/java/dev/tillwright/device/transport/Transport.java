package dev.tillwright.device.transport;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
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
   * The transport an address stands for. Known here: {@code tcp://host:port}.
   *
   * @throws DeviceException {@link Fault#CONFIGURATION} for any other
   */
  static Transport of(URI address) {
    if ("tcp".equalsIgnoreCase(address.getScheme())
        && address.getHost() != null
        && address.getPort() > 0) {
      return TcpTransport.of(address.getHost(), address.getPort());
    }
    throw DeviceException.of(
        Fault.CONFIGURATION, Phase.PREPARE, "a device's address looks like tcp://host:port");
  }
}
