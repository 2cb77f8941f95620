package dev.tillwright.loyalty.program;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
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

  /** Whether the answer differs from line to line of one basket. */
  default boolean ofLine() {
    return fields().anyMatch(Field::ofLine);
  }

  /** Every field it looks at. */
  Stream<Field> fields();

  /** All of these; of none, it holds. */
  record All(List<Condition> of) implements Condition {
    public All {
      of = List.copyOf(of);
    }

    @Override
    public Stream<Field> fields() {
      return of.stream().flatMap(Condition::fields);
    }
  }

  /** At least one of these. */
  record Any(List<Condition> of) implements Condition {
    public Any {
      of = List.copyOf(of);
    }

    @Override
    public Stream<Field> fields() {
      return of.stream().flatMap(Condition::fields);
    }
  }

  /** Not this. */
  record Not(Condition of) implements Condition {
    @Override
    public Stream<Field> fields() {
      return of.fields();
    }
  }

  /**
   * @param field one that holds a text
   * @param values the field is one of these; in ascending order
   */
  record In(Field field, Set<String> values) implements Condition {
    public In {
      NavigableSet<String> sorted = new TreeSet<>(values);
      values = Collections.unmodifiableNavigableSet(sorted);
    }

    @Override
    public Stream<Field> fields() {
      return Stream.of(field);
    }
  }

  /**
   * @param field one that holds an amount or a quantity
   * @param min at least this much; {@code null} for no lower bound
   * @param below less than this; {@code null} for no upper bound
   */
  record Range(Field field, @Nullable BigDecimal min, @Nullable BigDecimal below)
      implements Condition {
    @Override
    public Stream<Field> fields() {
      return Stream.of(field);
    }
  }

  /**
   * A window of wall time in the program's zone. It begins on the named days; a window whose end is
   * not after its start ends on the next day.
   *
   * @param days on which it begins; in the order of the week
   * @param from included
   * @param to excluded; midnight is the end of the day
   */
  record LocalWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to) implements Condition {
    public LocalWindow {
      NavigableSet<DayOfWeek> sorted = new TreeSet<>(days);
      days = Collections.unmodifiableNavigableSet(sorted);
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

    @Override
    public Stream<Field> fields() {
      return Stream.empty();
    }
  }
}
