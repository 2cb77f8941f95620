package dev.tillwright.core.host;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One moment as ISO 8583:1987 writes it in several fields.
 *
 * @param at the moment
 * @param zone of the local times
 */
record Times(Instant at, ZoneId zone) {
  private static final DateTimeFormatter TRANSMISSION = pattern("MMddHHmmss");
  private static final DateTimeFormatter TIME = pattern("HHmmss");
  private static final DateTimeFormatter DATE = pattern("MMdd");
  private static final DateTimeFormatter EXPIRY = pattern("yyMM");
  private static final DateTimeFormatter HOUR = pattern("DDDHH");

  /** Field 7, in UTC. */
  String transmission() {
    return TRANSMISSION.format(utc());
  }

  /** Field 12. */
  String localTime() {
    return TIME.format(at.atZone(zone));
  }

  /** Field 13. */
  String localDate() {
    return DATE.format(at.atZone(zone));
  }

  /** Field 37: last digit of the year, day of the year, hour, trace number. */
  String reference(String trace) {
    return utc().getYear() % 10 + HOUR.format(utc()) + trace;
  }

  /** Field 14. */
  static String expiry(YearMonth month) {
    return EXPIRY.format(month);
  }

  private ZonedDateTime utc() {
    return at.atZone(ZoneOffset.UTC);
  }

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }
}
