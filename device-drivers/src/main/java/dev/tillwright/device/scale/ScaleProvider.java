package dev.tillwright.device.scale;

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
 * Drives scales, over any {@link Transport}. Settings: {@code protocol}, one of {@code 8217},
 * {@code cas}, {@code cas22}, which must be given: there is no safe guess.
 */
public final class ScaleProvider implements DeviceProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ScaleProvider() {}

  @Override
  public String id() {
    return "scales";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Set<DeviceKind> kinds() {
    return Set.of(DeviceKind.SCALE);
  }

  @Override
  public int match(DeviceDescriptor descriptor) {
    boolean fits =
        descriptor.kind() == DeviceKind.SCALE
            && Transport.knows(descriptor.scheme())
            && descriptor.setting("protocol").flatMap(ScaleProtocol::named).isPresent();
    return fits ? FITS : NO;
  }

  @Override
  public Device create(DeviceDescriptor descriptor) {
    ScaleProtocol protocol =
        descriptor
            .setting("protocol")
            .flatMap(ScaleProtocol::named)
            .orElseThrow(
                () ->
                    DeviceException.of(
                        Fault.CONFIGURATION,
                        Phase.PREPARE,
                        "the setting protocol names no protocol of scales"));
    return SerialScale.builder(descriptor.name(), Transport.of(descriptor.address()), protocol)
        .build();
  }
}
