package dev.tillwright.core.till;

import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.receipt.Proof;
import dev.tillwright.core.report.DayTotals;
import java.util.Objects;
import java.util.Optional;

/**
 * A Z, and what its figures stand on. On paper, {@link Proof#place} and {@link Proof#code} are
 * enough for {@code verify-journal --receipt} to tell later whether any entry up to the Z was
 * changed; the checkpoint, kept as JSON, says the same with a signature.
 *
 * @param totals as the entry of the day close holds them
 * @param proof the place and hash of that entry
 * @param checkpoint the first that covers it; none while the head is not signed, or without a
 *     signer
 */
public record ClosedDay(DayTotals totals, Proof proof, Optional<Checkpoint> checkpoint) {
  public ClosedDay {
    Objects.requireNonNull(totals, "totals");
    Objects.requireNonNull(proof, "proof");
    Objects.requireNonNull(checkpoint, "checkpoint");
  }
}
