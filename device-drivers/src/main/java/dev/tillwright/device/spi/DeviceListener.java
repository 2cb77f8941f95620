package dev.tillwright.device.spi;

/** Hears what happens to a device. Called by one thread at a time, in order. */
@FunctionalInterface
public interface DeviceListener {
  /** What happened. An exception is logged by its type and the next event comes all the same. */
  void on(DeviceEvent event);
}
