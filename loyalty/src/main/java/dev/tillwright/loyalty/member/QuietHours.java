package dev.tillwright.loyalty.member;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When nobody is reached: hours of the night, and whole days, by the wall clock where the member
 * lives. When clocks are put forward, a night that ends in the hour that is left out ends at its
 * end; when they are put back, what the clock shows counts, both times.
 *
 * @param from the first quiet minute
 * @param to the first that is not quiet; the same as {@code from} for none
 * @param restDays days that are quiet from midnight to midnight; not all seven
 */
public record QuietHours(LocalTime from, LocalTime to, Set<DayOfWeek> restDays) {
  /** None at all. */
  public static final QuietHours NONE =
      new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, Set.of());

  private static final int DAYS_LOOKED_AHEAD = 9;

  public QuietHours {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    restDays = restDays.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(restDays));
    if (restDays.size() == DayOfWeek.values().length) {
      throw new IllegalArgumentException("some day must be left");
    }
  }

  /** Every night between these times. */
  public static QuietHours nightly(LocalTime from, LocalTime to) {
    return new QuietHours(from, to, Set.of());
  }

  /** Whether it is quiet where the member lives. */
  public boolean at(Instant instant, ZoneId zone) {
    ZonedDateTime there = instant.atZone(zone);
    return restDays.contains(there.getDayOfWeek()) || at(there.toLocalTime());
  }

  private boolean at(LocalTime time) {
    boolean afterFrom = !time.isBefore(from);
    boolean beforeTo = time.isBefore(to);
    if (from.equals(to)) {
      return false;
    }
    return from.isBefore(to) ? afterFrom && beforeTo : afterFrom || beforeTo;
  }

  /**
   * The first instant from this one on that is not quiet; none when there is none within nine days.
   */
  Optional<Instant> over(Instant instant, ZoneId zone) {
    if (!at(instant, zone)) {
      return Optional.of(instant);
    }
    // It can only end at a day's end, at `to`, or where clocks are put forward or back.
    Instant end = instant.plus(Duration.ofDays(DAYS_LOOKED_AHEAD));
    Instant best = null;
    for (int day = 0; day <= DAYS_LOOKED_AHEAD; day++) {
      ZonedDateTime midnight = instant.atZone(zone).toLocalDate().plusDays(day).atStartOfDay(zone);
      for (ZonedDateTime each :
          List.of(
              midnight,
              midnight.with(to).withEarlierOffsetAtOverlap(),
              midnight.with(to).withLaterOffsetAtOverlap())) {
        best = earlier(best, each.toInstant(), instant, zone);
      }
    }
    for (var change = zone.getRules().nextTransition(instant);
        change != null && change.getInstant().isBefore(end);
        change = zone.getRules().nextTransition(change.getInstant())) {
      best = earlier(best, change.getInstant(), instant, zone);
    }
    return Optional.ofNullable(best);
  }

  private @Nullable Instant earlier(
      @Nullable Instant best, Instant other, Instant from, ZoneId zone) {
    boolean better = best == null || other.isBefore(best);
    return better && other.isAfter(from) && !at(other, zone) ? other : best;
  }
}
