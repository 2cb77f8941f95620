package dev.tillwright.device.transport;

import dev.tillwright.device.spi.CallThread;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A printer of the Windows spooler, which gets its bytes as they are (the data type RAW). <b>Not
 * tested:</b> written from Microsoft's documentation; there was no Windows to try it on.
 *
 * <p>The spooler takes what it is given and prints it when it can: it answers nothing, so a printer
 * behind it reports no status, and what was taken may come out late. What was written since the
 * connection was made is one document of the spooler's, none when nothing was; it is handed over by
 * {@link Connection#close} and thrown away by {@link Connection#abort}.
 */
public final class WindowsSpoolerTransport implements Transport {
  private final String printer;

  private WindowsSpoolerTransport(String printer) {
    this.printer = printer;
  }

  /** The printer of this name, as the control panel shows it. */
  public static WindowsSpoolerTransport of(String printer) {
    if (printer.isBlank() || printer.length() > 220) {
      throw new IllegalArgumentException("a printer's name has 1 to 220 characters");
    }
    return new WindowsSpoolerTransport(printer);
  }

  /**
   * Opens the printer.
   *
   * @throws DeviceException {@link Fault#UNSUPPORTED} elsewhere than on Windows, {@link
   *     Fault#REFUSED} when there is no such printer
   */
  @Override
  public Connection connect(Deadline deadline) {
    CallThread calls = CallThread.start(toString());
    Spooled spooled = new Spooled(toString(), calls);
    boolean done = false;
    try {
      spooled.open(printer, deadline);
      done = true;
      return spooled;
    } finally {
      if (!done) {
        spooled.abort();
      }
    }
  }

  /** The address, for messages. */
  @Override
  public String toString() {
    return "spooler:" + printer;
  }

  private static final class Spooled implements Connection {
    private static final int CHUNK = 16 * 1024;

    private final String name;
    private final CallThread calls;
    private final SpooledDocument document = new SpooledDocument();
    private final AtomicLong written = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    Spooled(String name, CallThread calls) {
      this.name = name;
      this.calls = calls;
    }

    void open(String printer, Deadline deadline) {
      int error = calls.call(Phase.CONNECT, deadline, () -> document.open(printer));
      if (error != 0) {
        Fault fault = error == SpooledDocument.ACCESS_DENIED ? Fault.PERMISSION : Fault.REFUSED;
        throw DeviceException.of(
            fault, Phase.CONNECT, name + " does not open (error " + error + ")");
      }
    }

    @Override
    public int read(ByteBuffer into, Deadline deadline) {
      throw DeviceException.of(Fault.UNSUPPORTED, Phase.READ, name + " answers nothing");
    }

    @Override
    public void write(ByteBuffer from, Deadline deadline) {
      while (from.hasRemaining()) {
        if (closed.get()) {
          throw DeviceException.of(Fault.LOST, Phase.WRITE, name + " was closed");
        }
        byte[] chunk = new byte[Math.min(CHUNK, from.remaining())];
        from.get(from.position(), chunk);
        int count = calls.call(Phase.WRITE, deadline, () -> document.write(chunk));
        if (count <= 0) {
          throw DeviceException.of(Fault.LOST, Phase.WRITE, name + " takes no more");
        }
        from.position(from.position() + count);
        written.addAndGet(count);
      }
    }

    @Override
    public long written() {
      return written.get();
    }

    @Override
    public boolean discardInput() {
      return !closed.get();
    }

    @Override
    public void abort() {
      end(document::abort);
    }

    @Override
    public void close() {
      end(document::end);
    }

    private void end(Runnable how) {
      if (closed.compareAndSet(false, true)) {
        calls.close(how);
      }
    }
  }
}
