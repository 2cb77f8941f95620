package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Action;
import dev.tillwright.loyalty.program.Condition;
import dev.tillwright.loyalty.program.Field;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is missing to reach something: money in minor units, or units.
 *
 * @param amount whether it is money
 * @param missing above zero
 */
record Gap(boolean amount, Ratio missing) implements Comparable<Gap> {

  /** Money first, then units; by how little is missing. */
  @Override
  public int compareTo(Gap other) {
    return amount == other.amount ? missing.compareTo(other.missing) : amount ? -1 : 1;
  }

  /** What a condition misses; none when more goods cannot make it hold. */
  static Optional<Gap> of(
      Condition condition, Facts facts, int position, MatcherCompiler matchers, String rule) {
    if (condition instanceof Condition.Range range) {
      Field field = range.field();
      boolean amount = field.type() == Field.Type.AMOUNT;
      Ratio now =
          amount
              ? Ratio.of(Values.minor(facts, field, position))
              : Ratio.of(Values.quantity(facts, field, position));
      return to(range.min(), range.below(), amount, now, matchers.moneyDigits());
    }
    if (condition instanceof Condition.Aggregate sum) {
      boolean amount = sum.measure().amount();
      Matcher of = matchers.compile(sum.of(), rule);
      Ratio now =
          amount
              ? Ratio.of(Counts.minor(facts, of, sum.measure()))
              : Ratio.of(Counts.number(facts, of, sum.measure()));
      return to(sum.min(), sum.below(), amount, now, matchers.moneyDigits());
    }
    return Optional.empty();
  }

  /** What an earning misses to its next step; none when it has no more steps. */
  static Optional<Gap> of(Earned earned, int moneyDigits) {
    if (earned.action() instanceof Action.EarnPerAmount earn && earn.full()) {
      Ratio per = Ratio.of(earn.per().minor());
      Ratio next = Ratio.of(earned.figure().dividedBy(per).floor() + 1).times(per);
      return Optional.of(new Gap(true, next.minus(earned.figure())));
    }
    if (earned.action() instanceof Action.EarnSteps steps) {
      boolean amount = steps.by() == Action.EarnSteps.By.AMOUNT;
      int digits = amount ? moneyDigits : 0;
      return steps.steps().stream()
          .map(step -> Ratio.of(step.from().movePointRight(digits)))
          .filter(from -> from.compareTo(earned.figure()) > 0)
          .findFirst()
          .map(from -> new Gap(amount, from.minus(earned.figure())));
    }
    return Optional.empty();
  }

  private static Optional<Gap> to(
      @Nullable BigDecimal min, @Nullable BigDecimal below, boolean amount, Ratio now, int digits) {
    if (min == null) {
      return Optional.empty();
    }
    Ratio from = Ratio.of(amount ? min.movePointRight(digits) : min);
    // What is above its upper end comes no nearer by buying more.
    return now.compareTo(from) >= 0 && below != null
        ? Optional.empty()
        : Optional.of(new Gap(amount, from.minus(now)));
  }
}
