package dev.tillwright.device.virtual;

import dev.tillwright.device.hid.HidConnection;
import dev.tillwright.device.hid.HidDescriptor;
import dev.tillwright.device.hid.HidTransport;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A HID device without hardware: reports go in as bytes, as they would come from the interrupt
 * pipe, and out of whichever connection is open. What comes while none is open is lost, as it is on
 * USB.
 *
 * <p><b>Threads.</b> Any. The newest {@value #KEPT} reports wait, as in the kernel.
 */
public final class VirtualHid implements HidTransport {
  /** How many reports wait to be read. */
  public static final int KEPT = 64;

  private final HidDescriptor descriptor;
  private @Nullable Pipe open;
  private boolean unplugged;

  private VirtualHid(HidDescriptor descriptor) {
    this.descriptor = Objects.requireNonNull(descriptor, "descriptor");
  }

  /** A device that is what its report descriptor says. */
  public static VirtualHid of(HidDescriptor descriptor) {
    return new VirtualHid(descriptor);
  }

  /** The device sends a report. */
  public synchronized void send(byte[] report) {
    if (open != null && !unplugged) {
      open.reports.add(report.clone());
      if (open.reports.size() > KEPT) {
        open.reports.remove();
      }
      notifyAll();
    }
  }

  /** Nothing is reached from now on, and what was open is lost. */
  public synchronized void unplug() {
    unplugged = true;
    open = null;
    notifyAll();
  }

  /** The device is there again. */
  public synchronized void plug() {
    unplugged = false;
  }

  @Override
  public synchronized HidConnection connect(Deadline deadline) {
    if (unplugged) {
      throw DeviceException.of(Fault.REFUSED, Phase.CONNECT, "the virtual device is unplugged");
    }
    Pipe fresh = new Pipe();
    open = fresh;
    notifyAll();
    return fresh;
  }

  private final class Pipe implements HidConnection {
    private final Deque<byte[]> reports = new ArrayDeque<>();

    @Override
    public HidDescriptor descriptor() {
      return descriptor;
    }

    @Override
    public byte[] read(Deadline deadline) {
      synchronized (VirtualHid.this) {
        while (open == this) {
          byte[] report = reports.poll();
          if (report != null) {
            return report;
          } else if (deadline.passed()) {
            throw DeviceException.of(Fault.TIMEOUT, Phase.READ, "the virtual device is silent");
          }
          await(deadline);
        }
        throw DeviceException.of(Fault.LOST, Phase.READ, "the virtual device is gone");
      }
    }

    private void await(Deadline deadline) {
      try {
        VirtualHid.this.wait(deadline.waitMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw DeviceException.of(Fault.CANCELLED, Phase.READ, "reading was interrupted");
      }
    }

    @Override
    public boolean alive() {
      synchronized (VirtualHid.this) {
        return open == this;
      }
    }

    @Override
    public boolean discardInput() {
      synchronized (VirtualHid.this) {
        reports.clear();
        return open == this;
      }
    }

    @Override
    public void close() {
      synchronized (VirtualHid.this) {
        if (open == this) {
          open = null;
        }
        VirtualHid.this.notifyAll();
      }
    }
  }
}
