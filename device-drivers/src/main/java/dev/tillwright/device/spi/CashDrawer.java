package dev.tillwright.device.spi;

import java.time.Duration;
import java.time.Instant;

/** A drawer for cash. */
public interface CashDrawer extends Device {

  @Override
  CashDrawerCapabilities capabilities();

  /**
   * Sends one pulse and, where there is a sensor, looks at it once the drawer had time to move. One
   * pulse only: a second one was seen to corrupt the command that follows.
   *
   * @throws DeviceException when the pulse was not sent, or not surely
   */
  Opening openDrawer(Duration limit);

  /**
   * Where the drawer stands.
   *
   * @return {@link Position#UNKNOWN} without a sensor
   * @throws DeviceException when it is not reached
   */
  Position position(Duration limit);

  /** What became of a pulse. */
  enum Opening {
    /** The sensor says that it is open. */
    OPENED,
    /** Sent; there is no sensor to ask. */
    SENT,
    /** Sent, and the sensor says that it is still closed: locked, or unplugged. */
    STUCK
  }

  /** Where a drawer stands. */
  enum Position {
    OPEN,
    CLOSED,
    UNKNOWN
  }

  /** The drawer moved, by a pulse, a key or a hand. */
  record Moved(String device, Instant at, Position position) implements DeviceEvent {}
}
