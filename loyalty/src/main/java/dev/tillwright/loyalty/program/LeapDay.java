package dev.tillwright.loyalty.program;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;

/** Where 29 February lies in a year that has none. */
public enum LeapDay {
  /** On the day before. */
  FEB28(MonthDay.of(2, 28)),
  /** On the day after. */
  MAR01(MonthDay.of(3, 1));

  private static final MonthDay FEB29 = MonthDay.of(2, 29);

  private final MonthDay instead;

  LeapDay(MonthDay instead) {
    this.instead = instead;
  }

  /** The date of a day in a year. */
  public LocalDate in(int year, MonthDay day) {
    return day.equals(FEB29) && !Year.isLeap(year) ? instead.atYear(year) : day.atYear(year);
  }
}
