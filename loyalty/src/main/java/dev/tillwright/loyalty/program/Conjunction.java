package dev.tillwright.loyalty.program;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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

  /** By what is measured: the condition without its bounds. */
  private final Map<Condition, Interval> within = new HashMap<>();

  private final Set<Condition> holding = new HashSet<>();
  private final Set<Condition> failing = new HashSet<>();
  final List<Condition.LocalWindow> windows = new ArrayList<>();
  final List<Condition.DateWindow> dates = new ArrayList<>();
  final List<Condition.DayOfYear> daysOfYear = new ArrayList<>();

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

  /** A number within bounds. */
  private record Measured(Condition what, Interval within) {}

  private static Optional<Measured> measured(Condition leaf) {
    if (leaf instanceof Condition.Range it) {
      return measured(new Condition.Range(it.field(), null, null), it.min(), it.below());
    }
    if (leaf instanceof Condition.Aggregate it) {
      return measured(
          new Condition.Aggregate(it.of(), it.measure(), null, null), it.min(), it.below());
    }
    if (leaf instanceof Condition.Counter it) {
      Condition what =
          new Condition.Counter(it.of(), it.rule(), it.period(), it.zone(), null, null);
      return measured(what, it.min(), it.below());
    }
    return leaf instanceof Condition.Paid it && (it.min() != null || it.below() != null)
        ? measured(new Condition.Paid(it.kinds(), null, null), it.min(), it.below())
        : Optional.empty();
  }

  private static Optional<Measured> measured(
      Condition what, @Nullable BigDecimal min, @Nullable BigDecimal below) {
    return Optional.of(new Measured(what, new Interval(min, below)));
  }

  /** One more condition that is no {@code all}, {@code any} or {@code not}. */
  void add(Condition leaf, boolean holds) {
    if (leaf instanceof Condition.In in && in.field().type() == Field.Type.TEXT) {
      if (holds) {
        oneOf.merge(in.field(), in.values(), Conjunction::both);
      } else {
        noneOf.computeIfAbsent(in.field(), any -> new HashSet<>()).addAll(in.values());
      }
    } else if (holds && measured(leaf).isPresent()) {
      measured(leaf).ifPresent(it -> within.merge(it.what(), it.within(), Interval::and));
    } else {
      (holds ? holding : failing).add(leaf);
      if (holds && leaf instanceof Condition.LocalWindow window) {
        windows.add(window);
      } else if (holds && leaf instanceof Condition.DateWindow window) {
        dates.add(window);
      } else if (holds && leaf instanceof Condition.DayOfYear days) {
        daysOfYear.add(days);
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
    boolean opaque = holding.stream().anyMatch(failing::contains) || outside(this, true);
    // Nothing that is sold, paid or counted is below zero, so such an upper end leaves nothing.
    boolean below =
        within.values().stream().anyMatch(i -> i.below() != null && i.below().signum() <= 0);
    return texts || opaque || below ? Optional.of(Finding.Kind.NEVER_MATCHES) : Optional.empty();
  }

  /** Whether the other says that a number is not where it is here. */
  private boolean outside(Conjunction other, boolean ofItselfToo) {
    for (Condition leaf : other.failing) {
      Optional<Measured> not = measured(leaf).filter(it -> ofItselfToo || !ofItself(it.what()));
      if (not.isPresent()) {
        Interval here = within.get(not.get().what());
        if (here != null && not.get().within().covers(here)) {
          return true;
        }
      }
    }
    return false;
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
    for (Map.Entry<Condition, Interval> interval : within.entrySet()) {
      Interval theirs = other.within.get(interval.getKey());
      if (theirs == null || ofItself(interval.getKey()) || !interval.getValue().covers(theirs)) {
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
    for (Map.Entry<Condition, Interval> interval : within.entrySet()) {
      Interval theirs = other.within.get(interval.getKey());
      if (theirs != null
          && !ofItself(interval.getKey())
          && interval.getValue().and(theirs).empty()) {
        return false;
      }
    }
    return holding.stream().filter(leaf -> !ofItself(leaf)).noneMatch(other.failing::contains)
        && other.holding.stream().filter(leaf -> !ofItself(leaf)).noneMatch(failing::contains)
        && !outside(other, false)
        && !other.outside(this, false)
        && WeekMinutes.meet(windows, other.windows);
  }
}
