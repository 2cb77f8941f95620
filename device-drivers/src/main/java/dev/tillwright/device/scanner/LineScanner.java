package dev.tillwright.device.scanner;

import dev.tillwright.device.spi.BarcodeScanner;
import dev.tillwright.device.spi.BarcodeScannerCapabilities;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.ScanGate;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A scanner on a serial line, or behind TCP, that sends each code as a line; the wire is described
 * in this package's documentation.
 *
 * <p><b>Guarantees.</b> Each code is told once, in order, while it is enabled, and none that came
 * while it was not. A scanner that is unplugged is {@link DeviceState#LOST} and reads again after
 * it was opened again. One thread waits for codes; it ends with the scanner.
 *
 * <p>Defaults: {@link ScanRules#LINE}, the system's clock, daemon threads.
 */
public final class LineScanner extends Driver implements BarcodeScanner {
  private static final Duration SLICE = Duration.ofMillis(200);

  private final Transport transport;
  private final ScanRules rules;
  private final boolean aimIds;
  private final Scans scans;
  private final ScanGate gate;
  private volatile @Nullable Reading reading;

  private LineScanner(Builder b) {
    super(b.id, DeviceKind.BARCODE_SCANNER, b.clock, b.threads);
    gate = ScanGate.of(b.id, this::reach);
    transport = b.transport;
    rules = b.rules;
    aimIds = b.aimIds;
    scans = new Scans(b.id, loop(), b.clock, StandardCharsets.ISO_8859_1);
  }

  /** A scanner behind a transport; opened at first use. */
  public static Builder builder(String id, Transport transport) {
    return new Builder(id, transport);
  }

  @Override
  public BarcodeScannerCapabilities capabilities() {
    return new BarcodeScannerCapabilities(Set.of(), aimIds, false, Set.of());
  }

  @Override
  public void enable(Duration limit) {
    gate.enable(limit);
  }

  @Override
  public void disable(Duration limit) {
    gate.disable(limit);
  }

  @Override
  public void configure(Map<String, String> settings, Duration limit) {
    gate.configure(settings);
  }

  private void reach(Duration limit, Runnable work) {
    connected(
        Phase.PREPARE,
        limit,
        deadline -> {
          work.run();
          return true;
        });
  }

  @Override
  protected void connect(Deadline deadline) {
    Reading now = reading;
    if (now != null && now.alive(deadline)) {
      return;
    }
    disconnect();
    Reading fresh = new Reading(transport.connect(deadline));
    reading = fresh;
    fresh.start();
  }

  @Override
  protected void disconnect() {
    Reading now = reading;
    reading = null;
    if (now != null) {
      now.stop();
    }
  }

  /** Waits for codes on one connection, on a thread of its own. */
  private final class Reading implements Runnable {
    private final Connection connection;
    private final ScanDecoder decoder = new ScanDecoder(rules);
    private final Thread thread = new Thread(this, "scanner-" + id());
    private volatile boolean stopped;

    Reading(Connection connection) {
      this.connection = connection;
      thread.setDaemon(true);
    }

    void start() {
      thread.start();
    }

    /** Nothing is sent; but a connection that is known to be gone says so. */
    boolean alive(Deadline deadline) {
      try {
        connection.write(ByteBuffer.allocate(0), deadline);
        return !stopped;
      } catch (DeviceException e) {
        return false;
      }
    }

    void stop() {
      stopped = true;
      connection.abort();
    }

    @Override
    public void run() {
      ByteBuffer buffer = ByteBuffer.allocate(512);
      while (!stopped) {
        try {
          int count = connection.read(buffer.clear(), Deadline.after(SLICE));
          if (count < 0) {
            break;
          }
          take(buffer.flip());
        } catch (DeviceException e) {
          if (e.fault() != Fault.TIMEOUT) {
            break;
          }
          tell(decoder.tick(System.nanoTime()));
        }
      }
      if (!stopped) {
        stopped = true;
        connection.abort();
        loop().moved(DeviceState.LOST);
      }
    }

    private void take(ByteBuffer bytes) {
      while (bytes.hasRemaining()) {
        char character = (char) (bytes.get() & 0xff);
        tell(decoder.accept(character, System.nanoTime()));
      }
    }

    private void tell(List<ScanDecoder.Found> found) {
      if (!gate.isOpen() || stopped) {
        decoder.reset(); // what comes while nobody wants codes is not told later
      } else if (!found.isEmpty() && !scans.tell(found).isEmpty()) {
        // Nobody types on a scanner's own line: what is too short there is garbled.
        scans.bad(Flaw.TOO_SHORT);
      }
    }
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final String id;
    private final Transport transport;
    private ScanRules rules = ScanRules.LINE;
    private boolean aimIds;
    private Clock clock = Clock.systemUTC();
    private @Nullable ThreadFactory threads;

    private Builder(String id, Transport transport) {
      this.id = Objects.requireNonNull(id, "id");
      this.transport = Objects.requireNonNull(transport, "transport");
    }

    /** How its codes come apart. */
    public Builder rules(ScanRules set) {
      rules = Objects.requireNonNull(set, "set");
      return this;
    }

    /** Whether the scanner is set to send AIM identifiers, which should be so. */
    public Builder aimIds(boolean sent) {
      aimIds = sent;
      return this;
    }

    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /** Makes the device's two threads; they should be daemons. */
    public Builder threads(ThreadFactory factory) {
      threads = factory;
      return this;
    }

    public LineScanner build() {
      return new LineScanner(this);
    }
  }
}
