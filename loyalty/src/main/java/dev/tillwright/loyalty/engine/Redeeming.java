package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.Redeemable;
import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Wording;
import dev.tillwright.loyalty.program.Worth;
import dev.tillwright.loyalty.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How much of a basket points may pay, with the reasons why it is not all of it. */
final class Redeeming {
  private final Program program;
  private final List<CompiledRule> rules;
  private final RuleIndex exclusions;
  private final Words words;
  private final Wording wording;

  Redeeming(Program program, List<CompiledRule> rules, RuleIndex exclusions, Locale language) {
    this.program = program;
    this.rules = rules;
    this.exclusions = exclusions;
    this.words = Words.in(language);
    this.wording = Wording.in(language);
  }

  Redeemable of(Purchase purchase) {
    Optional<Worth> worth = program.worth();
    return worth.isPresent()
        ? of(purchase, worth.get())
        : new Redeemable(Money.zero(program.currency()), words.say("redeem.none"));
  }

  private Redeemable of(Purchase purchase, Worth worth) {
    Facts facts = new Facts(program, purchase, TierPart.before(purchase));
    Exclusions excluded = Exclusions.take(facts, exclusions, rules);
    List<String> because = new ArrayList<>();
    for (int place : excluded.byRule().keySet()) {
      because.add(words.say("redeem.exclude", wording.name(rules.get(place).rule())));
    }
    long goods = Math.max(0, facts.sums().total);
    long most = worth.mostOf(goods);
    if (worth.isPart()) {
      because.add(words.say("redeem.percent", worth.percent().toPlainString()));
    }
    if (worth.hasMax() && most == worth.minorOf(worth.max())) {
      because.add(words.say("redeem.max", words.points(worth.max())));
    }
    return new Redeemable(Money.ofMinor(most, program.currency()), String.join("; ", because));
  }
}
