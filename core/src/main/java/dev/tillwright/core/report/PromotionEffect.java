package dev.tillwright.core.report;

import dev.tillwright.core.store.Tx;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a promotion did to the sales of an item. The baseline is the same weekdays of the weeks
 * before; the interval is the one of 95 % that a mean of independent days with one spread has, by
 * Student's t. It says what was more than usual, not that the promotion was the cause: a feast in
 * the same days would look the same.
 */
public sealed interface PromotionEffect {

  /** Fewer weeks of baseline say nothing about a weekday. */
  int FEWEST_WEEKS = 4;

  /** More weeks are another season. */
  int MOST_WEEKS = 52;

  /** With fewer days of sales in the baseline it is chance. */
  int FEWEST_DAYS = 14;

  /**
   * What was seen.
   *
   * @param baseline in words
   * @param expected pieces, by the baseline
   * @param actual pieces
   * @param low lowest lift of the interval
   * @param high highest lift of the interval
   */
  record Measured(String baseline, double expected, double actual, double low, double high)
      implements PromotionEffect {
    public Measured {
      Objects.requireNonNull(baseline, "baseline");
    }

    /** Pieces more than expected; may be negative. */
    public double lift() {
      return actual - expected;
    }

    /** Whether the interval leaves nothing out of the question: zero is in it. */
    public boolean mayBeChance() {
      return low <= 0 && high >= 0;
    }
  }

  /** The data do not suffice. */
  record Insufficient(String reason) implements PromotionEffect {
    public Insufficient {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** One of two functions. */
  default <T> T match(Function<Measured, T> measured, Function<Insufficient, T> insufficient) {
    return this instanceof Measured it
        ? measured.apply(it)
        : insufficient.apply((Insufficient) this);
  }

  /**
   * Looks at an item's days, by the rows of {@link SellerReport}.
   *
   * @param from the promotion's first local day
   * @param to its last one
   * @param weeks of baseline, right before it: {@value #FEWEST_WEEKS} to {@value #MOST_WEEKS}
   */
  static PromotionEffect of(
      Tx tx,
      SellerReport sellers,
      String code,
      Currency currency,
      LocalDate from,
      LocalDate to,
      int weeks) {
    return of(sellers.pieces(tx, code, currency, from.minusWeeks(weeks), to), from, to, weeks);
  }

  /**
   * The same, of days that are given.
   *
   * @param pieces of each day of the baseline and the promotion
   */
  static PromotionEffect of(
      Map<LocalDate, Double> pieces, LocalDate from, LocalDate to, int weeks) {
    if (weeks < FEWEST_WEEKS || weeks > MOST_WEEKS || to.isBefore(from)) {
      throw new IllegalArgumentException(
          FEWEST_WEEKS + " to " + MOST_WEEKS + " weeks of baseline, and a promotion of a day");
    }
    Map<DayOfWeek, Double> means = new EnumMap<>(DayOfWeek.class);
    LocalDate begin = from.minusWeeks(weeks);
    int selling = 0;
    for (LocalDate day = begin; day.isBefore(from); day = day.plusDays(1)) {
      double sold = pieces.getOrDefault(day, 0.0);
      selling += sold > 0 ? 1 : 0;
      means.merge(day.getDayOfWeek(), sold / weeks, Double::sum);
    }
    if (selling < FEWEST_DAYS) {
      return new Insufficient(
          "it sold on " + selling + " days of the baseline; " + FEWEST_DAYS + " are needed");
    }
    double squares = 0;
    for (LocalDate day = begin; day.isBefore(from); day = day.plusDays(1)) {
      double off = pieces.getOrDefault(day, 0.0) - means.getOrDefault(day.getDayOfWeek(), 0.0);
      squares += off * off;
    }
    return measured(pieces, means, squares, from, to, weeks);
  }

  private static PromotionEffect measured(
      Map<LocalDate, Double> pieces,
      Map<DayOfWeek, Double> means,
      double squares,
      LocalDate from,
      LocalDate to,
      int weeks) {
    Map<DayOfWeek, Integer> days = new EnumMap<>(DayOfWeek.class);
    double expected = 0;
    double actual = 0;
    int length = 0;
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      days.merge(day.getDayOfWeek(), 1, Integer::sum);
      expected += means.getOrDefault(day.getDayOfWeek(), 0.0);
      actual += pieces.getOrDefault(day, 0.0);
      length++;
    }
    int freedom = 7 * (weeks - 1);
    double spread = Math.sqrt(squares / freedom);
    double unsure = length; // that of the days themselves, and that of the means
    for (int each : days.values()) {
      unsure += (double) each * each / weeks;
    }
    double half = StudentT.both95(freedom) * spread * Math.sqrt(unsure);
    double lift = actual - expected;
    return new Measured(
        "the same weekdays of " + weeks + " weeks before",
        expected,
        actual,
        lift - half,
        lift + half);
  }
}
