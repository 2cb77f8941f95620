package dev.tillwright.loyalty.ledger;

import dev.tillwright.loyalty.program.Reward;
import java.util.Objects;

/**
 * A reward of the catalogue, as one member sees it.
 *
 * @param reward which
 * @param missing so many points more are needed; 0 for none
 * @param because why it cannot be had now, for the customer; empty when it can
 */
public record RewardOffer(Reward reward, long missing, String because) {
  public RewardOffer {
    Objects.requireNonNull(reward, "reward");
    Objects.requireNonNull(because, "because");
  }

  /** Whether it can be had now. */
  public boolean free() {
    return because.isEmpty();
  }
}
