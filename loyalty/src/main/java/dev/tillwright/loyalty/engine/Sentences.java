package dev.tillwright.loyalty.engine;

import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.program.Action;
import dev.tillwright.loyalty.program.Condition;
import dev.tillwright.loyalty.program.Limit;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Rule;
import dev.tillwright.loyalty.program.Wording;
import dev.tillwright.loyalty.text.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sentence for each reason, with the figures it came from. */
final class Sentences {
  private static final int MOST_VALUES = 3;

  private final Program program;
  private final Wording wording;
  private final Words words;

  Sentences(Program program, Locale language) {
    this.program = program;
    this.wording = Wording.in(language);
    this.words = Words.in(language);
  }

  String earned(Earned earned, long points) {
    Rule rule = earned.rule().rule();
    String gives = wording.action(earned.action());
    String result = result(earned.sum(), points);
    Optional<String> what = what(rule);
    String said;
    if (earned.action() instanceof Action.EarnPerAmount) {
      said = of("reason.amount", gives, money(earned.figure()), what, result);
    } else if (earned.action() instanceof Action.EarnSteps steps) {
      String reached =
          steps.by() == Action.EarnSteps.By.AMOUNT
              ? money(earned.figure())
              : units(earned.figure());
      said = of("reason.amount", gives, reached, what, result);
    } else if (earned.action() instanceof Action.EarnPerUnit) {
      said = of("reason.units", gives, units(earned.figure()), what, result);
    } else if (earned.action() instanceof Action.Grow) {
      said = words.say("reason.multiply", gives, words.points(earned.figure().shown()), result);
    } else {
      said =
          what.isPresent()
              ? words.say("reason.fixed.for", gives, what.get(), result)
              : words.say("reason.fixed", gives, result);
    }
    return named(rule, said);
  }

  private String units(Ratio count) {
    BigDecimal units = count.shown();
    boolean one = units.compareTo(BigDecimal.ONE) == 0;
    return words.say(one ? "reason.unit.one" : "reason.unit.many", units);
  }

  String excluded(CompiledRule rule, List<Integer> positions, Facts facts) {
    long minor = 0;
    for (int position : positions) {
      minor = Math.addExact(minor, facts.positions.get(position).total);
    }
    String amount = Money.ofMinor(minor, program.currency()).toString();
    String said =
        what(rule.rule())
            .map(what -> words.say("reason.exclude.of", amount, what))
            .orElseGet(() -> words.say("reason.exclude", amount));
    return named(rule.rule(), said);
  }

  /** What a rule gives besides points, or asks for. */
  String extra(Rule rule) {
    return named(
        rule,
        words.both(
            rule.then().stream()
                .filter(Action.Extra.class::isInstance)
                .map(wording::action)
                .toList()));
  }

  String cut(Cut cut) {
    Limit limit = cut.limit();
    if (cut.rule() == null) {
      return upper(words.say("reason.limit", limit(limit), cut.fewer()));
    }
    String said =
        limit == null
            ? words.say("reason.budget", words.points(cut.left()), cut.fewer())
            : words.say("reason.limit.rule", limit(limit), cut.fewer());
    return named(cut.rule().rule(), said);
  }

  private String limit(@Nullable Limit limit) {
    return limit == null ? "" : words.say("limit." + limit.per(), words.points(limit.points()));
  }

  private String of(String key, String gives, String figure, Optional<String> what, String result) {
    return what.isPresent()
        ? words.say(key + ".of", gives, figure, what.get(), result)
        : words.say(key, gives, figure, result);
  }

  /**
   * What it counted as: only the points when they are the exact ones rounded as the program says,
   * both where fractions of other rules or lines made the difference.
   */
  private String result(Ratio exact, long points) {
    return exact.round(program.rounding().mode()) == points
        ? String.valueOf(points)
        : words.say("reason.rounded", exact.shown(), points);
  }

  /** The lines a rule without a name selects, when that is short to say. */
  private Optional<String> what(Rule rule) {
    if (wording.name(rule.text()).isPresent()
        || !(rule.when() instanceof Condition.In in)
        || !in.field().ofLine()
        || in.values().size() > MOST_VALUES) {
      return Optional.empty();
    }
    return Optional.of(wording.condition(in, program.currency()));
  }

  private String named(Rule rule, String said) {
    return wording
        .name(rule.text())
        .map(name -> words.say("colon", name, said))
        .orElseGet(() -> upper(said));
  }

  private static String upper(String said) {
    return said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1);
  }

  private String money(Ratio minor) {
    return Money.ofMinor(minor.round(RoundingMode.HALF_UP), program.currency()).toString();
  }
}
