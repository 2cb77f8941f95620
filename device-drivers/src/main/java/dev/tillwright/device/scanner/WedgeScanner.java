package dev.tillwright.device.scanner;

import dev.tillwright.device.spi.BarcodeScanner;
import dev.tillwright.device.spi.BarcodeScannerCapabilities;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.ScanGate;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A scanner that types like a keyboard. The application hands each key on that its window got; what
 * comes as fast as no person types, and ends with Enter, is a code.
 *
 * <p><b>Not promised.</b> Whether the scanner is plugged in cannot be known; keys go to the window
 * that has the focus, and other programs may see them.
 *
 * <p><b>Threads.</b> Keys from one thread, the window's. Nothing here blocks it.
 */
public final class WedgeScanner extends Driver implements BarcodeScanner {
  private final ScanDecoder decoder;
  private final Scans scans;
  private final LongSupplier nanos;
  private final boolean aimIds;
  private final ScanGate gate;

  private WedgeScanner(Builder b) {
    super(b.id, DeviceKind.BARCODE_SCANNER, b.clock, b.threads);
    gate = ScanGate.of(b.id, this::reach);
    decoder = new ScanDecoder(b.rules);
    scans = new Scans(b.id, loop(), b.clock, StandardCharsets.UTF_8);
    nanos = b.nanos;
    aimIds = b.aimIds;
  }

  /** A scanner that types. */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /**
   * A key was pressed.
   *
   * @param character that it stands for; {@code '\n'} or {@code '\r'} for Enter
   * @return what a person typed and no code is, to be handed on to the window; mostly empty, and a
   *     key that may begin a code comes back when the next one was too slow, or with {@link #idle}
   */
  public synchronized String key(char character) {
    if (!gate.isOpen()) {
      return String.valueOf(character);
    }
    return scans.tell(decoder.accept(character, nanos.getAsLong()));
  }

  /**
   * Nothing was pressed for a while; to be called by a timer of the window, some times a second.
   *
   * @return as {@link #key}
   */
  public synchronized String idle() {
    return scans.tell(decoder.tick(nanos.getAsLong()));
  }

  @Override
  public BarcodeScannerCapabilities capabilities() {
    return new BarcodeScannerCapabilities(Set.of(), aimIds, true, Set.of());
  }

  @Override
  public void enable(Duration limit) {
    gate.enable(limit);
  }

  @Override
  public void disable(Duration limit) {
    gate.shut();
    synchronized (this) {
      decoder.reset();
    }
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
    // There is nothing to connect: the keys come through the application's window.
  }

  @Override
  protected void disconnect() {
    gate.shut();
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final String id;
    private ScanRules rules = ScanRules.WEDGE;
    private boolean aimIds;
    private LongSupplier nanos = System::nanoTime;
    private Clock clock = Clock.systemUTC();
    private @Nullable ThreadFactory threads;

    private Builder(String id) {
      this.id = Objects.requireNonNull(id, "id");
    }

    /** How its codes come apart from typing. */
    public Builder rules(ScanRules set) {
      rules = Objects.requireNonNull(set, "set");
      return this;
    }

    /** Whether the scanner is set to send AIM identifiers, which should be so. */
    public Builder aimIds(boolean sent) {
      aimIds = sent;
      return this;
    }

    /** A monotonic clock in nanoseconds. */
    public Builder nanos(LongSupplier monotonic) {
      nanos = Objects.requireNonNull(monotonic, "monotonic");
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

    public WedgeScanner build() {
      return new WedgeScanner(this);
    }
  }
}
