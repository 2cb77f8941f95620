package dev.tillwright.device.transport;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The file of a device (Linux): a printer of the USB printer class at {@code /dev/usb/lp0}, a HID
 * device at {@code /dev/hidraw0}, a named pipe.
 *
 * <p>Opened without blocking, and each wait has its deadline: a plain stream would wait for a
 * printer without paper until somebody brings some. A regular file is refused, since a mistyped
 * name must not swallow receipts.
 */
public final class DeviceFileTransport implements Transport {
  private final Path path;
  private final int access;

  private DeviceFileTransport(Path path, int access) {
    this.path = Objects.requireNonNull(path, "path");
    this.access = access;
  }

  /** For reading and writing. */
  public static DeviceFileTransport of(Path path) {
    return new DeviceFileTransport(path, Libc.O_RDWR);
  }

  /** For writing only: a named pipe, or a printer whose back channel is broken. */
  public static DeviceFileTransport writeOnly(Path path) {
    return new DeviceFileTransport(path, Libc.O_WRONLY);
  }

  /**
   * Opens the file.
   *
   * @throws DeviceException {@link Fault#REFUSED} when there is no device, or nobody at the other
   *     end of a pipe; {@link Fault#PERMISSION} when the user may not open it, {@link
   *     Fault#CONFIGURATION} when it is no device, {@link Fault#UNSUPPORTED} elsewhere than on
   *     Linux
   */
  @Override
  public Connection connect(Deadline deadline) {
    try {
      if (!Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
        throw DeviceException.of(Fault.CONFIGURATION, Phase.CONNECT, this + " is no device");
      }
    } catch (NoSuchFileException e) {
      throw DeviceException.of(Fault.REFUSED, Phase.CONNECT, this + " is not there");
    } catch (IOException e) {
      throw DeviceException.of(Fault.PERMISSION, Phase.CONNECT, this + " may not be looked at");
    }
    return FileConnection.open(toString(), path.toString(), access);
  }

  /** The address, for messages. */
  @Override
  public String toString() {
    return "file:" + path;
  }
}
