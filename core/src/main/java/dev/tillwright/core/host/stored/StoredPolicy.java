package dev.tillwright.core.host.stored;

import dev.tillwright.core.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a shop lets its cards do.
 *
 * @param least the smallest activation or load; {@code null} for any
 * @param most what a card holds at most after one, refunds apart; {@code null} for any
 * @param expiry when value expires
 * @param refundTerm how long value of a refund stays at least, so that goods that come back after
 *     the card expired are not paid with nothing
 * @param probing how often numbers may be tried
 */
public record StoredPolicy(
    @Nullable Money least,
    @Nullable Money most,
    Expiry expiry,
    Duration refundTerm,
    ProbeLimits probing) {
  public StoredPolicy {
    Objects.requireNonNull(expiry, "expiry");
    Objects.requireNonNull(probing, "probing");
    if (refundTerm.isNegative()) {
      throw new IllegalArgumentException("a term is 0 or more");
    }
  }

  /** Any amount, never expires, 90 days for refunds, the usual limits for tries. */
  public static StoredPolicy usual() {
    return new StoredPolicy(null, null, Expiry.never(), Duration.ofDays(90), ProbeLimits.usual());
  }

  /** The same with bounds of what goes onto a card. */
  public StoredPolicy loading(Money smallest, Money largest) {
    return new StoredPolicy(smallest, largest, expiry, refundTerm, probing);
  }

  /** The same with another expiry. */
  public StoredPolicy expiring(Expiry when) {
    return new StoredPolicy(least, most, when, refundTerm, probing);
  }

  /** The same with other limits for tries. */
  public StoredPolicy probing(ProbeLimits limits) {
    return new StoredPolicy(least, most, expiry, refundTerm, limits);
  }

  /** Whether value that is sold now would be expired at once: its last day is over. */
  boolean isOver(long now) {
    Instant at = Instant.ofEpochMilli(now);
    return expiry.at(at, at).filter(end -> !end.isAfter(at)).isPresent();
  }

  /** Whether an activation or load fits. */
  boolean loads(Money amount, Money after) {
    return (least == null
            || least.currency().equals(amount.currency()) && amount.compareTo(least) >= 0)
        && (most == null || most.currency().equals(after.currency()) && after.compareTo(most) <= 0);
  }
}
