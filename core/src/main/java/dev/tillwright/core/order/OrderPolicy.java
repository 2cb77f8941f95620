package dev.tillwright.core.order;

import java.time.Duration;
import java.util.Objects;

/**
 * How a till handles orders from elsewhere.
 *
 * @param cash whether what was paid to a channel may be paid back in cash, by who may
 * @param deadline how long a channel may take for one answer; positive
 */
public record OrderPolicy(boolean cash, Duration deadline) {
  public OrderPolicy {
    Objects.requireNonNull(deadline, "deadline");
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("a deadline is positive");
    }
  }

  /** Money goes back where it came from; ten seconds. */
  public static OrderPolicy usual() {
    return new OrderPolicy(false, Duration.ofSeconds(10));
  }

  /** Cash may be paid back too. */
  public OrderPolicy withCash() {
    return new OrderPolicy(true, deadline);
  }

  /** Another deadline. */
  public OrderPolicy within(Duration most) {
    return new OrderPolicy(cash, most);
  }
}
