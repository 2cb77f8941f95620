package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.money.Allocation;
import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.program.Condition;
import dev.tillwright.loyalty.program.Field;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the rules of a program take off an open basket, line by line. */
final class Promotions {
  /** As long as a receipt takes a reason. */
  private static final int LONGEST_REASON = 200;

  private final Program program;
  private final List<CompiledRule> rules;
  private final RuleIndex exclusions;
  private final RuleIndex reducing;
  private final Wording wording;

  Promotions(
      Program program,
      List<CompiledRule> rules,
      RuleIndex exclusions,
      RuleIndex reducing,
      Locale language) {
    this.program = program;
    this.rules = rules;
    this.exclusions = exclusions;
    this.reducing = reducing;
    this.wording = Wording.in(language);
  }

  /** In the order of the program; none takes more than the ones before left. */
  List<Discount> of(Purchase purchase) {
    Facts facts = new Facts(program, purchase, TierPart.before(purchase));
    Exclusions.take(facts, exclusions, rules);
    Selection selection = Selection.of(facts, reducing, rules);
    if (selection.byRule().isEmpty()) {
      return List.of();
    }
    Reductions reductions = new Reductions(facts);
    new Groups(program, rules, selection, reductions.gains()).resolve();
    List<long[]> left = new ArrayList<>();
    for (Position position : facts.positions) {
      left.add(position.lines.stream().mapToLong(reductions::before).toArray());
    }
    List<Discount> discounts = new ArrayList<>();
    for (Map.Entry<Integer, Chosen> each : selection.byRule().entrySet()) {
      CompiledRule rule = rules.get(each.getKey());
      long[] off = reductions.take(rule, each.getValue());
      for (int position = 0; position < off.length; position++) {
        take(facts, rule, position, off[position], left.get(position), discounts);
      }
    }
    return discounts;
  }

  private void take(
      Facts facts,
      CompiledRule rule,
      int position,
      long wanted,
      long[] left,
      List<Discount> discounts) {
    long there = 0;
    for (long each : left) {
      there = Math.addExact(there, each);
    }
    long off = Math.min(wanted, there);
    if (off <= 0) {
      return;
    }
    List<PricedLine> lines = facts.positions.get(position).lines;
    long[] shares = Allocation.byWeights(off, left);
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] > 0) {
        left[i] -= shares[i];
        discounts.add(
            new Discount(
                lines.get(i).line().number(),
                null,
                Money.ofMinor(shares[i], program.currency()),
                coupon(rule, facts),
                reason(rule)));
      }
    }
  }

  private String reason(CompiledRule rule) {
    String name = wording.name(rule.rule());
    return name.length() <= LONGEST_REASON ? name : name.substring(0, LONGEST_REASON);
  }

  /** The coupon that the rule asks for and the customer shows. */
  private static @Nullable String coupon(CompiledRule rule, Facts facts) {
    Optional<String> shown =
        rule.rule()
            .when()
            .leaves()
            .filter(Condition.In.class::isInstance)
            .map(Condition.In.class::cast)
            .filter(in -> in.field() == Field.COUPON)
            .flatMap(in -> in.values().stream())
            .filter(facts.purchase.coupons()::contains)
            .findFirst();
    return shown.orElse(null);
  }
}
