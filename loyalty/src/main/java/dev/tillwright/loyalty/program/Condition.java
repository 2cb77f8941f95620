package dev.tillwright.loyalty.program;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When a rule counts. */
public sealed interface Condition {

  /** Holds for every line of every basket. */
  static Condition always() {
    return new All(List.of());
  }

  /** All of these. */
  static Condition all(Condition... of) {
    return new All(List.of(of));
  }

  /** At least one of these. */
  static Condition any(Condition... of) {
    return new Any(List.of(of));
  }

  /** Not this. */
  static Condition not(Condition of) {
    return new Not(of);
  }

  /** The field is one of these. */
  static Condition in(Field field, String... values) {
    return new In(field, Set.of(values));
  }

  /** The field is at least this much. */
  static Condition atLeast(Field field, String min) {
    return new Range(field, new BigDecimal(min), null);
  }

  /** Whether the answer differs from line to line of one basket. */
  default boolean ofLine() {
    return leaves().anyMatch(Condition::looksAtLine);
  }

  /** Whether the answer depends on which lines are excluded. */
  default boolean ofBasketSum() {
    return leaves()
        .anyMatch(
            leaf ->
                leaf instanceof Aggregate
                    || leaf instanceof Range range && range.field().ofBasketSum());
  }

  /** The conditions it is made of, without {@code all}, {@code any} and {@code not}. */
  default Stream<Condition> leaves() {
    return Stream.of(this);
  }

  private static boolean looksAtLine(Condition leaf) {
    return leaf instanceof In in && in.field().ofLine()
        || leaf instanceof Range range && range.field().ofLine()
        || leaf instanceof Expression expression && expression.line();
  }

  private static <T extends Comparable<? super T>> Set<T> sorted(Set<T> values) {
    NavigableSet<T> sorted = new TreeSet<>(values);
    return Collections.unmodifiableNavigableSet(sorted);
  }

  /** All of these; of none, it holds. */
  record All(List<Condition> of) implements Condition {
    public All {
      of = List.copyOf(of);
    }

    @Override
    public Stream<Condition> leaves() {
      return of.stream().flatMap(Condition::leaves);
    }
  }

  /** At least one of these. */
  record Any(List<Condition> of) implements Condition {
    public Any {
      of = List.copyOf(of);
    }

    @Override
    public Stream<Condition> leaves() {
      return of.stream().flatMap(Condition::leaves);
    }
  }

  /** Not this. */
  record Not(Condition of) implements Condition {
    @Override
    public Stream<Condition> leaves() {
      return of.leaves();
    }
  }

  /**
   * @param field one that holds a text, or several
   * @param values the field is one of these, or holds one of these; in ascending order
   */
  record In(Field field, Set<String> values) implements Condition {
    public In {
      values = sorted(values);
    }
  }

  /**
   * @param field one that holds an amount or a quantity
   * @param min at least this much; {@code null} for no lower bound
   * @param below less than this; {@code null} for no upper bound
   */
  record Range(Field field, @Nullable BigDecimal min, @Nullable BigDecimal below)
      implements Condition {}

