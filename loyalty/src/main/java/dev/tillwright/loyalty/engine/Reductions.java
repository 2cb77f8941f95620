package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.AppliedDiscount;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.loyalty.program.Action;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules take off positions, in minor units, each measured on what the ones before left. At
 * first that is the marked price less the discounts of the line itself; a cashier's discount on the
 * whole basket is taken after promotions.
 */
final class Reductions {
  private final Facts facts;
  private final Map<Integer, Long> ofLines = new HashMap<>();
  private final long[] left;

  Reductions(Facts facts) {
    this.facts = facts;
    for (AppliedDiscount applied : facts.purchase.totals().discounts()) {
      Integer line = applied.discount().line();
      if (line != null) {
        ofLines.merge(line, applied.amount().minor(), Math::addExact);
      }
    }
    this.left =
        facts.positions.stream()
            .mapToLong(position -> position.lines.stream().mapToLong(this::before).sum())
            .toArray();
  }

  /** What a line comes to before any promotion; never negative. */
  long before(PricedLine line) {
    return Math.max(0, line.list().minor() - ofLines.getOrDefault(line.line().number(), 0L));
  }

  /** Takes what a rule takes off each position. */
  long[] take(CompiledRule rule, Chosen chosen) {
    long[] off = new long[left.length];
    for (Action action : rule.rule().then()) {
      long[] more = action(action, chosen);
      for (int i = 0; i < off.length; i++) {
        off[i] = Math.addExact(off[i], more[i]);
        left[i] -= more[i];
      }
    }
    return off;
  }

  private long[] action(Action action, Chosen chosen) {
    if (action instanceof Action.DiscountLine line) {
      return line(line.percent(), line.amount(), chosen);
    }
    if (action instanceof Action.DiscountBasket basket) {
      return basket(basket.percent(), basket.amount(), chosen);
    }
    return freeUnits((Action.FreeUnit) action, chosen);
  }

  private long[] line(@Nullable Percent percent, @Nullable Money amount, Chosen chosen) {
    long[] off = new long[left.length];
    for (int position : chosen.positions()) {
      Ratio exact =
          percent != null
              ? Ratio.of(left[position]).times(Ratio.of(percent.fraction()))
              : Ratio.of(amount == null ? 0 : amount.minor())
                  .times(Ratio.of(facts.positions.get(position).quantity));
      off[position] = Math.min(left[position], exact.round(RoundingMode.HALF_UP));
    }
    return off;
  }

  private long[] basket(@Nullable Percent percent, @Nullable Money amount, Chosen chosen) {
    List<Ratio> weights = chosen.positions().stream().map(p -> Ratio.of(left[p])).toList();
    Ratio sum = Earned.sum(weights);
    Ratio whole = Ratio.of(amount == null ? 0 : amount.minor());
    if (percent != null) {
      whole = sum.times(Ratio.of(percent.fraction()));
    }
    if (sum.signum() == 0) {
      return new long[left.length];
    }
    Ratio part = whole.compareTo(sum) >= 0 ? Ratio.of(1) : whole.dividedBy(sum);
    return shared(chosen.positions(), weights.stream().map(part::times).toList());
  }

  /** The cheapest of all units that are selected; goods by weight have no units. */
  private long[] freeUnits(Action.FreeUnit free, Chosen chosen) {
    List<Integer> whole = new ArrayList<>();
    long units = 0;
    for (int position : chosen.positions()) {
      if (facts.positions.get(position).quantity.stripTrailingZeros().scale() <= 0) {
        whole.add(position);
        units = Math.addExact(units, quantity(position));
      }
    }
    long sets = units / (free.buy() + free.free());
    if (free.most() != null) {
      sets = Math.min(sets, free.most());
    }
    whole.sort(Comparator.comparing((Integer position) -> unit(position)));
    long left = Math.multiplyExact(sets, (long) free.free());
    List<Ratio> exact = new ArrayList<>();
    for (int position : whole) {
      long taken = Math.min(left, quantity(position));
      left -= taken;
      exact.add(unit(position).times(Ratio.of(taken)).times(Ratio.of(free.percent().fraction())));
    }
    return shared(whole, exact);
  }

  private long quantity(int position) {
    return facts.positions.get(position).quantity.longValueExact();
  }

  private Ratio unit(int position) {
    return Ratio.of(left[position]).dividedBy(Ratio.of(facts.positions.get(position).quantity));
  }

  /** Rounded once, and shared by largest remainder. */
  private long[] shared(List<Integer> positions, List<Ratio> exact) {
    long[] off = new long[left.length];
    long[] shares = Shares.of(Earned.sum(exact).round(RoundingMode.HALF_UP), exact);
    for (int i = 0; i < shares.length; i++) {
      off[positions.get(i)] = shares[i];
    }
    return off;
  }

  /** What a rule would take off if it were the first, to compare rules of a group. */
  Groups.Gains gains() {
    return (rule, chosen, without) ->
        Arrays.stream(new Reductions(facts).take(rule, chosen))
            .mapToObj(Ratio::of)
            .toArray(Ratio[]::new);
  }
}
