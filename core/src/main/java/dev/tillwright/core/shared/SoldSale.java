package dev.tillwright.core.shared;

import dev.tillwright.core.sale.CompletedSale;
import java.time.Instant;
import java.util.Objects;

/**
 * A finished sale as the central store has it, from its till's checked journal.
 *
 * @param sale as it was finished
 * @param payload of its entry, as it was shipped
 * @param seq of its entry in its till's journal
 * @param at when it was finished, by its till's clock
 */
public record SoldSale(CompletedSale sale, String payload, long seq, Instant at) {
  public SoldSale {
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(at, "at");
  }

  /** Its till and its position, never what was bought. */
  @Override
  public String toString() {
    return "SoldSale[" + sale.id() + " at " + seq + "]";
  }
}
