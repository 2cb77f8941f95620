package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Action;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Rounding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The exact points of every action: first what is earned, then what grows it. */
final class Earning {
  private final Program program;
  private final Facts facts;

  Earning(Program program, Facts facts) {
    this.program = program;
    this.facts = facts;
  }

  /** In the order of evaluation. */
  List<Earned> of(Selection selection, List<CompiledRule> rules) {
    List<Earned> earned = new ArrayList<>();
    for (Map.Entry<Integer, Chosen> each : selection.byRule().entrySet()) {
      earned.addAll(bases(rules.get(each.getKey()), each.getValue()));
    }
    Growth growth = new Growth(program, facts, earned);
    for (Map.Entry<Integer, Chosen> each : selection.byRule().entrySet()) {
      CompiledRule rule = rules.get(each.getKey());
      for (Action action : rule.rule().then()) {
        if (action instanceof Action.Grow grow) {
          growth.grow(rule, grow, each.getValue()).ifPresent(earned::add);
        }
      }
    }
    return earned;
  }

  /** What a rule earns by itself. */
  List<Earned> bases(CompiledRule rule, Chosen chosen) {
    List<Earned> earned = new ArrayList<>(1);
    for (Action action : rule.rule().then()) {
      if (action instanceof Action.Earn earn) {
        earned.add(earn(rule, earn, chosen));
      }
    }
    return earned;
  }

  private Earned earn(CompiledRule rule, Action.Earn action, Chosen chosen) {
    List<Ratio> money = new ArrayList<>(chosen.positions().size());
    List<Ratio> units = new ArrayList<>(chosen.positions().size());
    for (int i = 0; i < chosen.positions().size(); i++) {
      int position = chosen.positions().get(i);
      Ratio part = Growth.part(facts, chosen.parts().get(i));
      money.add(facts.base(rule.base(), position).times(part));
      units.add(Ratio.of(facts.positions.get(position).quantity).times(part));
    }
    Ratio sum = Earned.sum(money);
    if (action instanceof Action.EarnPerAmount earn) {
      return new Earned(rule, action, chosen, perAmount(earn, money, sum), sum);
    }
    if (action instanceof Action.EarnPerUnit earn) {
      return perUnit(rule, earn, chosen, units);
    }
    if (action instanceof Action.EarnSteps steps) {
      boolean amount = steps.by() == Action.EarnSteps.By.AMOUNT;
      Ratio reached = amount ? sum : Earned.sum(units);
      long points = points(steps, reached);
      return new Earned(rule, action, chosen, fixed(points, money, sum), reached);
    }
    long points = ((Action.EarnFixed) action).points();
    return new Earned(rule, action, chosen, fixed(points, money, sum), Ratio.of(points));
  }

  private List<Ratio> perAmount(Action.EarnPerAmount earn, List<Ratio> money, Ratio sum) {
    Ratio points = Ratio.of(earn.points());
    Ratio per = Ratio.of(earn.per().minor());
    if (!earn.full()) {
      Ratio each = points.dividedBy(per);
      return money.stream().map(each::times).toList();
    }
    if (program.rounding().level() == Rounding.Level.LINE) {
      return money.stream().map(m -> points.times(Ratio.of(m.dividedBy(per).floor()))).toList();
    }
    return spread(points.times(Ratio.of(sum.dividedBy(per).floor())), money, sum);
  }

  private static Earned perUnit(
      CompiledRule rule, Action.EarnPerUnit earn, Chosen chosen, List<Ratio> units) {
    Ratio all = Earned.sum(units);
    Ratio counted = all;
    if (earn.most() != null && all.compareTo(Ratio.of(earn.most())) > 0) {
      counted = Ratio.of(earn.most());
    }
    Ratio each = all.signum() == 0 ? Ratio.ZERO : counted.dividedBy(all);
    Ratio points = Ratio.of(earn.points()).times(each);
    return new Earned(rule, earn, chosen, units.stream().map(points::times).toList(), counted);
  }

  private long points(Action.EarnSteps steps, Ratio reached) {
    int digits =
        steps.by() == Action.EarnSteps.By.AMOUNT
            ? program.currency().getDefaultFractionDigits()
            : 0;
    long points = 0;
    for (Action.EarnSteps.Step step : steps.steps()) {
      if (reached.compareTo(Ratio.of(step.from().movePointRight(digits))) >= 0) {
        points = step.points();
      }
    }
    return points;
  }

  /**
   * On items that are rounded one by one a fixed award is shared whole, or it would lose points.
   */
  private List<Ratio> fixed(long points, List<Ratio> money, Ratio sum) {
    List<Ratio> exact = spread(Ratio.of(points), money, sum);
    if (program.rounding().level() != Rounding.Level.LINE) {
      return exact;
    }
    List<Ratio> whole = new ArrayList<>();
    for (long share : Shares.of(points, exact)) {
      whole.add(Ratio.of(share));
    }
    return whole;
  }

  /** In proportion to the money on each position; evenly when there is none. */
  private static List<Ratio> spread(Ratio points, List<Ratio> money, Ratio sum) {
    if (sum.signum() == 0) {
      Ratio even = points.dividedBy(Ratio.of(money.size()));
      return money.stream().map(each -> even).toList();
    }
    Ratio each = points.dividedBy(sum);
    return money.stream().map(each::times).toList();
  }
}
