package dev.tillwright.device.spi;

import java.net.URI;
import java.util.Objects;

/**
 * A place where something is plugged in.
 *
 * @param address as a {@link DeviceDescriptor} takes it; may change from one plugging to the next
 * @param path of the socket it is plugged into, which stays: {@code "usb-1-1.2"}; empty when
 *     unknown
 * @param identity what the hardware says it is, as far as the system knows without opening it
 */
public record Port(URI address, String path, DeviceIdentity identity) {
  public Port {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(identity, "identity");
  }

  /**
   * What it is known by from one plugging to the next: serial number, else socket, else address.
   */
  public String stableId() {
    if (!identity.serial().isEmpty()) {
      return identity.vendor() + "/" + identity.model() + "/" + identity.serial();
    }
    return path.isEmpty() ? address.toString() : path;
  }
}
