package dev.tillwright.device.spi;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known about a device before a driver is chosen.
 *
 * @param name what the till calls it, 1 to 64 characters: {@code "front"}
 * @param kind what it is
 * @param address how it is reached: {@code tcp://192.168.1.50:9100}
 * @param settings for the driver, such as {@code driver} and {@code profile}; no secrets, they are
 *     shown
 */
public record DeviceDescriptor(
    String name, DeviceKind kind, URI address, Map<String, String> settings) {

  public DeviceDescriptor {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(address, "address");
    settings = Map.copyOf(settings);
    if (name.isBlank() || name.length() > 64) {
      throw new IllegalArgumentException("a device has a name of 1 to 64 characters");
    }
    if (address.getScheme() == null) {
      throw new IllegalArgumentException("a device's address begins with a scheme, as in tcp://");
    }
  }

  /** A device without further settings. */
  public static DeviceDescriptor of(String name, DeviceKind kind, String address) {
    return new DeviceDescriptor(name, kind, URI.create(address), Map.of());
  }

  /** The same device with one more setting. */
  public DeviceDescriptor with(String key, String value) {
    Map<String, String> more = new java.util.HashMap<>(settings);
    more.put(key, value);
    return new DeviceDescriptor(name, kind, address, more);
  }

  public Optional<String> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /** The address's scheme in lower case. */
  public String scheme() {
    return address.getScheme().toLowerCase(java.util.Locale.ROOT);
  }
}
