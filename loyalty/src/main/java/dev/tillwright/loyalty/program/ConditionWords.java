package dev.tillwright.loyalty.program;

import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.text.Words;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When conditions hold, in words. */
final class ConditionWords {
  private final Words words;
  private final Currency currency;

  ConditionWords(Words words, Currency currency) {
    this.words = words;
    this.currency = currency;
  }

  String condition(Condition condition) {
    if (condition instanceof Condition.All all) {
      return all.of().isEmpty() ? words.say("when.all") : words.both(group(all.of()));
    }
    if (condition instanceof Condition.Any any) {
      return words.either(group(any.of()));
    }
    if (condition instanceof Condition.Not not) {
      return words.say("when.not", condition(not.of()));
    }
    if (condition instanceof Condition.In in) {
      List<String> values = List.copyOf(in.values());
      return words.say(
          "when." + in.field().code(),
          words.either(in.field() == Field.TENDER ? tenders(values) : values));
    }
    if (condition instanceof Condition.Range range) {
      return bounds(
          words.say("field." + range.field().code()),
          range.min(),
          range.below(),
          range.field().type() == Field.Type.AMOUNT);
    }
    return sums(condition);
  }

  private List<String> group(List<Condition> of) {
    List<String> said = new ArrayList<>();
    for (Condition each : of) {
      boolean nested = each instanceof Condition.All || each instanceof Condition.Any;
      String text = condition(each);
      said.add(nested ? words.say("when.group", text) : text);
    }
    return said;
  }

  private String sums(Condition condition) {
    if (condition instanceof Condition.Counter counter) {
      String rule =
          switch (counter.rule()) {
            case "this", "program" -> words.say("rule." + counter.rule());
            default -> words.say("rule.other", counter.rule());
          };
      String period = words.say("period." + counter.period());
      return zoned(
          counter.zone(),
          bounds(
              words.say("count." + counter.of(), rule, period),
              counter.min(),
              counter.below(),
              counter.of() == Condition.Counter.Of.SPEND));
    }
    if (condition instanceof Condition.Aggregate aggregate) {
      String goods =
          aggregate.of().equals(Condition.always())
              ? words.say("sum.all")
              : condition(aggregate.of());
      return bounds(
          words.say("sum." + aggregate.measure(), goods),
          aggregate.min(),
          aggregate.below(),
          aggregate.measure().amount());
    }
    if (condition instanceof Condition.Paid paid) {
      String kinds = words.either(tenders(List.copyOf(paid.kinds())));
      return paid.min() == null && paid.below() == null
          ? words.say("when.tender", kinds)
          : bounds(words.say("field.tender", kinds), paid.min(), paid.below(), true);
    }
    if (condition instanceof Condition.Expression expression) {
      return words.say("when.expression", expression.text());
    }
    if (condition instanceof Condition.Member) {
      return words.say("when.member");
    }
    if (condition instanceof Condition.FirstPurchase) {
      return words.say("when.first");
    }
    return condition instanceof Condition.LinkedReturn ? words.say("when.return") : time(condition);
  }

  List<String> tenders(List<String> kinds) {
    return kinds.stream().map(kind -> words.find("tender." + kind).orElse(kind)).toList();
  }

  private String bounds(
      String what, @Nullable BigDecimal min, @Nullable BigDecimal below, boolean amount) {
    if (min != null && below != null) {
      return words.say("when.between", what, figure(min, amount), figure(below, amount));
    }
    if (min != null) {
      return words.say("when.min", what, figure(min, amount));
    }
    return below == null ? what : words.say("when.below", what, figure(below, amount));
  }

  private String figure(BigDecimal value, boolean amount) {
    return amount ? Money.parse(value.toPlainString(), currency).toString() : value.toPlainString();
  }

  private String time(Condition condition) {
    if (condition instanceof Condition.DateWindow window) {
      return zoned(window.zone(), dates(window.effective()));
    }
    if (condition instanceof Condition.DayOfYear day) {
      return zoned(day.zone(), words.say("when.year", day(day.from()), day(day.to())));
    }
    if (condition instanceof Condition.Birthday birthday) {
      boolean alone = birthday.before() == 0 && birthday.after() == 0;
      return zoned(
          birthday.zone(),
          alone
              ? words.say("when.birthday")
              : words.say("when.birthday.around", birthday.before(), birthday.after()));
    }
    Condition.LocalWindow window = (Condition.LocalWindow) condition;
    String days = words.either(days(window.days()));
    return zoned(
        window.zone(),
        window.from().equals(window.to())
            ? words.say("when.day", days)
            : words.say("when.window", days, window.from(), window.to()));
  }

  String dates(Effective effective) {
    LocalDateTime from = effective.from();
    LocalDateTime to = effective.to();
    if (from != null && to != null) {
      return words.say("when.dates", time(from), time(to));
    }
    return from != null
        ? words.say("when.from", time(from))
        : to == null ? "" : words.say("when.to", time(to));
  }

  private String zoned(ZoneOf zone, String said) {
    return zone == ZoneOf.PROGRAM ? said : words.say("zone." + zone, said);
  }

  private List<String> days(Set<DayOfWeek> days) {
    return days.stream().map(day -> words.say("day." + day.name())).toList();
  }

  private static String day(MonthDay day) {
    return day.toString().substring(2);
  }

  static String time(LocalDateTime time) {
    boolean midnight = time.toLocalTime().equals(LocalTime.MIDNIGHT);
    return midnight ? time.toLocalDate().toString() : time.toString().replace('T', ' ');
  }
}
