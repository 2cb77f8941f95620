package dev.tillwright.device.spi;

/** Where a device stands in its life. */
public enum DeviceState {
  /** Made, never opened: no thread, no connection. */
  NEW,
  /** Reachable when last spoken to. */
  OPEN,
  /** Opened, then out of reach: the next call tries again. */
  LOST,
  /** Closed for good. */
  CLOSED
}
