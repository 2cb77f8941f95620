package dev.tillwright.loyalty.tier;

import dev.tillwright.loyalty.ledger.Qualifying;
import dev.tillwright.loyalty.program.TierPlan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** What is counted at an instant, and at which instants that may change by time alone. */
final class TierWindow {
  private static final int MOST_BOUNDARIES = 10_000;

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

  /** Whether what was counted then is counted at an instant that is not before it. */
  boolean holds(Instant counted, Instant at) {
    if (window.type() == TierPlan.Window.Type.ROLLING) {
      return at.isBefore(end(counted));
    }
    return !counted.isBefore(begin(at));
  }

  /** When something leaves a rolling window; the instant itself is out. */
  private Instant end(Instant counted) {
    return counted.atZone(zone).plus(window.length()).toInstant();
  }

  /** When the period of an instant began. */
  private Instant begin(Instant at) {
    LocalDate day = at.atZone(zone).toLocalDate();
    LocalDate begin =
        switch (window.type()) {
          case CALENDAR_MONTH -> day.withDayOfMonth(1);
          case CALENDAR_QUARTER ->
              LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1);
          case CALENDAR_YEAR -> day.withDayOfYear(1);
          case ANNIVERSARY -> anniversaryBefore(day);
          case ROLLING -> throw new IllegalStateException("has no periods");
        };
    return begin.atStartOfDay(zone).toInstant();
  }

  private LocalDate anniversaryBefore(LocalDate day) {
    int years = day.getYear() - anniversary.getYear();
    LocalDate same = anniversary.plusYears(years);
    return same.isAfter(day) ? anniversary.plusYears(years - 1) : same;
  }

  private Instant next(Instant begin) {
    ZonedDateTime day = begin.atZone(zone);
    return switch (window.type()) {
      case CALENDAR_MONTH -> day.plusMonths(1).toInstant();
      case CALENDAR_QUARTER -> day.plusMonths(3).toInstant();
      case CALENDAR_YEAR -> day.plusYears(1).toInstant();
      case ANNIVERSARY -> {
        int years = day.getYear() - anniversary.getYear() + 1;
        yield anniversary.plusYears(years).atStartOfDay(zone).toInstant();
      }
      case ROLLING -> throw new IllegalStateException("has no periods");
    };
  }

  /** The instants up to one at which something may count no more. */
  List<Instant> boundaries(List<Qualifying> rows, Instant until) {
    List<Instant> boundaries = new ArrayList<>();
    if (window.type() == TierPlan.Window.Type.ROLLING) {
      rows.forEach(row -> boundaries.add(end(row.counts())));
      return boundaries;
    }
    Instant first = rows.stream().map(Qualifying::counts).min(Instant::compareTo).orElse(until);
    Instant last = rows.stream().map(Qualifying::at).max(Instant::compareTo).orElse(until);
    Instant boundary = next(begin(first));
    // After the first boundary that follows the last row nothing counts any more.
    while (!boundary.isAfter(until) && boundaries.size() < MOST_BOUNDARIES) {
      boundaries.add(boundary);
      if (boundary.isAfter(last)) {
        break;
      }
      boundary = next(boundary);
    }
    return boundaries;
  }
}
