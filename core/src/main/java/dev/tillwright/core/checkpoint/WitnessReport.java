package dev.tillwright.core.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * What a journal is worth beside its witnesses.
 *
 * @param terminal whose journal
 * @param entries how many it holds
 * @param faults the witnesses that it contradicts, in the order of their positions
 * @param outside the newest position that a witness from outside confirms; 0 when none does
 * @param signed the newest position that a trusted signature confirms, wherever it was kept; 0 when
 *     none does
 */
public record WitnessReport(
    String terminal, long entries, List<WitnessFault> faults, long outside, long signed) {
  public WitnessReport {
    faults = List.copyOf(faults);
  }

  /** Whether every witness agrees. */
  public boolean ok() {
    return faults.isEmpty();
  }

  /** The fault to report first. */
  public Optional<WitnessFault> firstFault() {
    return faults.stream().findFirst();
  }

  /** What is known and what cannot be known, in sentences for people. */
  public List<String> statements() {
    String upTo =
        outside == 0
            ? "no witness from outside confirms any entry of " + terminal
            : "entries 1 to " + outside + " of " + terminal + " are those that a witness remembers";
    String beyond =
        entries > outside
            ? "entries "
                + (outside + 1)
                + " to "
                + entries
                + " have none: whether more stood behind them, or others in their place, cannot be"
                + " known"
                + (signed > outside
                    ? "; up to "
                        + signed
                        + " a signature inside the journal shows that its key was there"
                    : "")
            : "whether more stood behind entry " + entries + " cannot be known";
    return List.of(upTo, beyond);
  }
}
