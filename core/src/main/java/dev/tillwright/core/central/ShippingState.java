package dev.tillwright.core.central;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a till's journal is shipped, as the central store itself said last.
 *
 * @param head the newest entry of the till
 * @param shipped the newest entry at the central store; empty until it has answered once
 * @param oldest how old the oldest entry is that is not there; zero when all are, or when the store
 *     has not answered yet
 * @param failures how often in a row it failed
 * @param lastFailure the code or type of the last failure, never data; empty after a success
 * @param fork where the two journals part; nothing more is shipped then
 */
public record ShippingState(
    long head,
    OptionalLong shipped,
    Duration oldest,
    int failures,
    Optional<String> lastFailure,
    Optional<Fork> fork) {

  /** Whether everything that was written is at the central store. */
  public boolean complete() {
    return fork.isEmpty() && shipped.orElse(-1) >= head;
  }

  /** Entries that are still to come; all, until the store has answered once. */
  public long unshipped() {
    return Math.max(0, head - shipped.orElse(0));
  }
}
