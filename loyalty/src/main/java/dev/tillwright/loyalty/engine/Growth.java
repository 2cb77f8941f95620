package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Action;
import dev.tillwright.loyalty.program.Program;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What factors make of what was earned. */
final class Growth {
  private static final Ratio ONE = Ratio.of(1);

  private final Program program;
  private final Facts facts;
  private final List<Earned> bases;

  /** What each earning comes to with the factors so far, for factors that multiply. */
  private final List<Ratio[]> grown = new ArrayList<>();

  Growth(Program program, Facts facts, List<Earned> bases) {
    this.program = program;
    this.facts = facts;
    this.bases = List.copyOf(bases);
    bases.forEach(base -> grown.add(base.exact().toArray(Ratio[]::new)));
  }

  /** The part of the sale that these bits are. */
  static Ratio part(Facts facts, int mask) {
    if (facts.tiers.size() == 1) {
      return ONE;
    }
    Ratio part = Ratio.ZERO;
    for (int i = 0; i < facts.tiers.size(); i++) {
      part = (mask >> i & 1) == 1 ? part.plus(facts.tiers.get(i).part()) : part;
    }
    return part;
  }

  /** What a factor adds; none when it has nothing to multiply. */
  Optional<Earned> grow(CompiledRule rule, Action.Grow action, Chosen chosen) {
    Ratio[] extra = new Ratio[facts.positions.size()];
    Ratio figure = Ratio.ZERO;
    for (int b = 0; b < bases.size(); b++) {
      Earned base = bases.get(b);
      if (!counts(action, base)) {
        continue;
      }
      for (int i = 0; i < base.chosen().positions().size(); i++) {
        int position = base.chosen().positions().get(i);
        int baseMask = base.chosen().parts().get(i);
        Ratio above = above(action, baseMask & chosen.mask(position), baseMask);
        if (above.signum() == 0) {
          continue;
        }
        Ratio now =
            program.multipliers() == Program.Multipliers.ADD
                ? base.exact().get(i)
                : grown.get(b)[i];
        Ratio more = now.times(above);
        grown.get(b)[i] = grown.get(b)[i].plus(more);
        extra[position] = extra[position] == null ? more : extra[position].plus(more);
        figure = figure.plus(now);
      }
    }
    return figure.signum() == 0
        ? Optional.empty()
        : Optional.of(earned(rule, action, chosen, extra, figure));
  }

  private static Earned earned(
      CompiledRule rule, Action action, Chosen chosen, Ratio[] extra, Ratio figure) {
    Chosen counted = Chosen.none();
    List<Ratio> exact = new ArrayList<>();
    for (int i = 0; i < chosen.positions().size(); i++) {
      int position = chosen.positions().get(i);
      if (extra[position] != null) {
        counted.add(position, chosen.parts().get(i));
        exact.add(extra[position]);
      }
    }
    return new Earned(rule, action, counted, exact, figure);
  }

  /** What the factor is above 1, over the parts of the sale in which both count. */
  private Ratio above(Action.Grow action, int mask, int baseMask) {
    if (mask == 0) {
      return Ratio.ZERO;
    }
    Ratio above = Ratio.ZERO;
    for (int i = 0; i < facts.tiers.size(); i++) {
      if ((mask >> i & 1) == 1) {
        BigDecimal factor = factor(action, facts.tiers.get(i).tier());
        above = above.plus(Ratio.of(factor).minus(ONE).times(facts.tiers.get(i).part()));
      }
    }
    return facts.tiers.size() == 1 ? above : above.dividedBy(part(facts, baseMask));
  }

  private static BigDecimal factor(Action.Grow action, String tier) {
    return action instanceof Action.Multiply multiply
        ? multiply.factor()
        : ((Action.TierBonus) action).factors().getOrDefault(tier, BigDecimal.ONE);
  }

  private static boolean counts(Action.Grow action, Earned base) {
    return action.of().isEmpty()
        ? base.action() instanceof Action.EarnPerAmount
        : action.of().contains(base.rule().rule().id());
  }
}
