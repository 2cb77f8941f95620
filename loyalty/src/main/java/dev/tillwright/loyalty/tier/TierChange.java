package dev.tillwright.loyalty.tier;

import java.time.Instant;
import java.util.Objects;

/**
 * A member came to another tier.
 *
 * @param at from when on
 * @param from the tier before
 * @param to the tier from then on
 * @param up whether it is a better one
 */
public record TierChange(Instant at, String from, String to, boolean up) {
  public TierChange {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
  }
}
