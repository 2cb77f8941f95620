package dev.tillwright.device.transport;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A serial port without hardware (Linux): the driver opens {@link #port}, a virtual device speaks
 * at the other end, {@link #device}. Closing it is pulling the cable.
 *
 * <p>It has no speed and no modem lines; asking for a line is {@link Fault#UNSUPPORTED}. It holds a
 * few thousand bytes, then stalls the writer as a real line does.
 *
 * <p><b>Threads.</b> Any.
 */
public final class PseudoTerminal implements AutoCloseable {
  private final String port;
  private final FileConnection device;
  private final FileConnection kept;
  private final @Nullable Path link;

  private PseudoTerminal(
      String port, FileConnection device, FileConnection kept, @Nullable Path link) {
    this.port = port;
    this.device = device;
    this.kept = kept;
    this.link = link;
  }

  /** Whether this machine can make one; loads nothing. */
  public static boolean isSupported() {
    return Libc.isLinux() && Files.exists(Path.of("/dev/ptmx"));
  }

  /**
   * A new one under a name of the system's choice.
   *
   * @throws DeviceException {@link Fault#UNSUPPORTED} where there are none
   */
  public static PseudoTerminal open() {
    return open(Optional.empty());
  }

  /**
   * A new one that is also reached by a link of this name, as {@code /dev/serial/by-id} has them:
   * plug another one in at the same name and it is the same port to the driver.
   *
   * @param link does not exist yet; it is taken away on close
   */
  public static PseudoTerminal openAt(Path link) {
    return open(Optional.of(link));
  }

  private static PseudoTerminal open(Optional<Path> link) {
    Libc libc = Libc.libc();
    int fd = libc.posix_openpt(Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
    if (fd < 0) {
      throw unsupported();
    }
    FileConnection device = FileConnection.over(libc, "pseudo terminal", fd);
    FileConnection kept = null;
    boolean done = false;
    try {
      byte[] name = new byte[64];
      if (libc.grantpt(fd) < 0
          || libc.unlockpt(fd) < 0
          || libc.ptsname_r(fd, name, new NativeLong(name.length)) != 0) {
        throw unsupported();
      }
      String port = Native.toString(name, StandardCharsets.US_ASCII);
      // Kept open so that the device's end does not fail while no driver is there.
      kept = FileConnection.open(port, port, Libc.O_RDWR);
      kept.control(Termios.TCSETS2, Termios.raw(SerialLine.of(9600)));
      if (link.isPresent()) {
        Files.createSymbolicLink(link.get(), Path.of(port));
      }
      done = true;
      return new PseudoTerminal(port, device, kept, link.orElse(null));
    } catch (IOException e) {
      throw DeviceException.of(
          Fault.CONFIGURATION, Phase.PREPARE, "the pseudo terminal's link cannot be made", e);
    } finally {
      if (!done) {
        device.close();
        if (kept != null) {
          kept.close();
        }
      }
    }
  }

  private static DeviceException unsupported() {
    return DeviceException.of(
        Fault.UNSUPPORTED, Phase.PREPARE, "this system gives no pseudo terminals");
  }

  /** The port's name, for the driver. */
  public String port() {
    return link == null ? port : link.toString();
  }

  /** The port as a descriptor takes it, at 9600 baud. */
  public URI address() {
    return URI.create("serial:" + port() + "?baud=9600");
  }

  /** The device's end of the line. */
  public Connection device() {
    return device;
  }

  /** Pulls the cable: both ends are lost. */
  @Override
  public void close() {
    if (link != null) {
      try {
        Files.deleteIfExists(link);
      } catch (IOException e) {
        // It points nowhere now, which is what a pulled cable leaves.
      }
    }
    kept.close();
    device.close();
  }
}
