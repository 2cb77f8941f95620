package dev.tillwright.device.scanner;

import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceProvider;
import dev.tillwright.device.transport.Transport;
import java.util.Set;

/**
 * Drives scanners that send lines, over any {@link Transport}. Settings: {@code driver=lines} (not
 * needed), {@code aim} ({@code true} when the scanner is set to send AIM identifiers), {@code
 * prefix} and {@code suffix} as the scanner sends them.
 */
public final class ScannerProvider implements DeviceProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ScannerProvider() {}

  @Override
  public String id() {
    return "lines";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Set<DeviceKind> kinds() {
    return Set.of(DeviceKind.BARCODE_SCANNER);
  }

  @Override
  public int match(DeviceDescriptor descriptor) {
    if (descriptor.kind() != DeviceKind.BARCODE_SCANNER || !Transport.knows(descriptor.scheme())) {
      return NO;
    }
    return descriptor
        .setting("driver")
        .map(driver -> driver.equals(id()) ? NAMED : NO)
        .orElse(FITS);
  }

  @Override
  public Device create(DeviceDescriptor descriptor) {
    return LineScanner.builder(descriptor.name(), Transport.of(descriptor.address()))
        .aimIds(descriptor.setting("aim").orElse("false").equals("true"))
        .rules(
            ScanRules.LINE.around(
                descriptor.setting("prefix").orElse(""), descriptor.setting("suffix").orElse("")))
        .build();
  }
}
