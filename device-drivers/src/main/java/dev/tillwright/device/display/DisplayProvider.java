package dev.tillwright.device.display;

import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceProvider;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Transport;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Set;

/**
 * Drives customer displays, over any {@link Transport}. Settings: {@code dialect} ({@code cd5220},
 * the default, or {@code epson}), {@code rows} and {@code columns} (2 and 20), {@code charset}
 * ({@code US-ASCII}).
 */
public final class DisplayProvider implements DeviceProvider {
  /** For {@link java.util.ServiceLoader}. */
  public DisplayProvider() {}

  @Override
  public String id() {
    return "pole";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Set<DeviceKind> kinds() {
    return Set.of(DeviceKind.CUSTOMER_DISPLAY);
  }

  @Override
  public int match(DeviceDescriptor descriptor) {
    if (descriptor.kind() != DeviceKind.CUSTOMER_DISPLAY || !Transport.knows(descriptor.scheme())) {
      return NO;
    }
    return descriptor
        .setting("driver")
        .map(driver -> driver.equals(id()) ? NAMED : NO)
        .orElse(FITS);
  }

  @Override
  public Device create(DeviceDescriptor descriptor) {
    try {
      return PoleDisplay.builder(descriptor.name(), Transport.of(descriptor.address()))
          .dialect(dialect(descriptor.setting("dialect").orElse("cd5220")))
          .size(
              Integer.parseInt(descriptor.setting("rows").orElse("2")),
              Integer.parseInt(descriptor.setting("columns").orElse("20")))
          .charset(Charset.forName(descriptor.setting("charset").orElse("US-ASCII")))
          .build();
    } catch (IllegalArgumentException e) {
      throw DeviceException.of(
          Fault.CONFIGURATION,
          Phase.PREPARE,
          "a setting of display " + descriptor.name() + " is wrong");
    }
  }

  private static DisplayDialect dialect(String id) {
    return Arrays.stream(DisplayDialect.values())
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such dialect"));
  }
}
