package dev.tillwright.device.transport;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;

/**
 * An open serial port.
 *
 * <p>A device that hangs up is {@link Fault#LOST} for reader and writer alike; {@link #read} never
 * answers -1. {@link #close} lets what was written go out for at most two seconds.
 */
public interface SerialConnection extends Connection {

  /**
   * Waits until the port has sent what was written. A chip's own buffer may still hold some bytes.
   *
   * @throws DeviceException {@link Fault#TIMEOUT} when the device says stop for too long
   */
  void drain(Deadline deadline);

  /** Throws away what was written and not sent yet. */
  void discardOutput();

  /**
   * Whether a line is on.
   *
   * @throws DeviceException {@link Fault#UNSUPPORTED} when the port has no such lines
   */
  boolean isOn(ModemLine line);

  /**
   * Switches DTR or RTS.
   *
   * @throws DeviceException {@link Fault#UNSUPPORTED} when the port has no such lines
   * @throws IllegalArgumentException for a line that the device sets
   */
  void set(ModemLine line, boolean on);
}
