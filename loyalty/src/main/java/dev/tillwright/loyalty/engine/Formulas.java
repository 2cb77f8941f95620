package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.engine.index.Formula;
import dev.tillwright.loyalty.engine.index.Ranges;
import dev.tillwright.loyalty.program.Condition;
import dev.tillwright.loyalty.program.Effective;
import dev.tillwright.loyalty.program.Field;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.TierPlan;
import dev.tillwright.loyalty.program.ZoneOf;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a program as the index understands them. What hangs on more than the purchase
 * shows by itself (counters, aggregates, expressions) is unknown to it.
 */
final class Formulas {
  private static final MonthDay LEAP = MonthDay.of(2, 29);

  private final Program program;
  private final int moneyDigits;
  private final Dimensions dimensions;

  Formulas(Program program, Dimensions dimensions) {
    this.program = program;
    this.moneyDigits = program.currency().getDefaultFractionDigits();
    this.dimensions = dimensions;
  }

  /** A rule's conditions within its time. */
  Formula of(CompiledRule rule) {
    Formula when = of(rule.rule().when());
    return rule.from().equals(Instant.MIN) && rule.to().equals(Instant.MAX)
        ? when
        : new Formula.All(List.of(between(rule.from(), rule.to()), when));
  }

  private Formula of(Condition condition) {
    if (condition instanceof Condition.All all) {
      return new Formula.All(all.of().stream().map(this::of).toList());
    }
    if (condition instanceof Condition.Any any) {
      return new Formula.Any(any.of().stream().map(this::of).toList());
    }
    if (condition instanceof Condition.Not not) {
      return new Formula.Not(of(not.of()));
    }
    if (condition instanceof Condition.In in) {
      return in(in.field(), in.values());
    }
    if (condition instanceof Condition.Range range) {
      boolean quantity = range.field().type() == Field.Type.QUANTITY;
      return within(
          Dimensions.of(range.field()),
          range(range.min(), range.below(), quantity ? Dimensions.QUANTITY_DIGITS : moneyDigits));
    }
    if (condition instanceof Condition.Counter
        || condition instanceof Condition.FirstPurchase
        || condition instanceof Condition.Birthday) {
      return needing(one(Dimensions.MEMBER));
    }
    if (condition instanceof Condition.Member) {
      return one(Dimensions.MEMBER);
    }
    if (condition instanceof Condition.LinkedReturn) {
      return one(Dimensions.LINKED_RETURN);
    }
    return ofTime(condition);
  }

  private Formula ofTime(Condition condition) {
    if (condition instanceof Condition.LocalWindow window) {
      return within(Dimensions.week(window.zone()), Dimensions.week(window));
    }
    if (condition instanceof Condition.DateWindow window && window.zone() == ZoneOf.PROGRAM) {
      Effective effective = window.effective();
      return between(
          effective.start(program.zone()).orElse(Instant.MIN),
          effective.end(program.zone()).orElse(Instant.MAX));
    }
    if (condition instanceof Condition.DayOfYear day
        && !day.from().equals(LEAP)
        && !day.to().equals(LEAP)) {
      long from = Dimensions.day(day.from());
      long to = Dimensions.day(day.to());
      Ranges days = from < to ? Ranges.of(from, to) : Ranges.from(from).or(Ranges.of(0, to));
      return within(Dimensions.year(day.zone()), days);
    }
    if (condition instanceof Condition.Paid paid
        && (paid.min() == null ? paid.below() == null : paid.min().signum() > 0)) {
      return needing(in(Field.TENDER, paid.kinds()));
    }
    return new Formula.Unknown();
  }

  private static Formula needing(Formula necessary) {
    return new Formula.All(List.of(necessary, new Formula.Unknown()));
  }

  private Formula in(Field field, Set<String> values) {
    return field == Field.MEMBER_TIER && splits() ? ofTier(values) : named(field, values);
  }

  private boolean splits() {
    return program.tiers().filter(plan -> plan.reached() == TierPlan.Reached.SPLIT).isPresent();
  }

  /** Where a sale is scored at several tiers, each of them has its own answer. */
  private Formula ofTier(Set<String> values) {
    Formula split = one(Dimensions.SPLIT);
    Formula one =
        new Formula.All(List.of(named(Field.MEMBER_TIER, values), new Formula.Not(split)));
    return new Formula.Any(List.of(one, needing(split)));
  }

  private Formula named(Field field, Set<String> values) {
    return new Formula.In(dimensions.use(Dimensions.of(field)), values);
  }

  private Formula one(int dimension) {
    return within(dimension, Ranges.of(1, 2));
  }

  private Formula within(int dimension, Ranges ranges) {
    return new Formula.Within(dimensions.use(dimension), ranges);
  }

  private static Ranges range(@Nullable BigDecimal min, @Nullable BigDecimal below, int digits) {
    return Ranges.of(
        min == null ? Long.MIN_VALUE : Dimensions.scaled(min, digits),
        below == null ? Long.MAX_VALUE : Dimensions.scaled(below, digits));
  }

  /** An end that is no whole millisecond is asked again, exactly. */
  private Formula between(Instant from, Instant to) {
    boolean endless = to.equals(Instant.MAX);
    boolean whole = whole(from) && (endless || whole(to));
    long start = Dimensions.millis(from);
    long end = endless ? Long.MAX_VALUE : Dimensions.millis(to) + (whole(to) ? 0 : 1);
    Formula within = within(Dimensions.INSTANT, Ranges.of(start, end));
    return whole ? within : needing(within);
  }

  private static boolean whole(Instant end) {
    return end.truncatedTo(ChronoUnit.MILLIS).equals(end);
  }
}
