package dev.tillwright.core.host;

import dev.tillwright.core.money.Money;
import java.util.Objects;

/**
 * What moved between a till and its host, in one currency: what stands, without what was undone.
 *
 * @param takes purchases and captures
 * @param taken what they came to, not negative
 * @param gives refunds
 * @param given what they came to, of the same currency, not negative
 */
public record HostTotals(long takes, Money taken, long gives, Money given) {
  public HostTotals {
    Objects.requireNonNull(taken, "taken");
    if (takes < 0 || gives < 0 || taken.isNegative() || given.isNegative()) {
      throw new IllegalArgumentException("totals are not negative");
    }
    if (!taken.currency().equals(given.currency())) {
      throw new IllegalArgumentException("totals are of one currency");
    }
  }

  /** Taken less given; may be negative. */
  public Money net() {
    return taken.minus(given);
  }
}
