package dev.tillwright.loyalty.tier;

import dev.tillwright.loyalty.program.TierPlan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Until when something counts. */
final class TierWindow {
  private final TierPlan.Window window;
  private final ZoneId zone;
  private final LocalDate anniversary;

  /**
   * @param first the member's first sale that counts
   */
  TierWindow(TierPlan.Window window, ZoneId zone, Instant first) {
    this.window = window;
    this.zone = zone;
    this.anniversary = first.atZone(zone).toLocalDate();
  }

  /** The first instant at which what was counted at another counts no more. */
  Instant end(Instant counted) {
    if (window.type() == TierPlan.Window.Type.ROLLING) {
      return counted.atZone(zone).plus(window.length()).toInstant();
    }
    return dayAfter(counted.atZone(zone).toLocalDate()).atStartOfDay(zone).toInstant();
  }

  /** The first day behind the period of a day. */
  private LocalDate dayAfter(LocalDate day) {
    return switch (window.type()) {
      case CALENDAR_MONTH -> day.withDayOfMonth(1).plusMonths(1);
      case CALENDAR_QUARTER ->
          LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1).plusMonths(3);
      case CALENDAR_YEAR -> LocalDate.of(day.getYear() + 1, 1, 1);
      case ANNIVERSARY -> anniversaryAfter(day);
      case ROLLING -> throw new IllegalStateException("has no periods");
    };
  }

  private LocalDate anniversaryAfter(LocalDate day) {
    int years = day.getYear() - anniversary.getYear();
    LocalDate same = anniversary.plusYears(years);
    return same.isAfter(day) ? same : anniversary.plusYears(years + 1);
  }
}
