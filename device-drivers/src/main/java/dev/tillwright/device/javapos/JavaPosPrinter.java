package dev.tillwright.device.javapos;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.PrintOutcome;
import dev.tillwright.device.spi.PrinterCapabilities;
import dev.tillwright.device.spi.PrinterStatus;
import dev.tillwright.device.spi.PrinterStatus.DrawerSignal;
import dev.tillwright.device.spi.ReceiptPrinter;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The receipt station of a JavaPOS printer, in its synchronous mode: a call of the service ends
 * when it is printed.
 *
 * <p><b>Guarantees.</b> A job that was begun on paper and did not end is UNKNOWN, and its id is not
 * printed again; the newest {@value #REMEMBERED} are remembered. Text, rules, feeds and QR codes
 * are printed; a receipt with a signature is refused. Characters are the service's business: it
 * does not say which it lacks.
 */
public final class JavaPosPrinter extends JavaPosDriver implements ReceiptPrinter {
  /** How many jobs are remembered. */
  public static final int REMEMBERED = 4_096;

  private static final int RECEIPT = 2; // PTR_S_RECEIPT

  private final int columns;
  private final Map<String, PrintOutcome> jobs = new LinkedHashMap<>();

  private JavaPosPrinter(
      String id, Supplier<?> controls, String logicalName, int columns, Clock clock) {
    super(id, DeviceKind.RECEIPT_PRINTER, clock, controls, logicalName);
    this.columns = columns;
  }

  /**
   * A printer; opened at first use.
   *
   * @param controls makes a new {@code jpos.POSPrinter} each time
   * @param logicalName of the device in the JavaPOS configuration
   * @param columns of a line ({@code RecLineChars}), 16 to 80
   */
  public static JavaPosPrinter of(
      String id, Supplier<?> controls, String logicalName, int columns, Clock clock) {
    if (columns < 16 || columns > 80) {
      throw new IllegalArgumentException("a line has 16 to 80 columns");
    }
    return new JavaPosPrinter(id, controls, logicalName, columns, clock);
  }

  /** Dots and character sets are the service's business: 0 and none. */
  @Override
  public PrinterCapabilities capabilities() {
    return new PrinterCapabilities(columns, 0, List.of(), "", true, false, true, true);
  }

  @Override
  public PrintOutcome print(String jobId, ReceiptDocument document, Duration limit) {
    if (jobId.isBlank() || jobId.length() > 200) {
      throw new IllegalArgumentException("a job has an id of 1 to 200 characters");
    }
    PrintedPage page = new PrintedPage(columns, RECEIPT);
    try {
      return connected(
          Phase.WRITE,
          limit,
          deadline -> outcome(jobId).orElseGet(() -> keep(jobId, job(page, document, deadline))));
    } catch (DeviceException e) {
      if (e.fault() == Fault.CLOSED && !page.begun()) {
        throw e;
      }
      return keep(jobId, failed(page, e));
    }
  }

  private PrintOutcome job(PrintedPage page, ReceiptDocument document, Deadline deadline) {
    if (document.blocks().stream().anyMatch(ReceiptDocument.Ink.class::isInstance)) {
      return outcome(PrintResult.NOT_PRINTED, Optional.of(Fault.UNSUPPORTED), Set.of());
    }
    PrinterStatus status = look(deadline);
    if (!status.ready()) {
      return outcome(PrintResult.NOT_PRINTED, Optional.empty(), status.conditions());
    }
    try {
      page.print(control(), document, deadline);
    } catch (DeviceException e) {
      disconnect(); // what the service has buffered of it must not come out with the next one
      throw e;
    }
    return outcome(PrintResult.PRINTED, Optional.empty(), look(deadline).conditions());
  }

  private static PrintOutcome failed(PrintedPage page, DeviceException e) {
    PrintResult result =
        page.done()
            ? PrintResult.PRINTED
            : page.begun() ? PrintResult.UNKNOWN : PrintResult.NOT_PRINTED;
    return outcome(result, Optional.of(e.fault()), Set.of());
  }

  private static PrintOutcome outcome(
      PrintResult result, Optional<Fault> fault, Set<Condition> conditions) {
    return new PrintOutcome(result, fault, conditions, 0);
  }

  private synchronized PrintOutcome keep(String jobId, PrintOutcome outcome) {
    if (!outcome.mayRetry()) {
      jobs.putIfAbsent(jobId, outcome);
      if (jobs.size() > REMEMBERED) {
        jobs.remove(jobs.keySet().iterator().next());
      }
    }
    return Objects.requireNonNullElse(jobs.get(jobId), outcome);
  }

  @Override
  public synchronized Optional<PrintOutcome> outcome(String jobId) {
    return Optional.ofNullable(jobs.get(jobId));
  }

  @Override
  public PrinterStatus status(Duration limit) {
    return connected(Phase.STATUS, limit, this::look);
  }

  private PrinterStatus look(Deadline deadline) {
    Control control = control();
    Set<Condition> conditions = EnumSet.noneOf(Condition.class);
    if (control.asks(Phase.STATUS, deadline, "CoverOpen")) {
      conditions.add(Condition.COVER_OPEN);
    }
    if (control.asks(Phase.STATUS, deadline, "RecEmpty")) {
      conditions.add(Condition.PAPER_OUT);
    } else if (control.asks(Phase.STATUS, deadline, "RecNearEnd")) {
      conditions.add(Condition.PAPER_LOW);
    }
    loop().conditions(conditions);
    return new PrinterStatus(conditions, DrawerSignal.UNKNOWN);
  }

  @Override
  protected void examine(Deadline deadline) {
    super.examine(deadline);
    look(deadline);
  }

  /** The drawer of JavaPOS is a device of its own: {@link JavaPosDrawer}. */
  @Override
  public void openDrawer(Duration limit) {
    throw DeviceException.of(
        Fault.UNSUPPORTED, Phase.PREPARE, "printer " + id() + " has no drawer in JavaPOS");
  }
}
