package dev.tillwright.core.payment;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What a host declares. {@link Payments} adapts to it, or refuses: a host that neither reverses nor
 * knows a repeated key cannot be made safe.
 *
 * @param can what it is able to do
 * @param remembers for how long it knows a key again, positive; a repeat after that could charge
 *     twice and is never sent
 */
public record HostCapabilities(Set<HostCapability> can, Duration remembers) {
  /** The usual memory of a host: seven days. */
  public static final Duration USUAL_MEMORY = Duration.ofDays(7);

  public HostCapabilities {
    can = Set.copyOf(can);
    Objects.requireNonNull(remembers, "remembers");
    if (remembers.isNegative() || remembers.isZero()) {
      throw new IllegalArgumentException("a host remembers for a positive time");
    }
  }

  /** These, with the usual memory. */
  public static HostCapabilities of(HostCapability first, HostCapability... more) {
    return new HostCapabilities(EnumSet.of(first, more), USUAL_MEMORY);
  }

  /** The same with another memory. */
  public HostCapabilities remembering(Duration time) {
    return new HostCapabilities(can, time);
  }

  /** Whether it is able to. */
  public boolean can(HostCapability capability) {
    return can.contains(capability);
  }

  /** Whether an attempt with no known outcome can always be brought to a safe end. */
  public boolean isSafe() {
    return can(HostCapability.REVERSAL) || can(HostCapability.DEDUPLICATION);
  }
}
