package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Condition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Which rules may select a line: each rule is filed under the codes or categories without which it
 * cannot hold (its access predicate, after Fabret and others, SIGMOD 2001), so that the cost of a
 * basket follows the rules that match and not all rules. Immutable.
 */
final class RuleIndex {
  private static final int[] NONE = {};

  private final Map<String, int[]> byCode = new HashMap<>();
  private final Map<String, int[]> byCategory = new HashMap<>();
  private final int[] everyLine;
  private final int[] basket;

  /** Files rules by their place in the program; only those that {@code places} names. */
  RuleIndex(List<CompiledRule> rules, List<Integer> places) {
    Map<String, Growing> codes = new HashMap<>();
    Map<String, Growing> categories = new HashMap<>();
    Growing everywhere = new Growing();
    Growing once = new Growing();
    for (int place : places) {
      Condition when = rules.get(place).rule().when();
      Optional<Access> access = access(when);
      if (!when.ofLine()) {
        once.add(place);
      } else if (access.isEmpty()) {
        everywhere.add(place);
      } else {
        for (String code : access.get().codes()) {
          codes.computeIfAbsent(code, key -> new Growing()).add(place);
        }
        for (String category : access.get().categories()) {
          categories.computeIfAbsent(category, key -> new Growing()).add(place);
        }
      }
    }
    codes.forEach((code, growing) -> byCode.put(code, growing.cut()));
    categories.forEach((category, growing) -> byCategory.put(category, growing.cut()));
    everyLine = everywhere.cut();
    basket = once.cut();
  }

  /** Rules that look at no line: asked once a basket. */
  int[] basket() {
    return basket;
  }

  /** Names each rule that may select a line of this item; one may be named twice. */
  void candidates(Position position, IntConsumer each) {
    forEach(byCode.getOrDefault(position.code, NONE), each);
    forEach(byCategory.getOrDefault(position.category, NONE), each);
    forEach(everyLine, each);
  }

  private static void forEach(int[] places, IntConsumer each) {
    for (int place : places) {
      each.accept(place);
    }
  }

  /** What must be equal for the condition to hold; none when nothing must. */
  private static Optional<Access> access(Condition condition) {
    if (condition instanceof Condition.In in) {
      return switch (in.field()) {
        case LINE_CODE -> Optional.of(new Access(in.values(), Set.of()));
        case LINE_CATEGORY -> Optional.of(new Access(Set.of(), in.values()));
        default -> Optional.empty();
      };
    }
    if (condition instanceof Condition.All all) {
      return all.of().stream()
          .flatMap(each -> access(each).stream())
          .min((a, b) -> Integer.compare(a.cost(), b.cost()));
    }
    if (condition instanceof Condition.Any any) {
      Set<String> codes = new HashSet<>();
      Set<String> categories = new HashSet<>();
      for (Condition each : any.of()) {
        Optional<Access> access = access(each);
        if (access.isEmpty()) {
          return Optional.empty();
        }
        codes.addAll(access.get().codes());
        categories.addAll(access.get().categories());
      }
      return Optional.of(new Access(codes, categories));
    }
    return Optional.empty();
  }

  /** Codes and categories, any of which is needed. */
  private record Access(Set<String> codes, Set<String> categories) {
    /** A category selects many lines where a code selects one. */
    int cost() {
      return codes.size() + 100 * categories.size();
    }
  }

  /** A list of places that grows; a rule is filed once under each value. */
  private static final class Growing {
    private int[] places = new int[2];
    private int size;

    void add(int place) {
      if (size == places.length) {
        places = Arrays.copyOf(places, size * 2);
      }
      places[size++] = place;
    }

    int[] cut() {
      return Arrays.copyOf(places, size);
    }
  }
}
