package dev.tillwright.core.access;

import dev.tillwright.core.money.Money;
import java.time.Duration;
import java.util.Optional;

/**
 * The port to what other tills counted towards a limit, at a store that all of them reach.
 *
 * <p><b>Implementers promise.</b> An answer within the deadline, or none; it throws nothing. What
 * this till itself counted is not in it. <b>Threads.</b> Any number at once.
 */
@FunctionalInterface
public interface SharedLimits {

  /**
   * What moved elsewhere.
   *
   * @param subject whose: {@code card TOKEN}, {@code member ID}, or {@code till}
   * @return empty when the store does not answer in time: then only this till counts
   */
  Optional<Money> elsewhere(Limit limit, String subject, Duration deadline);

  /** A till that counts for itself alone. */
  static SharedLimits none() {
    return (limit, subject, deadline) -> Optional.empty();
  }
}
