package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Action;
import java.util.List;

/**
 * What one action of one rule gave, before rounding.
 *
 * @param rule whose action
 * @param action which
 * @param lines the lines it counted, from 0, in order
 * @param exact its points on each of these lines
 * @param figure what it counted: minor units, units, or points that were multiplied
 */
record Earned(
    CompiledRule rule, Action action, List<Integer> lines, List<Ratio> exact, Ratio figure) {

  /** All its points. */
  Ratio sum() {
    return sum(exact);
  }

  static Ratio sum(List<Ratio> ratios) {
    return ratios.stream().reduce(Ratio.ZERO, Ratio::plus);
  }
}
