package dev.tillwright.core.payment;

import dev.tillwright.core.money.Money;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be taken while the host is out of reach.
 *
 * @param perPayment the floor limit: the largest single payment; {@code null} when nothing may
 * @param count how many may wait at once
 * @param total how much may wait at once; {@code null} when nothing may
 */
public record OfflineLimits(@Nullable Money perPayment, int count, @Nullable Money total) {
  public OfflineLimits {
    if (count < 0 || count > 10_000) {
      throw new IllegalArgumentException("0 to 10,000 payments may wait");
    }
    if ((perPayment == null) != (total == null)) {
      throw new IllegalArgumentException("both limits, or none");
    }
  }

  /** Nothing may be taken offline. */
  public static OfflineLimits none() {
    return new OfflineLimits(null, 0, null);
  }

  /** Up to these limits, all of them at once. */
  public static OfflineLimits upTo(Money perPayment, int count, Money total) {
    return new OfflineLimits(
        Objects.requireNonNull(perPayment, "perPayment"),
        count,
        Objects.requireNonNull(total, "total"));
  }

  /** Why a payment may not be taken offline; empty when it may. */
  Optional<String> refuses(Money amount, int waiting, Money waitingTotal) {
    if (perPayment == null || total == null) {
      return Optional.of("offline payments are switched off");
    }
    if (!perPayment.currency().equals(amount.currency())) {
      return Optional.of("the offline limits are in another currency");
    }
    if (amount.compareTo(perPayment) > 0) {
      return Optional.of("above the floor limit");
    }
    if (waiting >= count) {
      return Optional.of("too many payments wait already");
    }
    return waitingTotal.plus(amount).compareTo(total) > 0
        ? Optional.of("too much money waits already")
        : Optional.empty();
  }
}
