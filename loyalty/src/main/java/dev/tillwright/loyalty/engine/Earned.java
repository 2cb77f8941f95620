package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Action;
import java.util.List;

/**
 * What one action of one rule gave, before rounding.
 *
 * @param rule whose action
 * @param action which
 * @param chosen the positions it counted
 * @param exact its points on each of these positions
 * @param figure what it counted: minor units, units, or points that were multiplied
 */
record Earned(CompiledRule rule, Action action, Chosen chosen, List<Ratio> exact, Ratio figure) {

  /** All its points. */
  Ratio sum() {
    return sum(exact);
  }

  /** Its points on a position. */
  Ratio on(int position) {
    int at = chosen.positions().indexOf(position);
    return at < 0 ? Ratio.ZERO : exact.get(at);
  }

  static Ratio sum(List<Ratio> ratios) {
    Ratio sum = Ratio.ZERO;
    for (Ratio ratio : ratios) {
      sum = sum.plus(ratio);
    }
    return sum;
  }
}
