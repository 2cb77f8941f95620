package dev.tillwright.device.spi;

import dev.tillwright.core.receipt.ReceiptDocument;
import java.time.Duration;
import java.util.Optional;

/** Prints receipts and, since the drawer hangs on the printer's cable, opens it. */
public interface ReceiptPrinter extends Device {

  @Override
  PrinterCapabilities capabilities();

  /**
   * Prints a document once and says what became of it; the printer being gone is a result, not an
   * exception. A job that is or may be on paper is not printed again: the same id gives the same
   * outcome. Ids are remembered in memory, as many as the driver says.
   *
   * @param jobId 1 to 200 characters
   * @throws DeviceException with {@link Fault#CLOSED} only
   */
  PrintOutcome print(String jobId, ReceiptDocument document, Duration limit);

  /**
   * What became of a job, as far as this object remembers; empty for one that was never begun, or
   * of which nothing is on paper. Never waits.
   */
  Optional<PrintOutcome> outcome(String jobId);

  /**
   * Asks the printer how it is.
   *
   * @throws DeviceException with {@link Fault#UNSUPPORTED} when it cannot answer
   */
  PrinterStatus status(Duration limit);

  /**
   * Sends one pulse to the drawer. Whether it opened shows in {@link PrinterStatus#drawer}, where
   * the drawer has a sensor.
   *
   * @throws DeviceException when the pulse was not sent, or not surely
   */
  void openDrawer(Duration limit);
}
