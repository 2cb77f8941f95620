package dev.tillwright.core.risk.rule;

import dev.tillwright.core.risk.act.ActKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Conditions that hold together, each as it is or negated: one of the ways in which a condition can
 * hold. Compared only as far as it is certain.
 */
final class Terms {
  /** In how many ways a condition may hold to be looked at. */
  private static final int MOST_WAYS = 256;

  private record Term(Condition leaf, boolean holds) {}

  private final Set<Term> terms;

  private Terms(Set<Term> terms) {
    this.terms = terms;
  }

  /** All ways; none when there are too many. */
  static Optional<List<Terms>> of(Condition condition) {
    return ways(condition, true).map(all -> all.stream().map(Terms::new).toList());
  }

  private static Optional<List<Set<Term>>> ways(Condition condition, boolean holds) {
    if (condition instanceof Condition.Not it) {
      return ways(it.of(), !holds);
    } else if (condition instanceof Condition.All it) {
      return holds ? product(it.of(), true) : union(it.of(), false);
    } else if (condition instanceof Condition.Any it) {
      return holds ? union(it.of(), true) : product(it.of(), false);
    }
    return Optional.of(List.of(Set.of(new Term(condition, holds))));
  }

  private static Optional<List<Set<Term>>> union(List<Condition> of, boolean holds) {
    List<Set<Term>> all = new ArrayList<>();
    for (Condition each : of) {
      Optional<List<Set<Term>>> ways = ways(each, holds);
      if (ways.isEmpty() || all.size() + ways.get().size() > MOST_WAYS) {
        return Optional.empty();
      }
      all.addAll(ways.get());
    }
    return Optional.of(all);
  }

  private static Optional<List<Set<Term>>> product(List<Condition> of, boolean holds) {
    List<Set<Term>> all = List.of(Set.of());
    for (Condition each : of) {
      Optional<List<Set<Term>>> ways = ways(each, holds);
      if (ways.isEmpty() || (long) all.size() * ways.get().size() > MOST_WAYS) {
        return Optional.empty();
      }
      List<Set<Term>> next = new ArrayList<>();
      for (Set<Term> before : all) {
        for (Set<Term> way : ways.get()) {
          Set<Term> both = new HashSet<>(before);
          both.addAll(way);
          next.add(both);
        }
      }
      all = next;
    }
    return Optional.of(all);
  }

  /** Whether it can hold of an act of a kind; yes is no proof that it does. */
  boolean mayHold(ActKind kind, Grounds grounds) {
    for (Term one : terms) {
      if (one.holds() && !one.leaf().fits(kind)) {
        return false;
      }
      for (Term other : terms) {
        if (excludes(one, other, grounds)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean excludes(Term one, Term other, Grounds grounds) {
    if (one.holds() && !other.holds()) {
      return implies(one.leaf(), other.leaf(), grounds);
    }
    if (!one.holds() || !other.holds()) {
      return false;
    }
    if (one.leaf() instanceof Condition.In a
        && other.leaf() instanceof Condition.In b
        && a.field() == b.field()) {
      return values(a, grounds).stream().noneMatch(values(b, grounds)::contains);
    }
    if (one.leaf() instanceof Condition.Country a && other.leaf() instanceof Condition.Country b) {
      return a.countries().stream().noneMatch(b.countries()::contains);
    }
    return one.leaf() instanceof Condition.Amount a
        && other.leaf() instanceof Condition.Amount b
        && a.min() != null
        && b.below() != null
        && a.min() >= b.below();
  }

  /** Whether this holds wherever the other does; no is no proof that it does not. */
  boolean covers(Terms other, Grounds grounds) {
    return terms.stream()
        .allMatch(mine -> other.terms.stream().anyMatch(it -> implied(mine, it, grounds)));
  }

  private static boolean implied(Term mine, Term theirs, Grounds grounds) {
    if (mine.holds() != theirs.holds()) {
      return false;
    }
    return mine.holds()
        ? implies(theirs.leaf(), mine.leaf(), grounds)
        : implies(mine.leaf(), theirs.leaf(), grounds);
  }

  /** Whether the second holds wherever the first does. */
  private static boolean implies(Condition one, Condition other, Grounds grounds) {
    if (one.equals(other)) {
      return true;
    }
    if (one instanceof Condition.In a && other instanceof Condition.In b) {
      return a.field() == b.field() && values(b, grounds).containsAll(values(a, grounds));
    } else if (one instanceof Condition.Amount a && other instanceof Condition.Amount b) {
      return (b.min() == null || a.min() != null && a.min() >= b.min())
          && (b.below() == null || a.below() != null && a.below() <= b.below());
    } else if (one instanceof Condition.Count a && other instanceof Condition.Count b) {
      return a.measure().equals(b.measure()) && a.atLeast() >= b.atLeast();
    } else if (one instanceof Condition.Sum a && other instanceof Condition.Sum b) {
      return a.measure().equals(b.measure()) && a.atLeast() >= b.atLeast();
    } else if (one instanceof Condition.Discounted a && other instanceof Condition.Discounted b) {
      return a.min().compareTo(b.min()) >= 0;
    } else if (one instanceof Condition.Within a && other instanceof Condition.Within b) {
      return a.age().compareTo(b.age()) <= 0;
    } else if (one instanceof Condition.Country a && other instanceof Condition.Country b) {
      return b.countries().containsAll(a.countries());
    } else if (one instanceof Condition.Ratio a && other instanceof Condition.Ratio b) {
      return a.of().equals(b.of())
          && a.to().equals(b.to())
          && a.percent().compareTo(b.percent()) >= 0;
    }
    return false;
  }

  private static Set<String> values(Condition.In in, Grounds grounds) {
    return in.list() == null ? in.values() : grounds.list(in.list());
  }
}
