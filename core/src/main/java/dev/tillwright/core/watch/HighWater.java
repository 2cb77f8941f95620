package dev.tillwright.core.watch;

import java.time.Instant;
import java.util.Objects;

/**
 * How far the central store has a till's journal.
 *
 * @param terminal whose
 * @param seq the newest position that arrived; 0 for none
 * @param heard when the till was last heard of
 */
public record HighWater(String terminal, long seq, Instant heard) {
  public HighWater {
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(heard, "heard");
  }
}
