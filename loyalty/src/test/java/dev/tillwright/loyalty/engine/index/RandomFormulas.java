package dev.tillwright.loyalty.engine.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Random formulas and facts over seven dimensions, and the plain meaning of a formula. */
final class RandomFormulas {
  static final Vocabulary.Kind[] KINDS = {
    Vocabulary.Kind.TEXT, // many
    Vocabulary.Kind.TEXT, // few
    Vocabulary.Kind.TEXTS, // few, several at once
    Vocabulary.Kind.TEXTS, // many, several at once
    Vocabulary.Kind.NUMBER,
    Vocabulary.Kind.NUMBER,
    Vocabulary.Kind.NUMBER
  };
  private static final int[] TEXTS = {150, 12, 8, 90};

  private final SplittableRandom random;

  RandomFormulas(SplittableRandom random) {
    this.random = random;
  }

  /** Facts as plain maps. */
  record Facts(Map<Integer, Set<String>> texts, Map<Integer, Long> numbers) {
    void tell(Probe probe) {
      for (int dimension = 0; dimension < KINDS.length; dimension++) {
        probe.none(dimension);
      }
      texts.forEach(
          (dimension, values) -> {
            if (KINDS[dimension] == Vocabulary.Kind.TEXT) {
              probe.text(dimension, values.iterator().next());
            } else {
              probe.texts(dimension, values);
            }
          });
      numbers.forEach(probe::number);
    }
  }

  Facts facts() {
    Map<Integer, Set<String>> texts = new HashMap<>();
    Map<Integer, Long> numbers = new HashMap<>();
    for (int dimension = 0; dimension < KINDS.length; dimension++) {
      if (random.nextInt(10) == 0) {
        continue;
      }
      if (KINDS[dimension] == Vocabulary.Kind.NUMBER) {
        numbers.put(dimension, number());
      } else {
        int count = KINDS[dimension] == Vocabulary.Kind.TEXT ? 1 : 1 + random.nextInt(4);
        Set<String> values = new HashSet<>();
        for (int i = 0; i < count; i++) {
          values.add(random.nextInt(12) == 0 ? "of no rule" : text(dimension));
        }
        texts.put(dimension, values);
      }
    }
    return new Facts(texts, numbers);
  }

  private String text(int dimension) {
    return "t" + random.nextInt(TEXTS[dimension]);
  }

  private long number() {
    return random.nextInt(20) == 0 ? random.nextLong(-5, Long.MAX_VALUE) : random.nextInt(60);
  }

  Formula test() {
    int dimension = random.nextInt(KINDS.length);
    if (KINDS[dimension] == Vocabulary.Kind.NUMBER) {
      long from = random.nextInt(60);
      Ranges ranges =
          random.nextInt(3) == 0
              ? Ranges.from(from)
              : Ranges.of(from, from + 1 + random.nextInt(9));
      for (int more = random.nextInt(3); more > 0; more--) {
        long start = random.nextInt(60);
        ranges = ranges.or(Ranges.of(start, start + random.nextInt(9)));
      }
      return new Formula.Within(dimension, ranges);
    }
    Set<String> values = new HashSet<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      values.add(text(dimension));
    }
    return new Formula.In(dimension, values);
  }

  Formula literal() {
    return random.nextInt(4) == 0 ? new Formula.Not(test()) : test();
  }

  Formula formula(int depth, boolean unknown) {
    int kind = random.nextInt(depth == 0 ? 4 : 10);
    if (kind < 4) {
      return unknown && random.nextInt(8) == 0 ? new Formula.Unknown() : literal();
    }
    if (kind == 4) {
      return new Formula.Not(formula(depth - 1, unknown));
    }
    List<Formula> of = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      of.add(formula(depth - 1, unknown));
    }
    return kind < 8 ? new Formula.All(of) : new Formula.Any(of);
  }

  static int leaves(Formula formula) {
    if (formula instanceof Formula.All all) {
      return all.of().stream().mapToInt(RandomFormulas::leaves).sum();
    }
    if (formula instanceof Formula.Any any) {
      return any.of().stream().mapToInt(RandomFormulas::leaves).sum();
    }
    return formula instanceof Formula.Not not ? leaves(not.of()) : 1;
  }

  /** The plain meaning, where everything unknown is this. */
  static boolean holds(Formula formula, Facts facts, boolean unknown) {
    if (formula instanceof Formula.All all) {
      return all.of().stream().allMatch(each -> holds(each, facts, unknown));
    }
    if (formula instanceof Formula.Any any) {
      return any.of().stream().anyMatch(each -> holds(each, facts, unknown));
    }
    if (formula instanceof Formula.Not not) {
      return !(not.of() instanceof Formula.Unknown) && !holds(not.of(), facts, unknown);
    }
    if (formula instanceof Formula.In in) {
      return facts.texts().getOrDefault(in.dimension(), Set.of()).stream()
          .anyMatch(in.values()::contains);
    }
    if (formula instanceof Formula.Within within) {
      Long number = facts.numbers().get(within.dimension());
      if (number == null) {
        return false;
      }
      boolean in = false;
      for (int i = 0; i < within.ranges().size(); i++) {
        in |= number >= within.ranges().start(i) && number < within.ranges().end(i);
      }
      return in;
    }
    return unknown;
  }
}
