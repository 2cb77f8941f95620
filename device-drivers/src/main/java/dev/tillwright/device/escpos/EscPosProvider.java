package dev.tillwright.device.escpos;

import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceProvider;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.PrinterStatus.DrawerSignal;
import dev.tillwright.device.transport.Transport;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Drives receipt printers, and cash drawers on the cable of one that nobody prints on, behind any
 * address that {@link Transport#of} knows. Settings: {@code driver=escpos} (not needed), {@code
 * profile} (a name of {@link PrinterProfile#named}) or {@code profile.file} (a file of your own),
 * {@code unencodable} ({@code substitute} or {@code fail}; to draw characters, build the printer
 * yourself), {@code exclusive} ({@code yes} when nobody else prints on it), {@code drawer} ({@code
 * high} or {@code low}: the sensor's level when the drawer is open).
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
    return Set.of(DeviceKind.RECEIPT_PRINTER, DeviceKind.CASH_DRAWER);
  }

  @Override
  public int match(DeviceDescriptor descriptor) {
    if (!kinds().contains(descriptor.kind()) || !Transport.knows(descriptor.scheme())) {
      return NO;
    }
    return descriptor
        .setting("driver")
        .map(driver -> driver.equals(id()) ? NAMED : NO)
        .orElse(FITS);
  }

  @Override
  public Device create(DeviceDescriptor descriptor) {
    Unencodable policy = policy(descriptor.setting("unencodable").orElse("substitute"));
    EscPosPrinter.Builder builder =
        EscPosPrinter.builder(descriptor.name(), Transport.of(descriptor.address()))
            .profile(profile(descriptor))
            .unencodable(policy)
            .exclusive(yes(descriptor.setting("exclusive").orElse("no")))
            .drawerSensor(sensor(descriptor.setting("drawer").orElse("none")));
    return descriptor.kind() == DeviceKind.CASH_DRAWER ? builder.buildDrawer() : builder.build();
  }

  private static PrinterProfile profile(DeviceDescriptor descriptor) {
    Optional<String> file = descriptor.setting("profile.file");
    if (file.isEmpty()) {
      return PrinterProfile.named(descriptor.setting("profile").orElse("generic-80"))
          .orElseThrow(() -> wrong("profile"));
    }
    try {
      return PrinterProfile.from(Path.of(file.get()));
    } catch (IOException | InvalidPathException e) {
      throw DeviceException.of(
          Fault.CONFIGURATION, Phase.PREPARE, "the setting profile.file names no readable file", e);
    }
  }

  private static Unencodable policy(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "substitute" -> Unencodable.SUBSTITUTE;
      case "fail" -> Unencodable.FAIL;
      default -> throw wrong("unencodable");
    };
  }

  private static boolean yes(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw wrong("exclusive");
    };
  }

  private static DrawerSignal sensor(String level) {
    return switch (level.toLowerCase(Locale.ROOT)) {
      case "high" -> DrawerSignal.HIGH;
      case "low" -> DrawerSignal.LOW;
      case "none" -> DrawerSignal.UNKNOWN;
      default -> throw wrong("drawer");
    };
  }

  private static DeviceException wrong(String setting) {
    return DeviceException.of(
        Fault.CONFIGURATION, Phase.PREPARE, "the setting " + setting + " is not known");
  }
}
