package dev.tillwright.device.till;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.device.inventory.InventoryLog;
import java.time.Duration;
import java.util.Objects;

/** Approvals and swaps of devices as entries of a till's journal. */
public final class InventoryEntries implements InventoryLog {
  private final Journal journal;
  private final Duration deadline;

  /**
   * @param journal of the till: {@code till.journal()}
   * @param deadline how long an entry may take to be durable
   */
  public InventoryEntries(Journal journal, Duration deadline) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.deadline = Objects.requireNonNull(deadline, "deadline");
  }

  /** Durable when it returns. */
  @Override
  public void record(String kind, String payload) {
    journal.append(new Draft(kind, payload), deadline);
  }
}
