package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Condition;
import dev.tillwright.loyalty.program.Field;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A condition made ready to be asked many times. */
@FunctionalInterface
interface Matcher {

  /** Whether it holds for a position; a condition that looks at no line is asked with -1. */
  boolean matches(Facts facts, int position);

  static Matcher all(List<Matcher> matchers) {
    Matcher[] of = matchers.toArray(Matcher[]::new);
    return (facts, position) -> {
      for (Matcher each : of) {
        if (!each.matches(facts, position)) {
          return false;
        }
      }
      return true;
    };
  }

  static Matcher any(List<Matcher> matchers) {
    Matcher[] of = matchers.toArray(Matcher[]::new);
    return (facts, position) -> {
      for (Matcher each : of) {
        if (each.matches(facts, position)) {
          return true;
        }
      }
      return false;
    };
  }

  static Matcher in(Condition.In in) {
    Set<String> values = new HashSet<>(in.values());
    Field field = in.field();
    if (field.type() == Field.Type.TEXTS) {
      return (facts, position) -> Values.texts(facts, field).stream().anyMatch(values::contains);
    }
    return (facts, position) -> values.contains(Values.text(facts, field, position));
  }

  static Matcher range(Condition.Range range, int moneyDigits) {
    Field field = range.field();
    if (field.type() == Field.Type.QUANTITY) {
      return within(
          (facts, position) -> Values.quantity(facts, field, position), range.min(), range.below());
    }
    return within(
        (facts, position) -> Values.minor(facts, field, position),
        moneyDigits,
        range.min(),
        range.below());
  }

  /** An amount in minor units within bounds in whole units of the currency. */
  static Matcher within(
      Minor value, int moneyDigits, @Nullable BigDecimal min, @Nullable BigDecimal below) {
    long least = minor(min, moneyDigits, Long.MIN_VALUE);
    long end = minor(below, moneyDigits, Long.MAX_VALUE);
    return (facts, position) -> {
      long minor = value.of(facts, position);
      return minor >= least && minor < end;
    };
  }

  /** A decimal within bounds. */
  static Matcher within(Value value, @Nullable BigDecimal min, @Nullable BigDecimal below) {
    return (facts, position) -> {
      BigDecimal number = value.of(facts, position);
      return (min == null || number.compareTo(min) >= 0)
          && (below == null || number.compareTo(below) < 0);
    };
  }

  private static long minor(@Nullable BigDecimal bound, int digits, long none) {
    return bound == null ? none : bound.movePointRight(digits).longValueExact();
  }

  /** An amount of a position or of the whole purchase, in minor units. */
  @FunctionalInterface
  interface Minor {
    long of(Facts facts, int position);
  }

  /** A decimal of a position or of the whole purchase. */
  @FunctionalInterface
  interface Value {
    BigDecimal of(Facts facts, int position);
  }
}
