package dev.tillwright.device.spi;

import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a print job.
 *
 * @param result the four-valued answer
 * @param fault why it is not printed, or not surely
 * @param conditions what the printer said is wrong
 * @param substituted characters that the printer does not have and that were shown as {@code ?}
 * @param rasterised characters that the printer does not have and that were sent as pictures
 */
public record PrintOutcome(
    PrintResult result,
    Optional<Fault> fault,
    Set<Condition> conditions,
    int substituted,
    int rasterised) {
  public PrintOutcome {
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(fault, "fault");
    conditions = Set.copyOf(conditions);
  }

  /** An outcome of a job without characters sent as pictures. */
  public PrintOutcome(
      PrintResult result, Optional<Fault> fault, Set<Condition> conditions, int substituted) {
    this(result, fault, conditions, substituted, 0);
  }

  /** Whether the same job may be sent again without a second receipt on paper. */
  public boolean mayRetry() {
    return result == PrintResult.NOT_PRINTED;
  }
}
