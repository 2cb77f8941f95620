package dev.tillwright.device.transport;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import java.nio.ByteBuffer;

/**
 * An open way to a device.
 *
 * <p><b>Threads.</b> One reads, one writes; {@link #close} comes from any thread and frees both.
 */
public interface Connection extends AutoCloseable {

  /**
   * Reads what is there, at least one byte.
   *
   * @return how many, or -1 when the device closed the connection
   * @throws DeviceException {@link Fault#TIMEOUT} when nothing came, {@link Fault#LOST} when the
   *     connection broke or was closed here
   */
  int read(ByteBuffer into, Deadline deadline);

  /**
   * Writes all that remains in the buffer. After a failure {@link #written} tells how far it came.
   *
   * @throws DeviceException {@link Fault#TIMEOUT} when the device takes no more, {@link Fault#LOST}
   *     when the connection broke or was closed here
   */
  void write(ByteBuffer from, Deadline deadline);

  /** How many bytes left this program since the connection was made. */
  long written();

  /** Throws away what came in unasked, without waiting; false when the device hung up. */
  boolean discardInput();

  /**
   * Closes at once and, where the transport can, throws away what has not reached the device: a
   * ticket given up must not come out of a printer that wakes up later.
   */
  void abort();

  /** Closes at once; what was written still goes out. May be called again. */
  @Override
  void close();
}
