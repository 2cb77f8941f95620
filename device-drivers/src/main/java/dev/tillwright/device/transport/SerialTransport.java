package dev.tillwright.device.transport;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.util.Objects;

/**
 * A serial port: a cable, a USB adapter, or Bluetooth that looks like one. On Linux by the system's
 * own calls; elsewhere by the optional library {@code com.fazecast:jSerialComm}, which was tried on
 * Linux only.
 *
 * <p><b>Guarantees.</b> All 256 byte values pass. A port is held by one connection; a second one,
 * also of another program that locks as this does ({@code flock}), is {@link Fault#CLAIMED}. What
 * the port had in its buffers before is thrown away. No native library is loaded before the first
 * {@link #connect}.
 *
 * <p>Prefer names that stay when cables are moved: {@code /dev/serial/by-id/...}.
 */
public final class SerialTransport implements Transport {
  private final String port;
  private final SerialLine line;

  private SerialTransport(String port, SerialLine line) {
    this.port = port;
    this.line = line;
  }

  /**
   * The way to this port.
   *
   * @param port as the system names it: {@code /dev/ttyUSB0}, {@code COM3}
   */
  public static SerialTransport of(String port, SerialLine line) {
    if (port.isBlank() || port.length() > 256 || port.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a port's name has 1 to 256 characters");
    }
    return new SerialTransport(port, Objects.requireNonNull(line, "line"));
  }

  /**
   * Opens and sets the port.
   *
   * @throws DeviceException {@link Fault#REFUSED} when there is none of this name, {@link
   *     Fault#PERMISSION} when the user may not open it, {@link Fault#CLAIMED} when somebody has
   *     it, {@link Fault#UNSUPPORTED} when it does not do this speed or format
   */
  @Override
  public SerialConnection connect(Deadline deadline) {
    if (!Libc.isLinux()) {
      return elsewhere(deadline);
    }
    return LinuxSerialPort.open(port, line);
  }

  private SerialConnection elsewhere(Deadline deadline) {
    try {
      return PortableSerialPort.open(port, line, deadline);
    } catch (LinkageError e) {
      throw DeviceException.of(
          Fault.NATIVE,
          Phase.CONNECT,
          "serial ports of this system need com.fazecast:jSerialComm on the class path",
          e);
    }
  }

  /** The address, for messages. */
  @Override
  public String toString() {
    return "serial:" + port + "?baud=" + line.baud() + "&format=" + line.format();
  }
}
