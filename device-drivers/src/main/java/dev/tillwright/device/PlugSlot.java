package dev.tillwright.device;

import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import org.jspecify.annotations.Nullable;

/** The place of one named device: what belongs there, and what is there. Guarded by its owner. */
final class PlugSlot {
  private final DeviceDescriptor descriptor;
  private @Nullable PluggedPort last;
  private @Nullable PluggedPort now;
  private @Nullable Device device;
  private boolean refused;

  PlugSlot(DeviceDescriptor descriptor) {
    if (!descriptor.scheme().equals(PortWatch.SCHEME)) {
      throw new IllegalArgumentException(
          "device " + descriptor.name() + " has an address that is not plugged:STABLE-ID");
    }
    this.descriptor = descriptor;
  }

  String name() {
    return descriptor.name();
  }

  /** The descriptor with the address of a plugging. */
  DeviceDescriptor at(PluggedPort port) {
    return new DeviceDescriptor(
        descriptor.name(), descriptor.kind(), port.port().address(), descriptor.settings());
  }

  /** Whether this is the device that belongs here. */
  boolean belongs(PluggedPort port) {
    return port.stableId().equals(descriptor.address().getSchemeSpecificPart());
  }

  /**
   * Whether it stands where the device that belongs here stood, and is another one: another id at
   * its socket or, of devices without a serial number, another make.
   */
  boolean isOther(PluggedPort port) {
    PluggedPort before = last;
    if (before == null) {
      return false;
    }
    if (belongs(port)) {
      return !make(port).equals(make(before));
    }
    String socket = before.port().path();
    return !socket.isEmpty() && socket.equals(port.port().path());
  }

  private static DeviceIdentity make(PluggedPort port) {
    return port.port().identity().withFirmware("");
  }

  /** Whether this plugging is newer than what is here. */
  boolean news(PluggedPort port) {
    return now == null || now.generation() < port.generation();
  }

  boolean holds(PluggedPort port) {
    return now != null && now.generation() == port.generation();
  }

  boolean isRefused() {
    return refused;
  }

  /** Takes whatever stands here next for what belongs here: a person looked at it. */
  void trust() {
    last = null;
  }

  void bind(PluggedPort port, Device made) {
    now = port;
    last = port;
    device = made;
    refused = false;
  }

  void refuse(PluggedPort port) {
    now = port;
    refused = true;
  }

  /** Empty again; gives what was here. */
  @Nullable Device release() {
    Device released = device;
    now = null;
    device = null;
    refused = false;
    return released;
  }

  Device device() {
    Device present = device;
    if (refused) {
      throw DeviceException.of(
          Fault.NOT_APPROVED, Phase.DISCOVER, "another device is in the place of " + name());
    } else if (present == null) {
      throw DeviceException.of(
          Fault.LOST, Phase.DISCOVER, "device " + name() + " is not plugged in");
    }
    return present;
  }
}
