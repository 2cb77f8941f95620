package dev.tillwright.device.hid;

import dev.tillwright.device.spi.CallThread;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A HID device by the optional library {@code org.hid4java:hid4java} (MIT; its hidapi is taken
 * under its BSD licence), where there is no {@code hidraw}: Windows and macOS. Never tried on
 * metal.
 *
 * <p><b>Guarantees.</b> Nothing native is loaded before the first connection. The library knows no
 * deadlines while it opens and closes, and may crash when a device is closed while it is read: each
 * device has a thread of its own, which reads in short slices, and closes after the last.
 */
public final class Hid4javaTransport implements HidTransport {
  private static final byte[] NOTHING = {};
  private static final int SLICE_MILLIS = 50;
  private static final Duration STUCK = Duration.ofSeconds(2);
  private static final int MOST_DISCARDED = 1_000;

  private final HidLibrary library;
  private final int vendor;
  private final int product;
  private final String serial;

  private Hid4javaTransport(HidLibrary library, int vendor, int product, String serial) {
    this.library = library;
    this.vendor = within(vendor, "vendor");
    this.product = within(product, "product");
    this.serial = Objects.requireNonNull(serial, "serial");
  }

  private static int within(int id, String what) {
    if (id < 0 || id > 0xFFFF) {
      throw new IllegalArgumentException("the id of a " + what + " is 0 to 65535");
    }
    return id;
  }

  /**
   * A device by what USB calls it.
   *
   * @param vendor 0 to 65535
   * @param product 0 to 65535
   * @param serial its serial number; empty for the first of this model
   */
  public static Hid4javaTransport of(int vendor, int product, String serial) {
    return new Hid4javaTransport(new Hid4java(), vendor, product, serial);
  }

  /** The same behind another library. */
  static Hid4javaTransport of(HidLibrary library, int vendor, int product, String serial) {
    return new Hid4javaTransport(library, vendor, product, serial);
  }

  @Override
  public HidConnection connect(Deadline deadline) {
    CallThread calls = CallThread.start(this + (serial.isEmpty() ? "" : ":" + serial));
    HidLibrary.Handle[] open = new HidLibrary.Handle[1];
    boolean connected = false;
    try {
      HidDescriptor meaning = calls.call(Phase.CONNECT, deadline, () -> meaning(opened(open)));
      connected = true;
      return new Open(calls, open, meaning);
    } finally {
      if (!connected) {
        calls.leave(() -> closed(open));
      }
    }
  }

  private HidLibrary.Handle opened(HidLibrary.Handle[] open) {
    HidLibrary.Handle handle =
        library
            .open(vendor, product, serial)
            .orElseThrow(
                () ->
                    DeviceException.of(
                        Fault.REFUSED, Phase.CONNECT, this + " is not there, or not allowed"));
    open[0] = handle;
    return handle;
  }

  private HidDescriptor meaning(HidLibrary.Handle handle) {
    try {
      return HidDescriptor.parse(handle.descriptor());
    } catch (HidFormatException e) {
      throw DeviceException.of(
          Fault.PROTOCOL, Phase.CONNECT, this + " has a wrong descriptor at byte " + e.position());
    }
  }

  /** On the device's own thread, after whatever it did. */
  private static void closed(HidLibrary.Handle[] open) {
    if (open[0] != null) {
      open[0].close();
    }
  }

  /** The address, for messages. */
  @Override
  public String toString() {
    return String.format(java.util.Locale.ROOT, "hid4java:%04x:%04x", vendor, product);
  }

  private final class Open implements HidConnection {
    private final CallThread calls;
    private final HidLibrary.Handle[] open;
    private final HidDescriptor descriptor;
    private volatile boolean lost;

    /** Touched by the device's own thread alone. */
    private byte[] kept = NOTHING;

    Open(CallThread calls, HidLibrary.Handle[] open, HidDescriptor descriptor) {
      this.calls = calls;
      this.open = open;
      this.descriptor = descriptor;
    }

    @Override
    public HidDescriptor descriptor() {
      return descriptor;
    }

    @Override
    public byte[] read(Deadline deadline) {
      while (true) {
        int millis = (int) Math.min(SLICE_MILLIS, Math.max(0, deadline.millis()));
        byte[] report = slice(() -> next(millis));
        if (report.length > 0) {
          return report;
        } else if (deadline.passed()) {
          throw DeviceException.of(Fault.TIMEOUT, Phase.READ, transport() + " is silent");
        }
      }
    }

    /** On the device's own thread: what {@link #alive} found comes first. */
    private byte[] next(int millis) {
      byte[] found = kept;
      kept = NOTHING;
      return found.length > 0 ? found : fromLibrary(millis);
    }

    private byte[] fromLibrary(int millis) {
      byte[] report = new byte[MAX_REPORT];
      int length = open[0].read(report, millis);
      if (length < 0) {
        throw gone();
      }
      return Arrays.copyOf(report, Math.min(length, report.length));
    }

    private byte[] slice(Supplier<byte[]> read) {
      if (lost) {
        throw gone();
      }
      try {
        return calls.call(Phase.READ, Deadline.after(STUCK), read);
      } catch (DeviceException e) {
        lost = true;
        throw e.fault() == Fault.TIMEOUT ? gone() : e;
      }
    }

    private DeviceException gone() {
      return DeviceException.of(Fault.LOST, Phase.READ, transport() + " is gone");
    }

    private Hid4javaTransport transport() {
      return Hid4javaTransport.this;
    }

    /** The library tells only who reads: a report that is there is kept. Waits a slice at most. */
    @Override
    public boolean alive() {
      try {
        slice(
            () -> {
              if (kept.length == 0) {
                kept = fromLibrary(0);
              }
              return kept;
            });
        return true;
      } catch (DeviceException e) {
        return false;
      }
    }

    @Override
    public boolean discardInput() {
      try {
        for (int i = 0; i < MOST_DISCARDED && slice(() -> next(0)).length > 0; i++) {
          // thrown away
        }
        return true;
      } catch (DeviceException e) {
        return false;
      }
    }

    @Override
    public void close() {
      lost = true;
      calls.leave(() -> closed(open));
    }
  }
}
