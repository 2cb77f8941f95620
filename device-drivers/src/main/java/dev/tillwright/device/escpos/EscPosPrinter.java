package dev.tillwright.device.escpos;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.printer.GlyphSource;
import dev.tillwright.device.printer.Slip;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.PrintOutcome;
import dev.tillwright.device.spi.PrinterCapabilities;
import dev.tillwright.device.spi.PrinterStatus;
import dev.tillwright.device.spi.PrinterStatus.DrawerSignal;
import dev.tillwright.device.spi.ReceiptPrinter;
import dev.tillwright.device.spi.Subscription;
import dev.tillwright.device.transport.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A receipt printer that understands ESC/POS.
 *
 * <p><b>How a job goes.</b> The bytes are made first, so that what cannot be printed fails before
 * anything moves. The printer is asked how it is; one that is gone, open or out of paper gives
 * NOT_PRINTED and nothing is lost. Then the bytes go, with a question at their end that the printer
 * answers once all before it is done: that answer makes the job PRINTED. A connection that breaks
 * after the first byte, or an answer that does not come, makes it UNKNOWN.
 *
 * <p><b>What becomes of UNKNOWN.</b> A printer whose profile says so counts its cuts and returns
 * the job's own sign. It is asked when it can be reached again: by {@link #resolve}, and in any
 * case before the next job. Then the job is PRINTED or NOT_PRINTED, or stays UNKNOWN when the
 * printer is another one than before, or does not tell.
 *
 * <p><b>Guarantee.</b> A job that is, or may be, on paper is not sent again under the same id, as
 * far back as the last 4,096 jobs of this object. <b>Not promised:</b> memory beyond a restart; the
 * receipt spool of the till keeps that.
 *
 * <p>Defaults: {@link PrinterProfile#generic80()}, {@link Unencodable#SUBSTITUTE}, not exclusive,
 * no drawer sensor, 300 ms for a drawer to settle, the system's clock, daemon threads.
 */
public final class EscPosPrinter extends Driver implements ReceiptPrinter {
  private static final int MAX_JOB_ID = 200;

  private final PrinterProfile profile;
  private final PrinterLink link;
  private final DrawerPulse pulse;
  private final PrinterDrawer drawer;
  private final JobMemory jobs = new JobMemory();
  private final JobRunner runner;

  private EscPosPrinter(Builder b) {
    super(b.id, DeviceKind.RECEIPT_PRINTER, b.clock, b.threads);
    profile = b.profile;
    link = new PrinterLink(b.transport, profile);
    link.reportTo(loop(), b.clock);
    pulse = new DrawerPulse(b, loop(), link);
    drawer = new PrinterDrawer(b, loop(), pulse, b.onlyDrawer ? this::close : null);
    link.drawerTo(drawer::seen);
    runner = new JobRunner(b, link, loop(), jobs);
  }

  /** A printer behind a transport; opened at first use. */
  public static Builder builder(String id, Transport transport) {
    return new Builder(id, transport);
  }

  @Override
  public PrinterCapabilities capabilities() {
    return new PrinterCapabilities(
        profile.columns(),
        profile.dots(),
        profile.codePages().stream().map(CodePage::charset).toList(),
        profile.wideCharset().map(java.nio.charset.Charset::name).orElse(""),
        profile.cutter(),
        profile.nativeQr(),
        profile.confirmation() != Confirmation.NONE,
        profile.confirmation() == Confirmation.IN_ORDER);
  }

  @Override
  protected void connect(Deadline deadline) {
    link.ready(deadline);
  }

  @Override
  protected void disconnect() {
    link.abort();
  }

  @Override
  public PrinterStatus status(Duration limit) {
    if (profile.confirmation() == Confirmation.NONE) {
      throw DeviceException.of(
          Fault.UNSUPPORTED, Phase.STATUS, "printer " + id() + " cannot say how it is");
    }
    return loop().call(Phase.STATUS, limit, link::ready);
  }

  /**
   * Listens to the printer while it is idle: what it tells unasked, or else what it says when
   * asked. What changes reaches the listeners; a printer that was lost is reached for again.
   *
   * @param scheduler runs one short task at a time
   * @param every how often, 50 ms or more
   * @return close it to stop
   */
  public Subscription watch(ScheduledExecutorService scheduler, Duration every) {
    if (every.compareTo(Duration.ofMillis(50)) < 0) {
      throw new IllegalArgumentException("a printer is looked at every 50 ms at most");
    }
    return new StatusWatch(loop(), link, scheduler, every);
  }

  /** The serial number it last told, where the profile says that it has one to tell. */
  public Optional<String> serialNumber() {
    return Optional.of(link.serial()).filter(serial -> !serial.isEmpty());
  }

  /** The cash drawer on its cable; closed with the printer. */
  public PrinterDrawer drawer() {
    return drawer;
  }

  @Override
  public void openDrawer(Duration limit) {
    loop().call(Phase.WRITE, limit, pulse);
  }

  @Override
  public PrintOutcome print(String jobId, ReceiptDocument document, Duration limit) {
    return print(jobId, Slip.of(document), limit);
  }

  /**
   * Prints a slip, as {@link #print(String, ReceiptDocument, Duration)} does a receipt: with
   * pictures and bar codes.
   */
  public PrintOutcome print(String jobId, Slip slip, Duration limit) {
    Objects.requireNonNull(slip, "slip");
    check(jobId);
    try {
      return loop().call(Phase.WRITE, limit, deadline -> runner.print(jobId, slip, deadline));
    } catch (DeviceException e) {
      if (e.fault() == Fault.CLOSED) {
        throw e;
      }
      // This call failed, but an earlier one with this id may have put the job on paper.
      PrintOutcome before = jobs.find(jobId);
      if (before != null) {
        return before;
      }
      PrintResult result = e.outcomeKnown() ? PrintResult.NOT_PRINTED : PrintResult.UNKNOWN;
      return jobs.keep(jobId, new PrintOutcome(result, Optional.of(e.fault()), Set.of(), 0));
    }
  }

  @Override
  public Optional<PrintOutcome> outcome(String jobId) {
    return Optional.ofNullable(jobs.find(jobId));
  }

  /**
   * What became of a job, asking the printer where that is not known. A job that turns out
   * NOT_PRINTED may be printed again under the same id: no whole receipt of it is on paper, though
   * its beginning may be.
   *
   * @return empty when no such job is remembered
   * @throws DeviceException with {@link Fault#CLOSED} only
   */
  public Optional<PrintOutcome> resolve(String jobId, Duration limit) {
    check(jobId);
    try {
      return loop().call(Phase.STATUS, limit, deadline -> runner.resolve(jobId, deadline));
    } catch (DeviceException e) {
      if (e.fault() == Fault.CLOSED) {
        throw e;
      }
      return Optional.ofNullable(jobs.find(jobId));
    }
  }

  /**
   * Tells what a person saw on paper of a job that stayed UNKNOWN. Seen, it is PRINTED; not seen,
   * it may be printed again under the same id.
   *
   * @throws DeviceException when the device did not come to it in time
   */
  public void settle(String jobId, boolean seen, Duration limit) {
    check(jobId);
    loop()
        .call(
            Phase.STATUS,
            limit,
            deadline -> {
              runner.settled(jobId, seen ? PrintResult.PRINTED : PrintResult.NOT_PRINTED);
              return true;
            });
  }

  private static void check(String jobId) {
    if (jobId.isEmpty() || jobId.length() > MAX_JOB_ID) {
      throw new IllegalArgumentException("a job has an id of 1 to " + MAX_JOB_ID + " characters");
    }
  }

  @Override
  public void close() {
    drawer.close();
    super.close();
  }

  @Override
  public String toString() {
    return "EscPosPrinter[" + id() + ", " + profile.name() + "]";
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    final String id;
    final Transport transport;
    PrinterProfile profile = PrinterProfile.generic80();
    Unencodable unencodable = Unencodable.SUBSTITUTE;
    @Nullable GlyphSource glyphs;
    boolean exclusive;
    boolean onlyDrawer;
    DrawerSignal drawerWhenOpen = DrawerSignal.UNKNOWN;
    Duration drawerSettle = Duration.ofMillis(300);
    Clock clock = Clock.systemUTC();
    @Nullable ThreadFactory threads;

    private Builder(String id, Transport transport) {
      this.id = Objects.requireNonNull(id, "id");
      this.transport = Objects.requireNonNull(transport, "transport");
    }

    public Builder profile(PrinterProfile newProfile) {
      profile = newProfile;
      return this;
    }

    /** {@link Unencodable#RASTERISE} needs a source of glyphs. */
    public Builder unencodable(Unencodable policy) {
      unencodable = policy;
      return this;
    }

    /** Draws what the printer lacks; {@code dev.tillwright.device.draw} has one of fonts. */
    public Builder glyphs(GlyphSource source) {
      glyphs = source;
      return this;
    }

    /**
     * Whether nobody else prints on this printer. Then one more cut than before proves that a lost
     * job came out; on a shared one it may have been somebody else's.
     */
    public Builder exclusive(boolean yes) {
      exclusive = yes;
      return this;
    }

    /** The level at which the drawer's sensor says open; it depends on the drawer. */
    public Builder drawerSensor(DrawerSignal whenOpen) {
      drawerWhenOpen = whenOpen;
      return this;
    }

    /** How long a drawer takes to open, up to 5 seconds. */
    public Builder drawerSettle(Duration time) {
      if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofSeconds(5)) > 0) {
        throw new IllegalArgumentException("a drawer settles within 5 seconds");
      }
      drawerSettle = time;
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

    public EscPosPrinter build() {
      if (unencodable == Unencodable.RASTERISE && glyphs == null) {
        throw new IllegalArgumentException("to draw characters, a source of glyphs is needed");
      }
      return new EscPosPrinter(this);
    }

    /**
     * The drawer alone, for a printer that nobody prints on from here: it has the printer's name,
     * and closing it closes the connection.
     */
    public PrinterDrawer buildDrawer() {
      onlyDrawer = true;
      return build().drawer();
    }
  }
}