  /**
   * A window of wall time. It begins on the named days; a window whose end is not after its start
   * ends on the next day. A time that the clock skips does not come; one that it shows twice comes
   * twice.
   *
   * @param days on which it begins; in the order of the week
   * @param from included
   * @param to excluded; midnight is the end of the day
   * @param zone whose clock
   */
  record LocalWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneOf zone)
      implements Condition {
    public LocalWindow {
      days = sorted(days);
    }

    /** Whether the window is open at this wall time. */
    public boolean open(LocalDateTime at) {
      LocalTime time = at.toLocalTime();
      if (from.isBefore(to)) {
        return days.contains(at.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
      }
      return time.isBefore(from)
          ? time.isBefore(to) && days.contains(at.getDayOfWeek().minus(1))
          : days.contains(at.getDayOfWeek());
    }
  }

  /**
   * From one wall time to another, once.
   *
   * @param effective from when to when
   * @param zone whose clock
   */
  record DateWindow(Effective effective, ZoneOf zone) implements Condition {}

  /**
   * The same days of each year.
   *
   * @param from included
   * @param to excluded; not after {@code from}, the days reach into the next year
   * @param leap where a 29 February lies
   * @param zone whose calendar
   */
  record DayOfYear(MonthDay from, MonthDay to, LeapDay leap, ZoneOf zone) implements Condition {

    /** Whether the date is one of the days. */
    public boolean on(LocalDate date) {
      LocalDate start = leap.in(date.getYear(), from);
      LocalDate end = leap.in(date.getYear(), to);
      return from.isBefore(to)
          ? !date.isBefore(start) && date.isBefore(end)
          : !date.isBefore(start) || date.isBefore(end);
    }
  }

  /**
   * The member's birthday, and days around it.
   *
   * @param before so many days before count, too; 0 to 182
   * @param after so many days after count, too; 0 to 182
   * @param leap where a birthday on 29 February lies
   * @param zone whose calendar
   */
  record Birthday(int before, int after, LeapDay leap, ZoneOf zone) implements Condition {

    /** Whether the date is one of the days. */
    public boolean on(LocalDate date, MonthDay birthday) {
      // The days around New Year belong to a birthday of the year before or after.
      return Stream.of(-1, 0, 1)
          .map(shift -> leap.in(date.getYear() + shift, birthday))
          .anyMatch(
              day -> !date.isBefore(day.minusDays(before)) && !date.isAfter(day.plusDays(after)));
    }
  }

  /**
   * What the member did or was given before this sale.
   *
   * @param of what is counted
   * @param rule whose awards are counted: a rule's id, {@code "this"} or {@code "program"}
   * @param period over which; never a transaction
   * @param zone whose calendar
   * @param min at least this much; {@code null} for no lower bound
   * @param below less than this; {@code null} for no upper bound
   */
  record Counter(
      Of of,
      String rule,
      Span period,
      ZoneOf zone,
      @Nullable BigDecimal min,
      @Nullable BigDecimal below)
      implements Condition {
    /** What a counter counts. */
    public enum Of {
      /** How often the rule gave points, a coupon or a voucher; the program, how often points. */
      AWARDS,
      /** How many points the rule gave. */
      POINTS,
      /** How often the member bought. */
      PURCHASES,
      /** For how much, as the customer paid. */
      SPEND
    }
  }

  /**
   * What the lines that are selected and not excluded come to.
   *
   * @param of which lines; a condition on lines
   * @param measure what is added up
   * @param min at least this much; {@code null} for no lower bound
   * @param below less than this; {@code null} for no upper bound
   */
  record Aggregate(
      Condition of, Measure measure, @Nullable BigDecimal min, @Nullable BigDecimal below)
      implements Condition {
    /** What is added up. */
    public enum Measure {
      /** What the customer pays. */
      TOTAL(true),
      /** The same, without tax. */
      NET(true),
      /** The marked price before discounts. */
      LIST(true),
      /** Units. */
      QUANTITY(false),
      /** Different items, at different prices. */
      COUNT(false),
      /** Different items. */
      DISTINCT(false);

      private final boolean amount;

      Measure(boolean amount) {
        this.amount = amount;
      }

      /** Whether it is an amount in the program's currency. */
      public boolean amount() {
        return amount;
      }
    }
  }

  /**
   * What some kinds of tender pay.
   *
   * @param kinds such as {@code WALLET}; in ascending order
   * @param min at least this much; {@code null} for anything above nothing
   * @param below less than this; {@code null} for no upper bound
   */
  record Paid(Set<String> kinds, @Nullable BigDecimal min, @Nullable BigDecimal below)
      implements Condition {
    public Paid {
      kinds = sorted(kinds);
    }
  }

  /** The sale names a member. */
  record Member() implements Condition {}

  /** The member never bought before. */
  record FirstPurchase() implements Condition {}

  /** Goods of an earlier sale come back on the same ticket. */
  record LinkedReturn() implements Condition {}

  /**
   * Text in a language that the application brings. It is asked last, when everything else holds.
   *
   * @param language as an {@link ExpressionLanguage} names itself
   * @param text in that language
   * @param line whether it looks at a line
   */
  record Expression(String language, String text, boolean line) implements Condition {}
}
