package dev.tillwright.core.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;

/**
 * When the shop is open, each day alike. Silence counts in open time: a night says nothing.
 *
 * @param zone where the shop stands
 * @param opens from then
 * @param closes until then, on the same day, later than {@code opens}
 */
public record OpeningHours(ZoneId zone, LocalTime opens, LocalTime closes) {
  private static final int MOST_DAYS = 3_660;

  public OpeningHours {
    Objects.requireNonNull(zone, "zone");
    if (!closes.isAfter(opens)) {
      throw new IllegalArgumentException("a shop closes later than it opens");
    }
  }

  /** How long the shop was open between two moments; at most ten years of it are counted. */
  public Duration between(Instant from, Instant to) {
    Duration open = Duration.ZERO;
    LocalDate last = to.atZone(zone).toLocalDate();
    LocalDate day = from.atZone(zone).toLocalDate();
    for (int days = 0; !day.isAfter(last) && days < MOST_DAYS; days++) {
      Instant opened = day.atTime(opens).atZone(zone).toInstant();
      Instant closed = day.atTime(closes).atZone(zone).toInstant();
      Instant begin = from.isAfter(opened) ? from : opened;
      Instant end = to.isBefore(closed) ? to : closed;
      if (end.isAfter(begin)) {
        open = open.plus(Duration.between(begin, end));
      }
      day = day.plusDays(1);
    }
    return open;
  }
}
