package dev.tillwright.core.access;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How access is controlled.
 *
 * @param hasher checks secrets; {@code null} refuses operators who have one
 * @param roles all that are known here; an operator of another role is refused
 * @param lockOut for wrong tries
 * @param session how long one stays logged on, one minute to seven days
 * @param patience how long to wait for the journal, one millisecond to ten minutes
 * @param clock for lock-outs and sessions; the same as the journal's
 */
public record AccessSettings(
    @Nullable SecretHasher hasher,
    List<Role> roles,
    LockOut lockOut,
    Duration session,
    Duration patience,
    Clock clock) {
  public AccessSettings {
    roles = List.copyOf(roles);
    Objects.requireNonNull(lockOut, "lockOut");
    Objects.requireNonNull(clock, "clock");
    if (roles.stream().map(Role::name).distinct().count() != roles.size()) {
      throw new IllegalArgumentException("two roles have one name");
    }
    within(session, Duration.ofMinutes(1), Duration.ofDays(7));
    within(patience, Duration.ofMillis(1), Duration.ofMinutes(10));
  }

  /**
   * Cashier and manager, {@link LockOut#DEFAULT}, sessions of 12 hours, 10 seconds of patience.
   *
   * @param hasher {@code null} refuses operators who have a secret
   */
  public static AccessSettings standard(@Nullable SecretHasher hasher, Clock clock) {
    return new AccessSettings(
        hasher,
        List.of(Role.CASHIER, Role.MANAGER),
        LockOut.DEFAULT,
        Duration.ofHours(12),
        Duration.ofSeconds(10),
        clock);
  }

  private static void within(Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException("not from " + least + " to " + most);
    }
  }
}
