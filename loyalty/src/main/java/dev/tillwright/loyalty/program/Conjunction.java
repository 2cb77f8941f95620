package dev.tillwright.loyalty.program;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Conditions that hold together, by field, so that they can be compared. */
final class Conjunction {
  private final Map<Field, Set<String>> oneOf = new EnumMap<>(Field.class);
  private final Map<Field, Set<String>> noneOf = new EnumMap<>(Field.class);
  private final Map<Field, Interval> within = new EnumMap<>(Field.class);
  private final Set<Condition> holding = new HashSet<>();
  private final Set<Condition> failing = new HashSet<>();
  final List<Condition.LocalWindow> windows = new ArrayList<>();
  final List<Condition.DateWindow> dates = new ArrayList<>();

  /** At least, and below. */
  private record Interval(@Nullable BigDecimal min, @Nullable BigDecimal below) {
    Interval and(Interval other) {
      BigDecimal from =
          min == null || other.min != null && other.min.compareTo(min) > 0 ? other.min : min;
      BigDecimal to =
          below == null || other.below != null && other.below.compareTo(below) < 0
              ? other.below
              : below;
      return new Interval(from, to);
    }

    boolean empty() {
      return min != null && below != null && min.compareTo(below) >= 0;
    }

    boolean covers(Interval other) {
      return (min == null || other.min != null && other.min.compareTo(min) >= 0)
          && (below == null || other.below != null && other.below.compareTo(below) <= 0);
    }
  }

  /** One more condition that is no {@code all}, {@code any} or {@code not}. */
  void add(Condition leaf, boolean holds) {
    if (leaf instanceof Condition.In in && in.field().type() == Field.Type.TEXT) {
      if (holds) {
        oneOf.merge(in.field(), in.values(), Conjunction::both);
      } else {
        noneOf.computeIfAbsent(in.field(), any -> new HashSet<>()).addAll(in.values());
      }
    } else if (leaf instanceof Condition.Range range && holds) {
      within.merge(range.field(), new Interval(range.min(), range.below()), Interval::and);
    } else {
      (holds ? holding : failing).add(leaf);
      if (holds && leaf instanceof Condition.LocalWindow window) {
        windows.add(window);
      } else if (holds && leaf instanceof Condition.DateWindow window) {
        dates.add(window);
      }
    }
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.retainAll(other);
    return both;
  }

  /** Why these never hold together; none when nothing speaks against it. */
  Optional<Finding.Kind> contradiction() {
    if (within.values().stream().anyMatch(Interval::empty)) {
      return Optional.of(Finding.Kind.EMPTY_INTERVAL);
    }
    boolean texts = oneOf.keySet().stream().anyMatch(field -> allowed(field).isEmpty());
    boolean opaque = holding.stream().anyMatch(failing::contains);
    // Nothing that is sold is below zero, so an upper end of zero or below leaves nothing.
    boolean below =
        within.values().stream().anyMatch(i -> i.below() != null && i.below().signum() < 0);
    return texts || opaque || below ? Optional.of(Finding.Kind.NEVER_MATCHES) : Optional.empty();
  }

  private Set<String> allowed(Field field) {
    Set<String> allowed = new HashSet<>(oneOf.getOrDefault(field, Set.of()));
    allowed.removeAll(noneOf.getOrDefault(field, Set.of()));
    return allowed;
  }

  /** Whether this holds wherever the other does; no is no proof that it does not. */
  boolean covers(Conjunction other) {
    for (Field field : oneOf.keySet()) {
      if (!other.oneOf.containsKey(field) || !allowed(field).containsAll(other.allowed(field))) {
        return false;
      }
    }
    for (Map.Entry<Field, Set<String>> none : noneOf.entrySet()) {
      Field field = none.getKey();
      boolean outside =
          other.oneOf.containsKey(field)
              ? both(other.allowed(field), none.getValue()).isEmpty()
              : other.noneOf.getOrDefault(field, Set.of()).containsAll(none.getValue());
      if (!outside) {
        return false;
      }
    }
    for (Map.Entry<Field, Interval> interval : within.entrySet()) {
      Interval theirs = other.within.get(interval.getKey());
      if (theirs == null || !interval.getValue().covers(theirs)) {
        return false;
      }
    }
    // "This rule" is another rule for each of them.
    return holding.stream().noneMatch(Conjunction::ofItself)
        && failing.stream().noneMatch(Conjunction::ofItself)
        && other.holding.containsAll(holding)
        && other.failing.containsAll(failing);
  }

  private static boolean ofItself(Condition leaf) {
    return leaf instanceof Condition.Counter counter && counter.rule().equals("this");
  }

  /** Whether both may hold for one line or basket; yes is no proof that they do. */
  boolean mayMeet(Conjunction other) {
    for (Field field : oneOf.keySet()) {
      Set<String> mine = allowed(field);
      Set<String> theirs = other.oneOf.containsKey(field) ? both(mine, other.allowed(field)) : mine;
      Set<String> left = new HashSet<>(theirs);
      left.removeAll(other.noneOf.getOrDefault(field, Set.of()));
      if (left.isEmpty()) {
        return false;
      }
    }
    for (Field field : other.oneOf.keySet()) {
      if (!oneOf.containsKey(field)
          && noneOf.getOrDefault(field, Set.of()).containsAll(other.allowed(field))) {
        return false;
      }
    }
    for (Map.Entry<Field, Interval> interval : within.entrySet()) {
      Interval theirs = other.within.get(interval.getKey());
      if (theirs != null && interval.getValue().and(theirs).empty()) {
        return false;
      }
    }
    return holding.stream().filter(leaf -> !ofItself(leaf)).noneMatch(other.failing::contains)
        && other.holding.stream().filter(leaf -> !ofItself(leaf)).noneMatch(failing::contains)
        && WeekMinutes.meet(windows, other.windows);
  }
}
