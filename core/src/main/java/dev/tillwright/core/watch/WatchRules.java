package dev.tillwright.core.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Where the detectors draw their lines. Defaults:
 *
 * <ul>
 *   <li>a payment may be without an end for 1 hour, a reversal without an acknowledgement for 30
 *       minutes, what was taken offline unsent for 4 hours, entries unshipped for 2 hours
 *   <li>the host's day is cut at 23:00 UTC, and its file is whole 6 hours later
 *   <li>two equal charges within 5 minutes may be one
 *   <li>a device and the journal agree within 2 minutes; a clock may go back by 2 minutes
 *   <li>a sale that is taken back within 15 minutes of its receipt, with no customer there, is
 *       looked at, whatever the operator's rate
 *   <li>a drawer may differ by 500 minor units
 *   <li>no cards of staff
 * </ul>
 *
 * <p>Not for several threads while it is set up.
 */
public final class WatchRules {
  Duration stuck = Duration.ofHours(1);
  Duration reversal = Duration.ofMinutes(30);
  Duration forward = Duration.ofHours(4);
  Duration ship = Duration.ofHours(2);
  Duration grace = Duration.ofHours(6);
  Duration twin = Duration.ofMinutes(5);
  Duration agree = Duration.ofMinutes(2);
  Duration clockBack = Duration.ofMinutes(2);
  Duration cancel = Duration.ofMinutes(15);
  double cancelScore = Double.NEGATIVE_INFINITY;
  long cash = 500;
  Set<String> staff = new HashSet<>();
  private LocalTime cutOver = LocalTime.of(23, 0);
  private ZoneId zone = ZoneId.of("UTC");

  /** The usual lines. */
  public WatchRules() {}

  /** How long a payment may be without an end. */
  public WatchRules stuck(Duration most) {
    stuck = positive(most);
    return this;
  }

  /** How long a reversal may be without an acknowledgement. */
  public WatchRules reversal(Duration most) {
    reversal = positive(most);
    return this;
  }

  /** How long a payment that was taken offline may wait. */
  public WatchRules forward(Duration most) {
    forward = positive(most);
    return this;
  }

  /** How long an entry may be unknown to the central store. */
  public WatchRules ship(Duration most) {
    ship = positive(most);
    return this;
  }

  /**
   * When the host ends its day.
   *
   * @param grace how long after that its file is whole
   */
  public WatchRules cutOver(LocalTime at, ZoneId of, Duration grace) {
    cutOver = Objects.requireNonNull(at, "at");
    zone = Objects.requireNonNull(of, "of");
    this.grace = positive(grace);
    return this;
  }

  /** Within how long two equal charges may be one. */
  public WatchRules twin(Duration most) {
    twin = positive(most);
    return this;
  }

  /** How far a device's clock and the till's may be apart, and a deed and its entry. */
  public WatchRules agree(Duration most) {
    agree = positive(most);
    return this;
  }

  /** How far a till's clock may go back. */
  public WatchRules clockBack(Duration most) {
    clockBack = positive(most);
    return this;
  }

  /**
   * Which sales that are taken back are looked at.
   *
   * @param within so soon after the receipt
   * @param score only of operators whose rate lies so many robust deviations above their peers';
   *     negative infinity for all
   */
  public WatchRules cancelled(Duration within, double score) {
    cancel = positive(within);
    cancelScore = score;
    return this;
  }

  /** By how much a drawer may differ, in minor units. */
  public WatchRules cash(long minor) {
    cash = minor;
    return this;
  }

  /** The tokens of cards that belong to staff. */
  public WatchRules staff(List<String> tokens) {
    staff = Set.copyOf(tokens);
    return this;
  }

  /** When the host's file is whole that must have what happened then. */
  Instant settledBy(Instant at) {
    ZonedDateTime then = at.atZone(zone);
    ZonedDateTime cut = then.with(cutOver);
    return (cut.isAfter(then) ? cut : cut.plusDays(1)).plus(grace).toInstant();
  }

  private static Duration positive(Duration length) {
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("a length of time is more than nothing");
    }
    return length;
  }
}
