package dev.tillwright.device.hid;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.DeviceFileTransport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * A HID device of Linux: {@code /dev/hidraw0}, one read for one report. What its reports mean is
 * read from {@code /sys/class/hidraw}.
 */
public final class HidrawTransport implements HidTransport {
  private static final Path CLASS = Path.of("/sys/class/hidraw");

  private final Path device;
  private final Path descriptor;

  private HidrawTransport(Path device, Path descriptor) {
    this.device = Objects.requireNonNull(device, "device");
    this.descriptor = Objects.requireNonNull(descriptor, "descriptor");
  }

  /** A device by its file: {@code /dev/hidraw0}, or a link that a udev rule made. */
  public static HidrawTransport of(Path device) {
    Path name = real(device).getFileName();
    return of(device, CLASS.resolve(name).resolve("device").resolve("report_descriptor"));
  }

  /** A device whose descriptor is read elsewhere. */
  static HidrawTransport of(Path device, Path descriptor) {
    return new HidrawTransport(device, descriptor);
  }

  private static Path real(Path device) {
    try {
      return device.toRealPath();
    } catch (IOException e) {
      return device; // not there yet
    }
  }

  @Override
  public HidConnection connect(Deadline deadline) {
    HidDescriptor meaning = read();
    return new Raw(DeviceFileTransport.of(device).connect(deadline), meaning, toString());
  }

  private HidDescriptor read() {
    try (InputStream in = Files.newInputStream(descriptor)) {
      return HidDescriptor.parse(in.readNBytes(HidDescriptor.MAX_BYTES + 1));
    } catch (IOException e) {
      throw DeviceException.of(Fault.REFUSED, Phase.CONNECT, this + " is not there");
    } catch (HidFormatException e) {
      throw DeviceException.of(
          Fault.PROTOCOL, Phase.CONNECT, this + " has a wrong descriptor at byte " + e.position());
    }
  }

  /** The address, for messages. */
  @Override
  public String toString() {
    return "hidraw:" + device;
  }

  /** One read, one report: so the kernel keeps them apart. */
  private record Raw(Connection file, HidDescriptor descriptor, String name)
      implements HidConnection {
    @Override
    public byte[] read(Deadline deadline) {
      ByteBuffer report = ByteBuffer.allocate(MAX_REPORT);
      if (file.read(report, deadline) < 0) {
        throw DeviceException.of(Fault.LOST, Phase.READ, name + " is gone");
      }
      byte[] bytes = new byte[report.flip().remaining()];
      report.get(bytes);
      return bytes;
    }

    /** Nothing is sent; but a file that is known to be gone says so. */
    @Override
    public boolean alive() {
      try {
        file.write(ByteBuffer.allocate(0), Deadline.after(Duration.ofSeconds(1)));
        return true;
      } catch (DeviceException e) {
        return false;
      }
    }

    @Override
    public boolean discardInput() {
      return file.discardInput();
    }

    @Override
    public void close() {
      file.abort();
    }
  }
}
