package dev.tillwright.device.spi;

import java.time.Duration;

/**
 * A device of a till.
 *
 * <p><b>Life.</b> New, then open; lost and open again as often as the cable says; closed for good.
 * Using a device opens it. <b>Threads.</b> Any number at once: calls are run one after the other on
 * the device's own thread. <b>Deadlines.</b> Every call that may wait takes how long, and answers
 * within it even when the device does not: the connection is closed to free it.
 */
public interface Device extends AutoCloseable {

  /** The name in its descriptor. */
  String id();

  DeviceKind kind();

  DeviceState state();

  /** What it can do, known before it is opened; narrower once the device has said so itself. */
  Capabilities capabilities();

  /**
   * Reaches for the device now instead of at first use.
   *
   * @throws DeviceException when it is not reached
   */
  void open(Duration limit);

  /**
   * Takes the device for the calling thread alone until the claim is closed; calls of other threads
   * wait, each within its own deadline. A thread may claim again what it holds.
   *
   * @throws DeviceException with {@link Fault#CLAIMED} when another thread kept it
   */
  Claim claim(Duration limit);

  /**
   * Asks the device how it is, now: for a monitor, and before a sale depends on it.
   *
   * @return as {@link #health}, after it was asked
   * @throws DeviceException when it is not reached; {@link #health} then says so, too
   */
  default Health probe(Duration limit) {
    open(limit);
    return health();
  }

  /** How the device is, as last heard; never waits, and works when it is lost or closed. */
  Health health();

  /**
   * Tells a listener of every event from now on, on a thread that is not the device's. A listener
   * that is slower than 64 events loses the newer ones and is told how many.
   */
  Subscription subscribe(DeviceListener listener);

  /**
   * Closes the device within a second, also while a call runs: that call fails. May be called again
   * and from any thread. No event follows the one that says closed.
   */
  @Override
  void close();
}
