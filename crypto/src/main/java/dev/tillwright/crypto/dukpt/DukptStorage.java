package dev.tillwright.crypto.dukpt;

import java.util.Optional;

/**
 * The port to where a terminal's register is kept.
 *
 * <p><b>Guarantees an implementation gives.</b> What it answered {@code true} for is durable and
 * visible to all. Of two that replace the same state one succeeds: on this rests that no key is
 * used twice. It never gives an older state back; who restores one from a backup brings used keys
 * back, which only the host's ledger will notice.
 *
 * <p><b>Threads.</b> Any number at once. Every method throws {@link
 * dev.tillwright.core.TillwrightException} when the storage fails; whether a write then took effect
 * is found out by reading.
 */
public interface DukptStorage {

  /** Where a device stands. */
  Optional<TerminalState> find(String device);

  /** Keeps a device's first state; {@code false} when it has one already. */
  boolean create(TerminalState state);

  /**
   * Moves a device on.
   *
   * @param from the counter it must still stand at
   * @return {@code false} when it does not, and nothing was changed
   */
  boolean replace(long from, TerminalState next);
}
