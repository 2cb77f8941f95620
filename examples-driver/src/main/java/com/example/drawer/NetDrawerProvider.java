package com.example.drawer;

import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceProvider;
import dev.tillwright.device.transport.Transport;
import java.time.Clock;
import java.util.Set;

/** Drives cash drawers at {@code tcp://host:port}. */
public final class NetDrawerProvider implements DeviceProvider {
  /** For {@link java.util.ServiceLoader}. */
  public NetDrawerProvider() {}

  @Override
  public String id() {
    return "netdrawer";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Set<DeviceKind> kinds() {
    return Set.of(DeviceKind.CASH_DRAWER);
  }

  @Override
  public int match(DeviceDescriptor descriptor) {
    if (!descriptor.scheme().equals("tcp")) {
      return NO;
    }
    return descriptor
        .setting("driver")
        .map(driver -> driver.equals(id()) ? NAMED : NO)
        .orElse(FITS);
  }

  @Override
  public Device create(DeviceDescriptor descriptor) {
    return new NetDrawer(descriptor.name(), Transport.of(descriptor.address()), Clock.systemUTC());
  }
}
