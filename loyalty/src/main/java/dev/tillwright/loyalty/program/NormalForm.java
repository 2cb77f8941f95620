package dev.tillwright.loyalty.program;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
      return Optional.of(
          outside(
              range.min(),
              range.below(),
              (from, to) -> new Condition.Range(range.field(), from, to)));
    }
    if (condition instanceof Condition.Aggregate sum && !holds) {
      return Optional.of(
          outside(
              sum.min(),
              sum.below(),
              (from, to) -> new Condition.Aggregate(sum.of(), sum.measure(), from, to)));
    }
    return Optional.of(List.of(List.of(new Leaf(condition, holds))));
  }

  private interface Between {
    Condition of(@Nullable BigDecimal min, @Nullable BigDecimal below);
  }

  /** What is not within a range is below it or above it. */
  private static List<List<Leaf>> outside(
      @Nullable BigDecimal min, @Nullable BigDecimal below, Between between) {
    List<List<Leaf>> outside = new ArrayList<>(2);
    if (min != null) {
      outside.add(List.of(new Leaf(between.of(null, min), true)));
    }
    if (below != null) {
      outside.add(List.of(new Leaf(between.of(below, null), true)));
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
