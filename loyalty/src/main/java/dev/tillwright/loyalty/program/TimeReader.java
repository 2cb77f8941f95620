package dev.tillwright.loyalty.program;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Dates, days and times of day from JSON. */
final class TimeReader {
  private static final Map<String, DayOfWeek> DAYS =
      Arrays.stream(DayOfWeek.values())
          .collect(Collectors.toMap(day -> day.name().substring(0, 3), Function.identity()));
  private static final int HALF_A_YEAR = 182;

  private TimeReader() {}

  static Condition read(String type, Place place) {
    ZoneOf zone = place.choice("zone", ZoneOf.PROGRAM);
    return switch (type) {
      case "dateWindow" -> dateWindow(place, zone);
      case "localDayOfYear" -> dayOfYear(place, zone);
      case "birthday" ->
          new Condition.Birthday(
              place.optionalWithin("before", 0, HALF_A_YEAR).orElse(0),
              place.optionalWithin("after", 0, HALF_A_YEAR).orElse(0),
              place.choice("leap", LeapDay.class),
              zone);
      default -> window(place, zone);
    };
  }

  static Effective effective(Place place) {
    String form = "a local time such as 2025-06-01T00:00 was expected";
    LocalDateTime from = place.optional("from", LocalDateTime::parse, form).orElse(null);
    LocalDateTime to = place.optional("to", LocalDateTime::parse, form).orElse(null);
    if (from != null && to != null && !from.isBefore(to)) {
      throw place.wrong("to", "the time is empty: to is not after from");
    }
    return new Effective(from, to);
  }

  private static Condition dateWindow(Place place, ZoneOf zone) {
    Effective effective = effective(place);
    if (effective.equals(Effective.ALWAYS)) {
      throw place.wrong("from", "a window has a from, a to or both");
    }
    return new Condition.DateWindow(effective, zone);
  }

  private static Condition dayOfYear(Place place, ZoneOf zone) {
    MonthDay from = monthDay(place, "from");
    MonthDay to = monthDay(place, "to");
    if (from.equals(to)) {
      throw place.wrong("to", "the days are empty: to is from");
    }
    return new Condition.DayOfYear(from, to, place.choice("leap", LeapDay.MAR01), zone);
  }

  private static MonthDay monthDay(Place place, String name) {
    return place.read(
        name, text -> MonthDay.parse("--" + text), "a month and day such as 12-24 was expected");
  }

  private static Condition window(Place place, ZoneOf zone) {
    EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : place.json().texts("days")) {
      DayOfWeek day = DAYS.get(name);
      if (day == null) {
        throw place.wrong("days", Names.oneOf(DAYS.keySet()));
      }
      if (!days.add(day)) {
        throw place.wrong("days", "a day stands twice");
      }
    }
    String form = "a time of day such as 09:30 was expected";
    LocalTime from = place.optional("from", LocalTime::parse, form).orElse(LocalTime.MIDNIGHT);
    LocalTime to = place.optional("to", LocalTime::parse, form).orElse(LocalTime.MIDNIGHT);
    if (from.equals(to) && !from.equals(LocalTime.MIDNIGHT)) {
      throw place.wrong("to", "the window is empty");
    }
    if (place.json().has("days") && days.isEmpty()) {
      throw place.wrong("days", "at least one day was expected");
    }
    return new Condition.LocalWindow(
        days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, from, to, zone);
  }
}
