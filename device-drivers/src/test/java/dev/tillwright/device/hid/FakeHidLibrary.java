package dev.tillwright.device.hid;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.virtual.VirtualHid;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A native library in front of a virtual device: it crashes when it is closed while it is read. */
final class FakeHidLibrary implements HidLibrary {
  final AtomicInteger crashes = new AtomicInteger();
  final AtomicInteger open = new AtomicInteger();
  private final VirtualHid device;

  FakeHidLibrary(VirtualHid device) {
    this.device = device;
  }

  @Override
  public Optional<Handle> open(int vendor, int product, String serial) {
    try {
      HidConnection connection = device.connect(Deadline.after(Duration.ofSeconds(1)));
      open.incrementAndGet();
      return Optional.of(new Native(connection));
    } catch (DeviceException e) {
      return Optional.empty();
    }
  }

  private final class Native implements Handle {
    private final HidConnection connection;
    private final AtomicInteger inside = new AtomicInteger();

    Native(HidConnection connection) {
      this.connection = connection;
    }

    @Override
    public byte[] descriptor() {
      return HidFixtures.SCANNER_BYTES.clone();
    }

    @Override
    public int read(byte[] into, int millis) {
      inside.incrementAndGet();
      try {
        byte[] report = connection.read(Deadline.after(Duration.ofMillis(Math.max(1, millis))));
        System.arraycopy(report, 0, into, 0, report.length);
        return report.length;
      } catch (DeviceException e) {
        return e.fault() == Fault.TIMEOUT ? 0 : -1;
      } finally {
        inside.decrementAndGet();
      }
    }

    @Override
    public void close() {
      if (inside.get() > 0) {
        crashes.incrementAndGet();
      }
      open.decrementAndGet();
      connection.close();
    }
  }
}
