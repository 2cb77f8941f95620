package dev.tillwright.device.msr;

import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceProvider;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Transport;
import java.util.Set;

/**
 * Drives readers that send track 2 as text, over any {@link Transport}. Settings: {@code
 * driver=track2} (not needed), {@code lrc} and {@code armed} ({@code true}, the default, or {@code
 * false}), {@code encrypts} ({@code false}, the default, or {@code true}).
 */
public final class MagstripeProvider implements DeviceProvider {
  /** For {@link java.util.ServiceLoader}. */
  public MagstripeProvider() {}

  @Override
  public String id() {
    return "track2";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Set<DeviceKind> kinds() {
    return Set.of(DeviceKind.MAGSTRIPE_READER);
  }

  @Override
  public int match(DeviceDescriptor descriptor) {
    if (descriptor.kind() != DeviceKind.MAGSTRIPE_READER || !Transport.knows(descriptor.scheme())) {
      return NO;
    }
    return descriptor
        .setting("driver")
        .map(driver -> driver.equals(id()) ? NAMED : NO)
        .orElse(FITS);
  }

  @Override
  public Device create(DeviceDescriptor descriptor) {
    return StripeReader.builder(descriptor.name(), Transport.of(descriptor.address()))
        .lrc(truth(descriptor, "lrc", "true"))
        .armed(truth(descriptor, "armed", "true"))
        .encrypts(truth(descriptor, "encrypts", "false"))
        .build();
  }

  private static boolean truth(DeviceDescriptor descriptor, String setting, String otherwise) {
    return switch (descriptor.setting(setting).orElse(otherwise)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw DeviceException.of(
              Fault.CONFIGURATION, Phase.PREPARE, "the setting " + setting + " is true or false");
    };
  }
}
