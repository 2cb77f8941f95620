package dev.tillwright.device.till;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.ReceiptPrinter;
import java.time.Duration;
import java.util.Objects;

/**
 * A receipt printer as the till's port for receipts.
 *
 * <p><b>Guarantee.</b> It answers with a result whatever happens to the printer; a printer that was
 * closed gives NOT_PRINTED.
 */
public final class PrinterSink implements ReceiptSink, AutoCloseable {
  private final ReceiptPrinter printer;

  private PrinterSink(ReceiptPrinter printer) {
    this.printer = Objects.requireNonNull(printer, "printer");
  }

  /** A port to this printer; closing it closes the printer. */
  public static PrinterSink of(ReceiptPrinter printer) {
    return new PrinterSink(printer);
  }

  @Override
  public PrintResult print(String jobId, ReceiptDocument document, Duration deadline) {
    try {
      return printer.print(jobId, document, deadline).result();
    } catch (DeviceException e) {
      return e.outcomeKnown() ? PrintResult.NOT_PRINTED : PrintResult.UNKNOWN;
    }
  }

  /** The printer behind, for its status and its drawer. */
  public ReceiptPrinter printer() {
    return printer;
  }

  @Override
  public void close() {
    printer.close();
  }

  @Override
  public String toString() {
    return "PrinterSink[" + printer.id() + "]";
  }
}
