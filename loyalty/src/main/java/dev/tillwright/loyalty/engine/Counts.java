package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Condition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** What counters and aggregates come to. */
final class Counts {
  private Counts() {}

  /** What was before this sale; there is a member. */
  static long of(Facts facts, Condition.Counter counter, String rule) {
    String member = facts.member == null ? "" : facts.member.id();
    Instant from = facts.start(counter.period(), counter.zone());
    Instant to = facts.end(counter.period(), counter.zone());
    Tallies tallies = facts.purchase.tallies();
    return switch (counter.of()) {
      case AWARDS -> tallies.given(member, rule, from, to).awards();
      case POINTS -> tallies.given(member, rule, from, to).points();
      case PURCHASES -> tallies.bought(member, from, to).purchases();
      case SPEND -> tallies.bought(member, from, to).spendMinor();
    };
  }

  /** What the positions that are selected and not excluded come to, in minor units. */
  static long minor(Facts facts, Matcher of, Condition.Aggregate.Measure measure) {
    long sum = 0;
    for (int i = 0; i < facts.positions.size(); i++) {
      if (!facts.excluded(i) && of.matches(facts, i)) {
        Position position = facts.positions.get(i);
        long amount =
            switch (measure) {
              case TOTAL -> position.total;
              case NET -> position.net;
              default -> position.list;
            };
        sum = Math.addExact(sum, amount);
      }
    }
    return sum;
  }

  /** How many units, lines or items the positions that are selected and not excluded hold. */
  static BigDecimal number(Facts facts, Matcher of, Condition.Aggregate.Measure measure) {
    BigDecimal units = BigDecimal.ZERO;
    Set<String> items = new HashSet<>();
    int count = 0;
    for (int i = 0; i < facts.positions.size(); i++) {
      if (!facts.excluded(i) && of.matches(facts, i)) {
        units = units.add(facts.positions.get(i).quantity);
        items.add(facts.positions.get(i).code);
        count++;
      }
    }
    return switch (measure) {
      case QUANTITY -> units;
      case DISTINCT -> BigDecimal.valueOf(items.size());
      default -> BigDecimal.valueOf(count);
    };
  }
}
