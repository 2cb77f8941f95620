package dev.tillwright.examples.award;

import dev.tillwright.loyalty.ledger.Lot;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Instants in several forms. */
final class Times {
  private Times() {}

  /**
   * {@code 2025-03-30T00:10:00Z}, {@code 2025-03-30T01:10+01:00}, and of a clock in the zone {@code
   * 2025-03-30T00:10} or {@code 2025-03-30}, which is its midnight.
   */
  static Instant read(Node node, ZoneId zone) {
    Instant instant = parsed(node, zone);
    if (instant.isBefore(Instant.EPOCH) || !instant.isBefore(Lot.NEVER)) {
      throw node.wrong("a time from 1970 to the end of 9999 was expected");
    }
    return instant;
  }

  private static Instant parsed(Node node, ZoneId zone) {
    String text = node.text();
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      boolean placed = text.endsWith("Z") || text.lastIndexOf('+') > 9 || text.lastIndexOf('-') > 9;
      if (placed) {
        return OffsetDateTime.parse(text).toInstant();
      }
      LocalDateTime local = LocalDateTime.parse(text);
      if (zone.getRules().getValidOffsets(local).isEmpty()) {
        throw node.wrong("the clock of " + zone + " skips this time");
      }
      return local.atZone(zone).toInstant(); // the first, where the clock shows it twice
    } catch (DateTimeException e) {
      throw node.wrong("a time such as 2025-03-30T00:10:00Z was expected");
    }
  }
}
