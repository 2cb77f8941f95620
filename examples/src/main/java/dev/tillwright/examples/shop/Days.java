package dev.tillwright.examples.shop;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The local dates to replay, both inclusive.
 *
 * @param from the first; {@code null} for no bound
 * @param to the last; {@code null} for no bound
 */
public record Days(@Nullable LocalDate from, @Nullable LocalDate to) {
  /** Every day of the file. */
  public static final Days ALL = new Days(null, null);

  public Days {
    if (from != null && to != null && to.isBefore(from)) {
      throw new IllegalArgumentException("the last day is before the first");
    }
  }

  /** Whether this moment falls on one of the days. */
  public boolean contains(LocalDateTime at) {
    LocalDate day = at.toLocalDate();
    return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }
}
