package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Limit;
import dev.tillwright.loyalty.program.Rule;
import dev.tillwright.loyalty.program.Span;
import java.util.List;
import java.util.OptionalLong;

/**
 * A rule made ready.
 *
 * @param place in the program, from 0
 * @param rule as the program says it
 * @param when its conditions
 */
record CompiledRule(int place, Rule rule, Matcher when) {

  /** The most points of one sale. */
  OptionalLong limit() {
    return limit(rule.limits());
  }

  static OptionalLong limit(List<Limit> limits) {
    return limits.stream()
        .filter(limit -> limit.per() == Span.TRANSACTION)
        .mapToLong(Limit::points)
        .min();
  }
}
