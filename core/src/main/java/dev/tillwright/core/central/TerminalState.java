package dev.tillwright.core.central;

import dev.tillwright.core.journal.JournalFault;
import java.util.Objects;
import java.util.Optional;

/**
 * How a terminal's journal stands at the central store.
 *
 * @param terminal whose
 * @param arrived the newest entry that is there
 * @param checked the newest whose chain was checked; followers go no further
 * @param signed the newest that a trusted signature confirms, of what is checked; 0 without one
 * @param aside how many entries could not join
 * @param fault what stands in the way behind {@code checked}; it stops this terminal alone
 */
public record TerminalState(
    String terminal,
    long arrived,
    long checked,
    long signed,
    long aside,
    Optional<JournalFault> fault) {
  public TerminalState {
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(fault, "fault");
  }
}
