package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Condition;
import dev.tillwright.loyalty.program.ExpressionLanguage;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Span;
import dev.tillwright.loyalty.program.ZoneOf;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the conditions of a program ready. */
final class MatcherCompiler {
  private static final BigDecimal CENT = BigDecimal.ONE;

  private final int moneyDigits;
  private final Map<String, ExpressionLanguage> languages;

  MatcherCompiler(Program program, Map<String, ExpressionLanguage> languages) {
    this.moneyDigits = program.currency().getDefaultFractionDigits();
    this.languages = languages;
  }

  int moneyDigits() {
    return moneyDigits;
  }

  /**
   * @param rule whose condition it is, for counters of its own awards
   */
  Matcher compile(Condition condition, String rule) {
    if (condition instanceof Condition.All all) {
      return Matcher.all(each(residualLast(all.of()), rule));
    }
    if (condition instanceof Condition.Any any) {
      return Matcher.any(each(residualLast(any.of()), rule));
    }
    if (condition instanceof Condition.Not not) {
      Matcher of = compile(not.of(), rule);
      return (facts, position) -> !of.matches(facts, position);
    }
    if (condition instanceof Condition.In in) {
      return Matcher.in(in);
    }
    if (condition instanceof Condition.Range range) {
      return Matcher.range(range, moneyDigits);
    }
    if (condition instanceof Condition.Counter counter) {
      return counter(counter, rule);
    }
    if (condition instanceof Condition.Aggregate aggregate) {
      return aggregate(aggregate, rule);
    }
    if (condition instanceof Condition.Expression expression) {
      return expression(expression);
    }
    return ofSale(condition);
  }

  private List<Matcher> each(List<Condition> of, String rule) {
    return of.stream().map(each -> compile(each, rule)).toList();
  }

  /** What is dear to ask is asked last, and only when the rest leaves it open. */
  private static List<Condition> residualLast(List<Condition> of) {
    List<Condition> order = new ArrayList<>(of);
    order.sort((a, b) -> Integer.compare(cost(a), cost(b)));
    return order;
  }

  private static int cost(Condition condition) {
    return condition
        .leaves()
        .mapToInt(
            leaf ->
                leaf instanceof Condition.Expression
                    ? 3
                    : leaf instanceof Condition.Counter || leaf instanceof Condition.FirstPurchase
                        ? 2
                        : leaf instanceof Condition.Aggregate ? 1 : 0)
        .max()
        .orElse(0);
  }

  private Matcher ofSale(Condition condition) {
    if (condition instanceof Condition.LocalWindow window) {
      return (facts, position) -> window.open(facts.local(window.zone()));
    }
    if (condition instanceof Condition.DateWindow window) {
      return (facts, position) -> window.effective().at(facts.at(), facts.zone(window.zone()));
    }
    if (condition instanceof Condition.DayOfYear day) {
      return (facts, position) -> day.on(facts.local(day.zone()).toLocalDate());
    }
    if (condition instanceof Condition.Birthday birthday) {
      return (facts, position) -> {
        MonthDay born = facts.member == null ? null : facts.member.birthday();
        return born != null && birthday.on(facts.local(birthday.zone()).toLocalDate(), born);
      };
    }
    if (condition instanceof Condition.Paid paid) {
      BigDecimal min =
          paid.min() == null && paid.below() == null ? CENT.movePointLeft(moneyDigits) : paid.min();
      return Matcher.within(
          (facts, position) -> facts.paid(paid.kinds()), moneyDigits, min, paid.below());
    }
    if (condition instanceof Condition.Member) {
      return (facts, position) -> facts.member != null;
    }
    if (condition instanceof Condition.FirstPurchase) {
      return (facts, position) ->
          facts.member != null
              && facts
                      .purchase
                      .tallies()
                      .bought(
                          facts.member.id(), Instant.EPOCH, facts.end(Span.EVER, ZoneOf.PROGRAM))
                      .purchases()
                  == 0;
    }
    return (facts, position) -> facts.purchase.linkedReturn();
  }

  private Matcher counter(Condition.Counter counter, String rule) {
    String of =
        switch (counter.rule()) {
          case "this" -> rule;
          case "program" -> "";
          default -> counter.rule();
        };
    Matcher.Minor value = (facts, position) -> Counts.of(facts, counter, of);
    Matcher within =
        Matcher.within(
            value,
            counter.of() == Condition.Counter.Of.SPEND ? moneyDigits : 0,
            whole(counter.min(), counter),
            whole(counter.below(), counter));
    return (facts, position) -> facts.member != null && within.matches(facts, position);
  }

  /** A count reaches 2.5 when it reaches 3, and is below 2.5 when it is below 3. */
  private static @Nullable BigDecimal whole(@Nullable BigDecimal bound, Condition.Counter counter) {
    return bound == null || counter.of() == Condition.Counter.Of.SPEND
        ? bound
        : bound.setScale(0, RoundingMode.CEILING);
  }

  private Matcher aggregate(Condition.Aggregate aggregate, String rule) {
    Matcher of = compile(aggregate.of(), rule);
    Condition.Aggregate.Measure measure = aggregate.measure();
    return measure.amount()
        ? Matcher.within(
            (facts, position) -> Counts.minor(facts, of, measure),
            moneyDigits,
            aggregate.min(),
            aggregate.below())
        : Matcher.within(
            (facts, position) -> Counts.number(facts, of, measure),
            aggregate.min(),
            aggregate.below());
  }

  private Matcher expression(Condition.Expression expression) {
    ExpressionLanguage language = languages.get(expression.language());
    if (language == null) {
      throw new IllegalArgumentException(
          "no expression language " + expression.language() + " was brought");
    }
    ExpressionLanguage.Compiled compiled = language.compile(expression.text());
    return (facts, position) ->
        compiled.holds(Values.of(facts, expression.line() ? position : -1, moneyDigits));
  }
}
