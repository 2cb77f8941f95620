package dev.tillwright.core.host.stored;

import java.util.List;
import java.util.Objects;

/**
 * What {@link StoredLedger#check} found.
 *
 * @param cards how many there are
 * @param postings how many there are
 * @param totals one a currency
 * @param faults what does not add up, at most {@value #MOST_FAULTS}; empty when all does
 */
public record StoredCheck(
    long cards, long postings, List<StoredTotals> totals, List<String> faults) {
  /** More are not listed. */
  public static final int MOST_FAULTS = 100;

  public StoredCheck {
    totals = List.copyOf(totals);
    faults = List.copyOf(Objects.requireNonNull(faults, "faults"));
  }

  /** Whether all adds up. */
  public boolean isSound() {
    return faults.isEmpty();
  }
}
