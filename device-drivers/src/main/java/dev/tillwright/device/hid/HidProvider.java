package dev.tillwright.device.hid;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceProvider;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.Scale.MassUnit;
import dev.tillwright.device.spi.Scale.Weight;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Drives scanners and scales of the HID point-of-sale tables. Address: {@code hidraw:/dev/hidraw0}
 * on Linux, elsewhere {@code hid4java:05e0:1300} (vendor and product as USB has them, then a serial
 * number if there are two) with the optional {@code org.hid4java:hid4java}. A scale is taken for
 * one of 15 kg in steps of 5 g.
 */
public final class HidProvider implements DeviceProvider {
  private static final Weight MOST = new Weight(Quantity.parse("15.000"), MassUnit.KILOGRAM);
  private static final Weight STEP = new Weight(Quantity.parse("0.005"), MassUnit.KILOGRAM);

  private static final Pattern USB =
      Pattern.compile("([0-9a-fA-F]{4}):([0-9a-fA-F]{4})(?::([\\x21-\\x7e]{1,64}))?");

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
    boolean known = descriptor.scheme().equals("hidraw") || descriptor.scheme().equals("hid4java");
    return known && kinds().contains(descriptor.kind()) ? FITS : NO;
  }

  private static HidTransport byLibrary(String name, String address) {
    Matcher matcher = USB.matcher(address);
    if (!matcher.matches()) {
      throw DeviceException.of(
          Fault.CONFIGURATION,
          Phase.PREPARE,
          "address of " + name + ": hid4java:VENDOR:PRODUCT, four hexadecimal digits each");
    }
    String serial = matcher.group(3);
    return Hid4javaTransport.of(
        Integer.parseInt(matcher.group(1), 16),
        Integer.parseInt(matcher.group(2), 16),
        serial == null ? "" : serial);
  }

  @Override
  public Device create(DeviceDescriptor descriptor) {
    String address = descriptor.address().getSchemeSpecificPart();
    HidTransport transport =
        descriptor.scheme().equals("hidraw")
            ? HidrawTransport.of(Path.of(address))
            : byLibrary(descriptor.name(), address);
    Clock clock = Clock.systemUTC();
    return descriptor.kind() == DeviceKind.SCALE
        ? HidScale.of(descriptor.name(), transport, MOST, STEP, clock)
        : HidScanner.of(descriptor.name(), transport, clock);
  }
}
