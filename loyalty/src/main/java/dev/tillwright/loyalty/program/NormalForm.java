package dev.tillwright.loyalty.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A condition as alternatives of conjunctions, as long as these are few. */
final class NormalForm {
  private static final int MOST = 64;

  private NormalForm() {}

  /** None when there are too many alternatives to look at. */
  static Optional<List<Conjunction>> of(Condition condition) {
    return alternatives(condition, true)
        .map(
            all ->
                all.stream()
                    .map(
                        leaves -> {
                          Conjunction conjunction = new Conjunction();
                          leaves.forEach(leaf -> conjunction.add(leaf.of(), leaf.holds()));
                          return conjunction;
                        })
                    .toList());
  }

  private record Leaf(Condition of, boolean holds) {}

  private static Optional<List<List<Leaf>>> alternatives(Condition condition, boolean holds) {
    if (condition instanceof Condition.Not not) {
      return alternatives(not.of(), !holds);
    }
    if (condition instanceof Condition.All all) {
      return holds ? product(all.of(), true) : union(all.of(), false);
    }
    if (condition instanceof Condition.Any any) {
      return holds ? union(any.of(), true) : product(any.of(), false);
    }
    if (condition instanceof Condition.Range range && !holds) {
      return Optional.of(outside(range));
    }
    return Optional.of(List.of(List.of(new Leaf(condition, holds))));
  }

  /** What is not within a range is below it or above it. */
  private static List<List<Leaf>> outside(Condition.Range range) {
    List<List<Leaf>> outside = new ArrayList<>(2);
    if (range.min() != null) {
      outside.add(List.of(new Leaf(new Condition.Range(range.field(), null, range.min()), true)));
    }
    if (range.below() != null) {
      outside.add(List.of(new Leaf(new Condition.Range(range.field(), range.below(), null), true)));
    }
    return outside;
  }

  private static Optional<List<List<Leaf>>> union(List<Condition> of, boolean holds) {
    List<List<Leaf>> all = new ArrayList<>();
    for (Condition each : of) {
      Optional<List<List<Leaf>>> more = alternatives(each, holds);
      if (more.isEmpty() || all.size() + more.get().size() > MOST) {
        return Optional.empty();
      }
      all.addAll(more.get());
    }
    return Optional.of(all);
  }

  private static Optional<List<List<Leaf>>> product(List<Condition> of, boolean holds) {
    List<List<Leaf>> all = List.of(List.of());
    for (Condition each : of) {
      Optional<List<List<Leaf>>> more = alternatives(each, holds);
      if (more.isEmpty() || (long) all.size() * more.get().size() > MOST) {
        return Optional.empty();
      }
      List<List<Leaf>> longer = new ArrayList<>();
      for (List<Leaf> before : all) {
        for (List<Leaf> after : more.get()) {
          List<Leaf> both = new ArrayList<>(before);
          both.addAll(after);
          longer.add(both);
        }
      }
      all = longer;
    }
    return Optional.of(all);
  }
}
