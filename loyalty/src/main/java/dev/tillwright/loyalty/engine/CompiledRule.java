package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Action;
import dev.tillwright.loyalty.program.Base;
import dev.tillwright.loyalty.program.Condition;
import dev.tillwright.loyalty.program.Field;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Rule;
import java.time.Instant;

/**
 * A rule made ready.
 *
 * @param place in the program, from 0
 * @param rule as the program says it
 * @param when its conditions
 * @param base the money that earns
 * @param from the first instant of its time
 * @param to the first instant behind its time
 * @param ofTier whether its answer hangs on the member's tier
 */
record CompiledRule(
    int place, Rule rule, Matcher when, Base base, Instant from, Instant to, boolean ofTier) {

  static CompiledRule of(Program program, int place, MatcherCompiler matchers) {
    Rule rule = program.rules().get(place);
    Base own = rule.base();
    return new CompiledRule(
        place,
        rule,
        matchers.compile(rule.when(), rule.id()),
        own == null ? program.base() : own,
        rule.effective().start(program.zone()).orElse(Instant.MIN),
        rule.effective().end(program.zone()).orElse(Instant.MAX),
        rule.when().leaves().anyMatch(CompiledRule::looksAtTier));
  }

  private static boolean looksAtTier(Condition leaf) {
    // What an expression looks at is not known, so it is asked at each tier.
    return leaf instanceof Condition.In in && in.field() == Field.MEMBER_TIER
        || leaf instanceof Condition.Expression;
  }

  boolean inForce(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }

  boolean givesExtra() {
    return rule.then().stream().anyMatch(Action.Extra.class::isInstance);
  }
}
