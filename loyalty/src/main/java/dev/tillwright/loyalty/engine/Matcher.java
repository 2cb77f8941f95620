package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Condition;
import dev.tillwright.loyalty.program.Field;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A condition made ready to be asked many times. */
@FunctionalInterface
interface Matcher {

  /** Whether it holds for a line; a condition that looks at no line is asked with line -1. */
  boolean matches(Facts facts, int line);

  /**
   * @param moneyDigits decimals of the program's currency
   */
  static Matcher of(Condition condition, int moneyDigits) {
    if (condition instanceof Condition.All all) {
      Matcher[] of = all.of().stream().map(c -> of(c, moneyDigits)).toArray(Matcher[]::new);
      return (facts, line) -> {
        for (Matcher each : of) {
          if (!each.matches(facts, line)) {
            return false;
          }
        }
        return true;
      };
    }
    if (condition instanceof Condition.Any any) {
      Matcher[] of = any.of().stream().map(c -> of(c, moneyDigits)).toArray(Matcher[]::new);
      return (facts, line) -> {
        for (Matcher each : of) {
          if (each.matches(facts, line)) {
            return true;
          }
        }
        return false;
      };
    }
    if (condition instanceof Condition.Not not) {
      Matcher of = of(not.of(), moneyDigits);
      return (facts, line) -> !of.matches(facts, line);
    }
    if (condition instanceof Condition.In in) {
      return in(in);
    }
    if (condition instanceof Condition.Range range) {
      return range(range, moneyDigits);
    }
    Condition.LocalWindow window = (Condition.LocalWindow) condition;
    return (facts, line) -> window.open(facts.local);
  }

  private static Matcher in(Condition.In in) {
    Set<String> values = new HashSet<>(in.values());
    return switch (in.field()) {
      case LINE_CODE ->
          (facts, line) -> values.contains(facts.lines.get(line).line().item().code());
      case LINE_CATEGORY ->
          (facts, line) -> values.contains(facts.lines.get(line).line().item().category());
      default -> (facts, line) -> values.contains(facts.terminal);
    };
  }

  private static Matcher range(Condition.Range range, int moneyDigits) {
    BigDecimal min = range.min();
    BigDecimal below = range.below();
    if (range.field() == Field.LINE_QUANTITY) {
      return (facts, line) -> {
        BigDecimal quantity = facts.lines.get(line).line().quantity().value();
        return (min == null || quantity.compareTo(min) >= 0)
            && (below == null || quantity.compareTo(below) < 0);
      };
    }
    long least = minor(min, moneyDigits, Long.MIN_VALUE);
    long end = minor(below, moneyDigits, Long.MAX_VALUE);
    if (range.field() == Field.BASKET_TOTAL || range.field() == Field.BASKET_NET) {
      ToLongFunction<Facts> amount =
          range.field() == Field.BASKET_TOTAL ? Facts::basketTotal : Facts::basketNet;
      return (facts, line) -> {
        long value = amount.applyAsLong(facts);
        return value >= least && value < end;
      };
    }
    boolean net = range.field() == Field.LINE_NET;
    return (facts, line) -> {
      long value =
          net ? facts.lines.get(line).net().minor() : facts.lines.get(line).total().minor();
      return value >= least && value < end;
    };
  }

  private static long minor(@Nullable BigDecimal bound, int digits, long none) {
    return bound == null ? none : bound.movePointRight(digits).longValueExact();
  }
}
