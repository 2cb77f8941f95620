package dev.tillwright.device.escpos;

import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceProvider;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Transport;
import java.util.Locale;
import java.util.Set;

/**
 * Drives receipt printers at {@code tcp://host:port}. Settings: {@code driver=escpos} (not needed),
 * {@code profile} (a name of {@link PrinterProfile#named}), {@code unencodable} ({@code substitute}
 * or {@code fail}).
 */
public final class EscPosProvider implements DeviceProvider {
  /** For {@link java.util.ServiceLoader}. */
  public EscPosProvider() {}

  @Override
  public String id() {
    return "escpos";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Set<DeviceKind> kinds() {
    return Set.of(DeviceKind.RECEIPT_PRINTER);
  }

  @Override
  public int match(DeviceDescriptor descriptor) {
    if (descriptor.kind() != DeviceKind.RECEIPT_PRINTER || !descriptor.scheme().equals("tcp")) {
      return NO;
    }
    return descriptor
        .setting("driver")
        .map(driver -> driver.equals(id()) ? NAMED : NO)
        .orElse(FITS);
  }

  @Override
  public Device create(DeviceDescriptor descriptor) {
    String profile = descriptor.setting("profile").orElse("generic-80");
    return EscPosPrinter.builder(descriptor.name(), Transport.of(descriptor.address()))
        .profile(PrinterProfile.named(profile).orElseThrow(() -> wrong("profile")))
        .unencodable(policy(descriptor.setting("unencodable").orElse("substitute")))
        .build();
  }

  private static Unencodable policy(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "substitute" -> Unencodable.SUBSTITUTE;
      case "fail" -> Unencodable.FAIL;
      default -> throw wrong("unencodable");
    };
  }

  private static DeviceException wrong(String setting) {
    return DeviceException.of(
        Fault.CONFIGURATION, Phase.PREPARE, "the setting " + setting + " is not known");
  }
}
