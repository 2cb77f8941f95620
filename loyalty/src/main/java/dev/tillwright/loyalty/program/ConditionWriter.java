package dev.tillwright.loyalty.program;

import static dev.tillwright.loyalty.program.ProgramWriter.otherThan;
import static dev.tillwright.loyalty.program.ProgramWriter.plain;

import dev.tillwright.core.json.JsonOut;
import java.time.DayOfWeek;
import java.time.MonthDay;

/** Conditions in the canonical form. */
final class ConditionWriter {
  private ConditionWriter() {}

  static void write(JsonOut out, Condition condition) {
    if (condition instanceof Condition.All all) {
      out.put("type", "all").putAll("of", all.of(), ConditionWriter::write);
    } else if (condition instanceof Condition.Any any) {
      out.put("type", "any").putAll("of", any.of(), ConditionWriter::write);
    } else if (condition instanceof Condition.Not not) {
      out.put("type", "not").put("of", to -> write(to, not.of()));
    } else if (condition instanceof Condition.In in) {
      out.put("type", "in").put("field", in.field().code()).putTexts("values", in.values());
    } else if (condition instanceof Condition.Range range) {
      out.put("type", "range")
          .put("field", range.field().code())
          .put("min", plain(range.min()))
          .put("below", plain(range.below()));
    } else {
      other(out, condition);
    }
  }

  private static void other(JsonOut out, Condition condition) {
    if (condition instanceof Condition.Counter counter) {
      boolean ofRule =
          counter.of() == Condition.Counter.Of.AWARDS
              || counter.of() == Condition.Counter.Of.POINTS;
      out.put("type", "counter")
          .put("of", counter.of().name())
          .put("rule", ofRule ? counter.rule() : null)
          .put("period", counter.period().name())
          .put("zone", otherThan(counter.zone(), ZoneOf.PROGRAM))
          .put("min", plain(counter.min()))
          .put("below", plain(counter.below()));
    } else if (condition instanceof Condition.Aggregate aggregate) {
      out.put("type", "aggregate");
      if (!aggregate.of().equals(Condition.always())) {
        out.put("of", to -> write(to, aggregate.of()));
      }
      out.put("measure", aggregate.measure().name())
          .put("min", plain(aggregate.min()))
          .put("below", plain(aggregate.below()));
    } else if (condition instanceof Condition.Paid paid) {
      out.put("type", "tender")
          .putTexts("kinds", paid.kinds())
          .put("min", plain(paid.min()))
          .put("below", plain(paid.below()));
    } else if (condition instanceof Condition.Expression expression) {
      out.put("type", "expression")
          .put("language", expression.language())
          .put("text", expression.text())
          .put("line", expression.line());
    } else if (condition instanceof Condition.Member) {
      out.put("type", "member");
    } else if (condition instanceof Condition.FirstPurchase) {
      out.put("type", "firstPurchase");
    } else if (condition instanceof Condition.LinkedReturn) {
      out.put("type", "linkedReturn");
    } else {
      time(out, condition);
    }
  }

  private static void time(JsonOut out, Condition condition) {
    if (condition instanceof Condition.DateWindow window) {
      out.put("type", "dateWindow");
      ProgramWriter.window(out, window.effective());
      out.put("zone", otherThan(window.zone(), ZoneOf.PROGRAM));
    } else if (condition instanceof Condition.DayOfYear day) {
      out.put("type", "localDayOfYear")
          .put("from", text(day.from()))
          .put("to", text(day.to()))
          .put("leap", day.leap().name())
          .put("zone", otherThan(day.zone(), ZoneOf.PROGRAM));
    } else if (condition instanceof Condition.Birthday birthday) {
      out.put("type", "birthday")
          .put("before", birthday.before())
          .put("after", birthday.after())
          .put("leap", birthday.leap().name())
          .put("zone", otherThan(birthday.zone(), ZoneOf.PROGRAM));
    } else if (condition instanceof Condition.LocalWindow window) {
      out.put("type", "localWindow")
          .putTexts("days", window.days().stream().map(ConditionWriter::day).toList())
          .put("from", window.from().toString())
          .put("to", window.to().toString())
          .put("zone", otherThan(window.zone(), ZoneOf.PROGRAM));
    }
  }

  private static String day(DayOfWeek day) {
    return day.name().substring(0, 3);
  }

  private static String text(MonthDay day) {
    return day.toString().substring(2);
  }
}
