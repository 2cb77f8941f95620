package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Action;
import dev.tillwright.loyalty.program.Condition;
import dev.tillwright.loyalty.program.Field;
import dev.tillwright.loyalty.program.Limit;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Rounding;
import dev.tillwright.loyalty.program.Rule;
import dev.tillwright.loyalty.program.Span;
import dev.tillwright.loyalty.program.ZoneOf;
import java.util.List;
import java.util.Set;

/** What the engine evaluates; a program that says more is refused, never half understood. */
final class Evaluated {
  private static final Set<Field> FIELDS =
      Set.of(
          Field.LINE_CODE,
          Field.LINE_CATEGORY,
          Field.TERMINAL,
          Field.LINE_TOTAL,
          Field.LINE_NET,
          Field.LINE_QUANTITY,
          Field.BASKET_TOTAL,
          Field.BASKET_NET);

  private Evaluated() {}

  static void require(Program program) {
    boolean all =
        program.base().onlyTenders().isEmpty()
            && program.rounding().level() != Rounding.Level.RULE
            && ofSale(program.limits())
            && program.rules().stream().allMatch(Evaluated::rule);
    if (!all) {
      throw new IllegalArgumentException("the program says what the engine does not evaluate");
    }
  }

  private static boolean rule(Rule rule) {
    return rule.group() == null
        && rule.budget() == null
        && rule.base() == null
        && ofSale(rule.limits())
        && rule.when().leaves().allMatch(Evaluated::condition)
        && rule.then().stream().allMatch(Evaluated::action);
  }

  private static boolean ofSale(List<Limit> limits) {
    return limits.stream()
        .allMatch(l -> l.per() == Span.TRANSACTION && l.cut() == Limit.Cut.PARTIAL);
  }

  private static boolean condition(Condition leaf) {
    return leaf instanceof Condition.In in && FIELDS.contains(in.field())
        || leaf instanceof Condition.Range range && FIELDS.contains(range.field())
        || leaf instanceof Condition.LocalWindow window && window.zone() == ZoneOf.PROGRAM;
  }

  private static boolean action(Action action) {
    return action instanceof Action.EarnPerAmount
        || action instanceof Action.EarnFixed
        || action instanceof Action.EarnPerUnit unit && unit.most() == null
        || action instanceof Action.Multiply
        || action instanceof Action.Exclude exclude && exclude.from() == Action.Exclude.From.POINTS;
  }
}
