package dev.tillwright.device.escpos;

import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.ACCEPTED;
import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.NOT_PRINTED;
import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.PRINTED;
import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.UNKNOWN;
import static dev.tillwright.device.escpos.CommandBuffer.ESC;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.escpos.ReceiptEncoder.Job;
import dev.tillwright.device.spi.Claim;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceListener;
import dev.tillwright.device.spi.DeviceLoop;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Health;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.PrintOutcome;
import dev.tillwright.device.spi.PrinterCapabilities;
import dev.tillwright.device.spi.PrinterStatus;
import dev.tillwright.device.spi.ReceiptPrinter;
import dev.tillwright.device.spi.Subscription;
import dev.tillwright.device.transport.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
 * <p><b>Guarantee.</b> A job that is, or may be, on paper is not sent again under the same id, as
 * far back as the last 4,096 jobs of this object. <b>Not promised:</b> memory beyond a restart; the
 * receipt spool of the till keeps that.
 *
 * <p>Defaults: {@link PrinterProfile#generic80()}, {@link Unencodable#SUBSTITUTE}, the system's
 * clock, daemon threads.
 */
public final class EscPosPrinter implements ReceiptPrinter {
  private static final int MAX_JOB_ID = 200;

  private final String id;
  private final PrinterProfile profile;
  private final Unencodable unencodable;
  private final DeviceLoop loop;
  private final PrinterLink link;
  private final ReceiptEncoder encoder;
  private final JobMemory jobs = new JobMemory();

  private EscPosPrinter(Builder b) {
    id = b.id;
    profile = b.profile;
    unencodable = b.unencodable;
    encoder = new ReceiptEncoder(profile);
    link = new PrinterLink(b.transport, profile.confirmation());
    loop = new DeviceLoop(id, b.clock, b.threads, link::abort);
    link.reportTo(loop);
  }

  /** A printer behind a transport; opened at first use. */
  public static Builder builder(String id, Transport transport) {
    return new Builder(id, transport);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public DeviceKind kind() {
    return DeviceKind.RECEIPT_PRINTER;
  }

  @Override
  public DeviceState state() {
    return loop.state();
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
  public void open(Duration limit) {
    loop.call(
        Phase.CONNECT,
        limit,
        deadline -> {
          link.ready(deadline);
          return true;
        });
  }

  @Override
  public Claim claim(Duration limit) {
    return loop.claim(limit);
  }

  @Override
  public Health health() {
    return loop.health();
  }

  @Override
  public Subscription subscribe(DeviceListener listener) {
    return loop.subscribe(listener);
  }

  @Override
  public PrinterStatus status(Duration limit) {
    if (profile.confirmation() == Confirmation.NONE) {
      throw DeviceException.of(
          Fault.UNSUPPORTED, Phase.STATUS, "printer " + id + " cannot say how it is");
    }
    return loop.call(Phase.STATUS, limit, link::ready);
  }

  @Override
  public void openDrawer(Duration limit) {
    // Times are in units of two milliseconds.
    byte[] pulse =
        new CommandBuffer()
            .put(ESC, 'p', profile.pulsePin() == 2 ? 0 : 1)
            .put(profile.pulseOnMillis() / 2, profile.pulseOffMillis() / 2)
            .toArray();
    loop.call(
        Phase.WRITE,
        limit,
        deadline -> {
          link.ready(deadline);
          link.send(pulse, deadline);
          return true;
        });
    loop.count("drawer.pulses", 1);
  }

  @Override
  public PrintOutcome print(String jobId, ReceiptDocument document, Duration limit) {
    Objects.requireNonNull(document, "document");
    if (jobId.isEmpty() || jobId.length() > MAX_JOB_ID) {
      throw new IllegalArgumentException("a job has an id of 1 to " + MAX_JOB_ID + " characters");
    }
    try {
      return loop.call(Phase.WRITE, limit, deadline -> printNow(jobId, document, deadline));
    } catch (DeviceException e) {
      if (e.fault() == Fault.CLOSED) {
        throw e;
      }
      // This call failed, but an earlier one with this id may have put the job on paper.
      PrintOutcome before = jobs.find(jobId);
      return before != null
          ? before
          : jobs.keep(jobId, outcome(e.outcomeKnown() ? NOT_PRINTED : UNKNOWN, e, 0));
    }
  }

  @Override
  public Optional<PrintOutcome> outcome(String jobId) {
    return Optional.ofNullable(jobs.find(jobId));
  }

  @Override
  public Health probe(Duration limit) {
    if (profile.confirmation() == Confirmation.NONE) {
      open(limit);
    } else {
      status(limit);
    }
    return health();
  }

  private PrintOutcome printNow(String jobId, ReceiptDocument document, Deadline deadline) {
    PrintOutcome before = jobs.find(jobId);
    if (before != null) {
      return before;
    }
    Job job;
    PrinterStatus status;
    try {
      job = prepare(document);
      status = link.ready(deadline);
    } catch (DeviceException e) {
      loop.count("jobs.failed", 1);
      return outcome(NOT_PRINTED, e, 0);
    }
    if (!status.ready() || deadline.passed()) {
      loop.count("jobs.failed", 1);
      Optional<Fault> late = status.ready() ? Optional.of(Fault.TIMEOUT) : Optional.empty();
      return new PrintOutcome(NOT_PRINTED, late, status.conditions(), job.substituted());
    }
    // Whatever happens from here on, this job is not begun a second time.
    jobs.keep(jobId, new PrintOutcome(UNKNOWN, Optional.empty(), Set.of(), job.substituted()));
    PrintOutcome outcome = send(job, deadline);
    loop.count(outcome.result() == PRINTED ? "jobs.printed" : "jobs.unconfirmed", 1);
    return jobs.keep(jobId, outcome);
  }

  private Job prepare(ReceiptDocument document) {
    Job job = encoder.encode(document);
    if (job.substituted() > 0 && unencodable == Unencodable.FAIL) {
      throw DeviceException.of(
          Fault.UNENCODABLE, Phase.PREPARE, "printer " + id + " lacks characters of this text");
    }
    return job;
  }

  private PrintOutcome send(Job job, Deadline deadline) {
    try {
      Set<Condition> conditions = link.printAndAsk(job.bytes(), deadline);
      PrintResult result =
          conditions.stream().anyMatch(Condition::stops)
              ? UNKNOWN
              : profile.confirmation() == Confirmation.IN_ORDER ? PRINTED : ACCEPTED;
      return new PrintOutcome(result, Optional.empty(), conditions, job.substituted());
    } catch (DeviceException e) {
      return outcome(e.outcomeKnown() ? NOT_PRINTED : UNKNOWN, e, job.substituted());
    }
  }

  private static PrintOutcome outcome(PrintResult result, DeviceException e, int substituted) {
    return new PrintOutcome(result, Optional.of(e.fault()), Set.of(), substituted);
  }

  @Override
  public void close() {
    loop.close();
  }

  @Override
  public String toString() {
    return "EscPosPrinter[" + id + ", " + profile.name() + "]";
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final String id;
    private final Transport transport;
    private PrinterProfile profile = PrinterProfile.generic80();
    private Unencodable unencodable = Unencodable.SUBSTITUTE;
    private Clock clock = Clock.systemUTC();
    private @Nullable ThreadFactory threads;

    private Builder(String id, Transport transport) {
      this.id = Objects.requireNonNull(id, "id");
      this.transport = Objects.requireNonNull(transport, "transport");
    }

    public Builder profile(PrinterProfile newProfile) {
      profile = newProfile;
      return this;
    }

    public Builder unencodable(Unencodable policy) {
      unencodable = policy;
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
      return new EscPosPrinter(this);
    }
  }
}
