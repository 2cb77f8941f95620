package dev.tillwright.loyalty.tier;

import dev.tillwright.loyalty.engine.Shopper;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a member stands.
 *
 * @param level 0 for the base, then one for each threshold
 * @param tier its id
 * @param counted what counts in the window: minor units, points or visits
 * @param above the tiers above, the nearest first
 * @param until when the tier is lost if nothing more is counted; none as long as it is deserved
 */
public record Standing(
    int level, String tier, long counted, List<Reach> above, Optional<Instant> until) {
  public Standing {
    Objects.requireNonNull(tier, "tier");
    above = List.copyOf(above);
    Objects.requireNonNull(until, "until");
  }

  /** A member as rules may look: in this tier, with those above in reach. */
  public Shopper of(Shopper member) {
    Shopper told =
        new Shopper(
            member.id(), tier, List.of(), member.segments(), member.birthday(), member.zone());
    for (Reach each : above) {
      told = told.near(each.tier(), each.missing());
    }
    return told;
  }

  /**
   * A tier above.
   *
   * @param tier its id
   * @param missing so much until it is reached; positive
   */
  public record Reach(String tier, long missing) {
    public Reach {
      Objects.requireNonNull(tier, "tier");
    }
  }
}
