package dev.tillwright.loyalty.program;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** Over what is counted. Weeks begin on Monday (ISO 8601). */
public enum Span {
  /** One sale. */
  TRANSACTION,
  DAY,
  WEEK,
  MONTH,
  YEAR,
  /** All time. */
  EVER;

  /** The first local date of the period that this date is in. */
  public LocalDate firstDay(LocalDate day) {
    return switch (this) {
      case TRANSACTION, DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case YEAR -> day.withDayOfYear(1);
      case EVER -> LocalDate.EPOCH;
    };
  }

  /** The first local date behind the period that this date is in. */
  public LocalDate dayAfter(LocalDate day) {
    LocalDate first = firstDay(day);
    return switch (this) {
      case TRANSACTION, DAY -> first.plusDays(1);
      case WEEK -> first.plusWeeks(1);
      case MONTH -> first.plusMonths(1);
      case YEAR -> first.plusYears(1);
      case EVER -> LocalDate.of(9999, 12, 31);
    };
  }
}
