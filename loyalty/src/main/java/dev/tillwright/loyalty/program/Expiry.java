package dev.tillwright.loyalty.program;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Objects;

/**
 * When points end. The instant itself is excluded: at it they are gone.
 *
 * @param after how long after they were earned, by the calendar of the program's zone
 * @param end to which end the day is moved on
 * @param basis counted from when they were earned, or from the member's newest activity
 */
public record Expiry(Period after, End end, Basis basis) {
  public Expiry {
    Objects.requireNonNull(end, "end");
    Objects.requireNonNull(basis, "basis");
    if (after.isNegative() || after.isZero() && end == End.EXACT) {
      throw new IllegalArgumentException("points end after they were earned");
    }
  }

  /** When points end that count from this instant. */
  public Instant of(Instant from, ZoneId zone) {
    ZonedDateTime exact = from.atZone(zone).plus(after);
    if (end == End.EXACT) {
      return exact.toInstant();
    }
    return end.after(exact.toLocalDate()).atStartOfDay(zone).toInstant();
  }

  /** To which end the day is moved on. */
  public enum End {
    /** To none: the same wall time. */
    EXACT,
    /** The day's own end. */
    DAY,
    /** The end of Sunday. */
    WEEK,
    MONTH,
    YEAR;

    private LocalDate after(LocalDate day) {
      return switch (this) {
        case EXACT -> throw new IllegalStateException("is no day");
        case DAY -> day.plusDays(1);
        case WEEK -> day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        case MONTH -> day.with(TemporalAdjusters.firstDayOfNextMonth());
        case YEAR -> day.with(TemporalAdjusters.firstDayOfNextYear());
      };
    }
  }

  /** From when it counts. */
  public enum Basis {
    /** From when the points were earned. */
    EARNED,
    /** From the member's newest sale: it moves the end of all points that are live. */
    ACTIVITY
  }
}
