package dev.tillwright.device.pcsc;

import dev.tillwright.device.spi.CardReader.Contact;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceProvider;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.util.Set;

/**
 * Drives chip card readers of the system's smart card service, at {@code pcsc:NAME}: the reader's
 * name or how it begins, spaces as {@code %20}; {@code pcsc:*} for the first there is. Settings:
 * {@code contact} ({@code contact} or {@code contactless}; else told by the card), {@code
 * exclusive} and {@code extended} ({@code true}, or {@code false}, the default).
 */
public final class PcscProvider implements DeviceProvider {
  /** For {@link java.util.ServiceLoader}. */
  public PcscProvider() {}

  @Override
  public String id() {
    return "pcsc";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Set<DeviceKind> kinds() {
    return Set.of(DeviceKind.CHIP_READER);
  }

  @Override
  public int match(DeviceDescriptor descriptor) {
    return descriptor.kind() == DeviceKind.CHIP_READER && descriptor.scheme().equals("pcsc")
        ? FITS
        : NO;
  }

  @Override
  public Device create(DeviceDescriptor descriptor) {
    String name = descriptor.address().getSchemeSpecificPart();
    PcscCardReader.Builder builder =
        PcscCardReader.builder(descriptor.name(), name.equals("*") ? "" : name);
    descriptor
        .setting("contact")
        .ifPresent(
            contact ->
                builder.contact(
                    switch (contact) {
                      case "contact" -> Contact.CONTACT;
                      case "contactless" -> Contact.CONTACTLESS;
                      default -> throw wrong("contact is contact or contactless");
                    }));
    if (truth(descriptor, "exclusive")) {
      builder.exclusive();
    }
    if (truth(descriptor, "extended")) {
      builder.extendedLength();
    }
    return builder.build();
  }

  private static boolean truth(DeviceDescriptor descriptor, String setting) {
    return switch (descriptor.setting(setting).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(setting + " is true or false");
    };
  }

  private static DeviceException wrong(String what) {
    return DeviceException.of(Fault.CONFIGURATION, Phase.PREPARE, "the setting " + what);
  }
}
