package dev.tillwright.core.receipt;

import java.time.Duration;

/**
 * Where receipts go: the port to a printer, brought by the device drivers.
 *
 * <p><b>Threads.</b> Any number at once; jobs are printed one after the other. A call answers
 * within its deadline, also when the printer is gone.
 */
@FunctionalInterface
public interface ReceiptSink {

  /**
   * Prints a document once.
   *
   * @param jobId names the job; the same id is never printed twice by the same sink
   * @param document what
   * @param deadline how long at most
   */
  PrintResult print(String jobId, ReceiptDocument document, Duration deadline);

  /** What became of a job. */
  enum PrintResult {
    /** The printer confirmed it after the last byte. */
    PRINTED,
    /** All bytes were taken; the printer cannot say more. */
    ACCEPTED,
    /** Nothing is on paper. */
    NOT_PRINTED,
    /** Something may be on paper: print again only as a marked copy. */
    UNKNOWN
  }
}
