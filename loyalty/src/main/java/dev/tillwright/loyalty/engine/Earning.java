package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Action;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Rounding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The exact points of every action: first what is earned, then what is multiplied. */
final class Earning {
  private final Program program;
  private final Facts facts;
  private final List<Earned> earned = new ArrayList<>();

  /** What each earning comes to with the factors so far, for factors that multiply. */
  private final List<Ratio[]> grown = new ArrayList<>();

  private Earning(Program program, Facts facts) {
    this.program = program;
    this.facts = facts;
  }

  /** In the order of evaluation. */
  static List<Earned> of(
      Program program, Facts facts, Selection selection, List<CompiledRule> rules) {
    Earning earning = new Earning(program, facts);
    for (Map.Entry<Integer, List<Integer>> each : selection.byRule().entrySet()) {
      CompiledRule rule = rules.get(each.getKey());
      rule.rule().then().forEach(action -> earning.earn(rule, action, each.getValue()));
    }
    List<Earned> bases = List.copyOf(earning.earned);
    for (Earned base : bases) {
      earning.grown.add(base.exact().toArray(Ratio[]::new));
    }
    for (Map.Entry<Integer, List<Integer>> each : selection.byRule().entrySet()) {
      CompiledRule rule = rules.get(each.getKey());
      for (Action action : rule.rule().then()) {
        if (action instanceof Action.Multiply multiply) {
          earning.multiply(rule, multiply, each.getValue(), bases);
        }
      }
    }
    return earning.earned;
  }

  private void earn(CompiledRule rule, Action action, List<Integer> lines) {
    List<Ratio> bases = lines.stream().map(facts::base).toList();
    Ratio base = Earned.sum(bases);
    if (action instanceof Action.EarnPerAmount earn) {
      add(rule, action, lines, perAmount(earn, bases, base), base);
    } else if (action instanceof Action.EarnPerUnit earn) {
      Ratio points = Ratio.of(earn.points());
      List<Ratio> units =
          lines.stream()
              .map(line -> Ratio.of(facts.lines.get(line).line().quantity().value()))
              .toList();
      add(rule, action, lines, units.stream().map(points::times).toList(), Earned.sum(units));
    } else if (action instanceof Action.EarnFixed earn) {
      add(rule, action, lines, fixed(earn.points(), bases, base), Ratio.of(earn.points()));
    }
  }

  private List<Ratio> perAmount(Action.EarnPerAmount earn, List<Ratio> bases, Ratio base) {
    Ratio points = Ratio.of(earn.points());
    Ratio per = Ratio.of(earn.per().minor());
    if (!earn.full()) {
      return bases.stream().map(each -> each.times(points).dividedBy(per)).toList();
    }
    if (program.rounding().level() == Rounding.Level.LINE) {
      return bases.stream().map(b -> points.times(Ratio.of(b.dividedBy(per).floor()))).toList();
    }
    return spread(points.times(Ratio.of(base.dividedBy(per).floor())), bases, base);
  }

  /**
   * On lines that are rounded one by one a fixed award is shared whole, or it would lose points.
   */
  private List<Ratio> fixed(long points, List<Ratio> bases, Ratio base) {
    if (program.rounding().level() == Rounding.Level.BASKET) {
      return spread(Ratio.of(points), bases, base);
    }
    List<Ratio> exact = spread(Ratio.of(points), bases, base);
    List<Ratio> whole = new ArrayList<>();
    for (long share : Shares.of(points, exact)) {
      whole.add(Ratio.of(share));
    }
    return whole;
  }

  /** In proportion to the money on each line; evenly when there is none. */
  private static List<Ratio> spread(Ratio points, List<Ratio> bases, Ratio base) {
    if (base.signum() == 0) {
      Ratio even = points.dividedBy(Ratio.of(bases.size()));
      return bases.stream().map(each -> even).toList();
    }
    Ratio each = points.dividedBy(base);
    return bases.stream().map(each::times).toList();
  }

  private void multiply(
      CompiledRule rule, Action.Multiply multiply, List<Integer> lines, List<Earned> bases) {
    Ratio above = Ratio.of(multiply.factor()).minus(Ratio.of(1));
    Ratio[] extra = new Ratio[facts.lines.size()];
    Ratio figure = Ratio.ZERO;
    for (int b = 0; b < bases.size(); b++) {
      Earned base = bases.get(b);
      if (!counts(multiply, base)) {
        continue;
      }
      for (int i = 0; i < base.lines().size(); i++) {
        int line = base.lines().get(i);
        if (lines.contains(line)) {
          Ratio now =
              program.multipliers() == Program.Multipliers.ADD
                  ? base.exact().get(i)
                  : grown.get(b)[i];
          Ratio more = now.times(above);
          grown.get(b)[i] = grown.get(b)[i].plus(more);
          extra[line] = extra[line] == null ? more : extra[line].plus(more);
          figure = figure.plus(now);
        }
      }
    }
    List<Integer> counted = lines.stream().filter(line -> extra[line] != null).toList();
    if (figure.signum() > 0) {
      add(rule, multiply, counted, counted.stream().map(line -> extra[line]).toList(), figure);
    }
  }

  private static boolean counts(Action.Multiply multiply, Earned base) {
    return multiply.of().isEmpty()
        ? base.action() instanceof Action.EarnPerAmount
        : multiply.of().contains(base.rule().rule().id());
  }

  private void add(
      CompiledRule rule, Action action, List<Integer> lines, List<Ratio> exact, Ratio figure) {
    earned.add(new Earned(rule, action, lines, exact, figure));
  }
}
