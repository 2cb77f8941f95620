package dev.tillwright.device.hid;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;

/**
 * An open HID device. Reports are whole and in order, as the interrupt pipe gives them.
 *
 * <p><b>Threads.</b> One reads; {@link #close} comes from any thread and frees it.
 */
public interface HidConnection extends AutoCloseable {
  /** The longest report that is read. */
  int MAX_REPORT = 4_096;

  /** What its reports mean. */
  HidDescriptor descriptor();

  /**
   * The next input report, its id first when the device numbers its reports.
   *
   * @throws DeviceException {@link Fault#TIMEOUT} when none came, {@link Fault#LOST} when the
   *     device went or this was closed
   */
  byte[] read(Deadline deadline);

  /** Whether the device is still there, as far as is known; waits for nobody longer than 0.1 s. */
  boolean alive();

  /** Throws away what came before, without waiting; false when the device went. */
  boolean discardInput();

  /** Closes at once. May be called again. */
  @Override
  void close();
}
