package dev.tillwright.device.hid;

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
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scanner in the mode "HID POS": what it reads does not pass as keys through whatever window is
 * open, and says which symbology it is.
 *
 * <p><b>Guarantees.</b> Each code is told once, in order, while it is enabled, and none that came
 * while it was not. One thread waits for codes; it ends with the scanner.
 */
public final class HidScanner extends Driver implements BarcodeScanner {
  private static final Duration SLICE = Duration.ofMillis(200);

  private final HidTransport transport;
  private final Clock clock;
  private final ScanGate gate;
  private volatile @Nullable Reading reading;

  private HidScanner(String id, HidTransport transport, Clock clock) {
    super(id, DeviceKind.BARCODE_SCANNER, clock, null);
    gate = ScanGate.of(id, this::reach);
    this.transport = Objects.requireNonNull(transport, "transport");
    this.clock = clock;
  }

  /** A scanner behind a transport; opened at first use. */
  public static HidScanner of(String id, HidTransport transport, Clock clock) {
    return new HidScanner(id, transport, clock);
  }

  /** Not every scanner fills the symbology in, so that none is promised. */
  @Override
  public BarcodeScannerCapabilities capabilities() {
    return new BarcodeScannerCapabilities(Set.of(), false, false, Set.of());
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
    if (now != null && !now.stopped && now.connection.alive()) {
      return;
    }
    disconnect();
    HidConnection connection = transport.connect(deadline);
    if (!connection.descriptor().isOn(ScanReports.PAGE)) {
      connection.close();
      throw DeviceException.of(
          Fault.CONFIGURATION, Phase.CONNECT, "scanner " + id() + " is not in the mode HID POS");
    }
    Reading fresh = new Reading(connection);
    reading = fresh;
    fresh.thread.start();
  }

  @Override
  protected void disconnect() {
    Reading now = reading;
    reading = null;
    if (now != null) {
      now.stopped = true;
      now.connection.close();
    }
  }

  /** Waits for reports of one connection, on a thread of its own. */
  private final class Reading implements Runnable {
    private final HidConnection connection;
    private final ScanReports reports;
    private final Thread thread = new Thread(this, "scanner-" + id());
    private volatile boolean stopped;

    Reading(HidConnection connection) {
      this.connection = connection;
      this.reports = new ScanReports(connection.descriptor());
      thread.setDaemon(true);
    }

    @Override
    public void run() {
      while (!stopped) {
        try {
          take(connection.read(Deadline.after(SLICE)));
        } catch (DeviceException e) {
          if (e.fault() != Fault.TIMEOUT) {
            break;
          }
        }
      }
      if (!stopped) {
        stopped = true;
        connection.close();
        loop().moved(DeviceState.LOST);
      }
    }

    private void take(byte[] report) {
      if (!gate.isOpen() || stopped) {
        reports.reset(); // what comes while nobody wants codes is not told later
        return;
      }
      try {
        reports.take(report).ifPresent(this::tell);
      } catch (HidFormatException e) {
        loop().count("reads.bad", 1);
        loop().publish(new BadScan(id(), clock.instant(), Flaw.BAD_CHARACTER));
      }
    }

    private void tell(Scan scan) {
      loop().count("reads.good", 1);
      loop().publish(new Scanned(id(), clock.instant(), scan));
    }
  }
}
