package dev.tillwright.device.spi;

import java.time.Instant;

/** Something happened to a device. Kinds with events of their own add records. */
public interface DeviceEvent {

  /** The name of the device. */
  String device();

  /** When, by the device's clock. */
  Instant at();

  /** The device moved on in its life. */
  record StateChanged(String device, Instant at, DeviceState from, DeviceState to)
      implements DeviceEvent {}

  /**
   * A condition came or went.
   *
   * @param present whether it is there now
   */
  record ConditionChanged(String device, Instant at, Condition condition, boolean present)
      implements DeviceEvent {}

  /** The device said what it is, and it is new or another one than before. */
  record Identified(String device, Instant at, DeviceIdentity identity) implements DeviceEvent {}

  /**
   * The listener was too slow.
   *
   * @param lost how many events it missed
   */
  record Overflowed(String device, Instant at, long lost) implements DeviceEvent {}
}
