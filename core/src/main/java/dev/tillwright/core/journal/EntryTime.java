package dev.tillwright.core.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** The one way a time is written in the journal: {@code 2010-12-01T08:26:00.000Z}. */
final class EntryTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(ZoneOffset.UTC);
  private static final int LENGTH = 24;

  private EntryTime() {}

  /**
   * @throws DateTimeException for a year that has not four digits
   */
  static String text(Instant at) {
    String text = FORMAT.format(at);
    if (text.length() != LENGTH) {
      throw new DateTimeException("the clock shows a year that has not four digits");
    }
    return text;
  }

  /**
   * @throws DateTimeException for anything that {@link #text} does not write
   */
  static Instant parse(String text) {
    Instant at = FORMAT.parse(text, Instant::from);
    if (!text(at).equals(text)) {
      throw new DateTimeException("not the journal's way to write a time");
    }
    return at;
  }
}
