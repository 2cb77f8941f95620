package dev.tillwright.loyalty.program;

import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.text.Words;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules, conditions and actions in the words of one language. Immutable. */
public final class Wording {
  private final Words words;

  private Wording(Words words) {
    this.words = words;
  }

  /** The words of this language; English when there are none. */
  public static Wording in(Locale locale) {
    return new Wording(Words.in(locale));
  }

  Words words() {
    return words;
  }

  /** A program's or a rule's own name in this language, or in English; none when it has neither. */
  public Optional<String> name(Map<String, String> text) {
    return Optional.ofNullable(text.get(words.language()))
        .or(() -> Optional.ofNullable(text.get("en")));
  }

  /** What an action does: {@code "2 points per 1.00 GBP"}. */
  public String action(Action action) {
    if (action instanceof Action.EarnPerAmount earn) {
      return words.say(
          earn.full() ? "earn.full" : "earn.amount", words.points(earn.points()), earn.per());
    }
    if (action instanceof Action.EarnFixed earn) {
      return words.say("earn.fixed", words.points(earn.points()));
    }
    if (action instanceof Action.EarnPerUnit earn) {
      return words.say("earn.unit", words.points(earn.points()));
    }
    if (action instanceof Action.Multiply multiply) {
      String factor = multiply.factor().toPlainString();
      boolean named = factor.equals("2") || factor.equals("3");
      return words.say("multiply." + (named ? factor : "other"), factor);
    }
    return words.say("exclude");
  }

  /** When a condition holds: {@code "drinks or snacks"}, {@code "on Tuesday"}. */
  public String condition(Condition condition, Currency currency) {
    if (condition instanceof Condition.All all) {
      return all.of().isEmpty() ? words.say("when.all") : words.both(group(all.of(), currency));
    }
    if (condition instanceof Condition.Any any) {
      return words.either(group(any.of(), currency));
    }
    if (condition instanceof Condition.Not not) {
      return words.say("when.not", condition(not.of(), currency));
    }
    if (condition instanceof Condition.In in) {
      return words.say("when." + in.field().code(), words.either(List.copyOf(in.values())));
    }
    if (condition instanceof Condition.Range range) {
      return range(range, currency);
    }
    return window((Condition.LocalWindow) condition);
  }

  private List<String> group(List<Condition> of, Currency currency) {
    List<String> said = new ArrayList<>();
    for (Condition each : of) {
      boolean nested = each instanceof Condition.All || each instanceof Condition.Any;
      String text = condition(each, currency);
      said.add(nested ? words.say("when.group", text) : text);
    }
    return said;
  }

  private String range(Condition.Range range, Currency currency) {
    String field = words.say("field." + range.field().code());
    BigDecimal min = range.min();
    BigDecimal below = range.below();
    if (min != null && below != null) {
      return words.say(
          "when.between", field, figure(range, min, currency), figure(range, below, currency));
    }
    if (min != null) {
      return words.say("when.min", field, figure(range, min, currency));
    }
    return below == null ? field : words.say("when.below", field, figure(range, below, currency));
  }

  private static String figure(Condition.Range range, BigDecimal value, Currency currency) {
    return range.field().type() == Field.Type.AMOUNT
        ? Money.parse(value.toPlainString(), currency).toString()
        : value.toPlainString();
  }

  private String window(Condition.LocalWindow window) {
    String days = words.either(days(window.days()));
    return window.from().equals(window.to())
        ? words.say("when.day", days)
        : words.say("when.window", days, window.from(), window.to());
  }

  private List<String> days(Set<DayOfWeek> days) {
    return days.stream().map(day -> words.say("day." + day.name())).toList();
  }
}
