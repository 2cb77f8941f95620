package dev.tillwright.device.hid;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceProvider;
import dev.tillwright.device.spi.Scale.MassUnit;
import dev.tillwright.device.spi.Scale.Weight;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/**
 * Drives scanners and scales of the HID point-of-sale tables on Linux. Address: {@code
 * hidraw:/dev/hidraw0}. A scale is taken for one of 15 kg in steps of 5 g.
 */
public final class HidProvider implements DeviceProvider {
  private static final Weight MOST = new Weight(Quantity.parse("15.000"), MassUnit.KILOGRAM);
  private static final Weight STEP = new Weight(Quantity.parse("0.005"), MassUnit.KILOGRAM);

  /** For {@link java.util.ServiceLoader}. */
  public HidProvider() {}

  @Override
  public String id() {
    return "hidpos";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Set<DeviceKind> kinds() {
    return Set.of(DeviceKind.BARCODE_SCANNER, DeviceKind.SCALE);
  }

  @Override
  public int match(DeviceDescriptor descriptor) {
    boolean fits = descriptor.scheme().equals("hidraw") && kinds().contains(descriptor.kind());
    return fits ? FITS : NO;
  }

  @Override
  public Device create(DeviceDescriptor descriptor) {
    HidTransport transport =
        HidrawTransport.of(Path.of(descriptor.address().getSchemeSpecificPart()));
    Clock clock = Clock.systemUTC();
    return descriptor.kind() == DeviceKind.SCALE
        ? HidScale.of(descriptor.name(), transport, MOST, STEP, clock)
        : HidScanner.of(descriptor.name(), transport, clock);
  }
}
