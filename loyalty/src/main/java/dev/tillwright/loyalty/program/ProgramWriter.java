package dev.tillwright.loyalty.program;

import dev.tillwright.core.json.JsonOut;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form: fields in one order, every default spelled out, sets in ascending order,
 * decimals as texts without trailing zeros. The digest is taken of it, so it never changes for what
 * an earlier version could say.
 */
final class ProgramWriter {
  private ProgramWriter() {}

  static String write(Program.Parts program) {
    return JsonOut.object(
        out -> {
          out.put("schema", 1)
              .put("program", program.id())
              .put("version", program.version())
              .put("zone", program.zone().getId())
              .put("currency", program.currency().getCurrencyCode());
          text(out, program.text());
          out.put(
                  "base",
                  base ->
                      base.put("amount", program.base().amount().name())
                          .putTexts("excludeTenders", program.base().excludeTenders()))
              .put(
                  "rounding",
                  rounding ->
                      rounding
                          .put("mode", program.rounding().mode().name())
                          .put("level", program.rounding().level().name()))
              .put("multipliers", program.multipliers().name());
          program
              .worth()
              .ifPresent(
                  worth ->
                      out.put(
                          "worth",
                          to ->
                              to.put("points", worth.points())
                                  .put("minor", worth.minor())
                                  .put("min", worth.min())
                                  .put("step", worth.step())));
          if (!program.terms().equals(Terms.PLAIN)) {
            out.put("terms", to -> TermsWriter.terms(to, program.terms()));
          }
          program
              .tiers()
              .ifPresent(
                  tiers ->
                      out.put("tiers", to -> TermsWriter.tiers(to, tiers, program.currency())));
          limits(out, program.limits());
          out.putAll("rules", program.rules(), ProgramWriter::rule);
        });
  }

  private static void rule(JsonOut out, Rule rule) {
    out.put("id", rule.id()).put("scope", rule.scope().name());
    if (!rule.effective().equals(Rule.Effective.ALWAYS)) {
      out.put(
          "effective",
          to ->
              to.put("from", time(rule.effective().from())).put("to", time(rule.effective().to())));
    }
    if (!rule.when().equals(Condition.always())) {
      out.put("when", to -> condition(to, rule.when()));
    }
    out.putAll("then", rule.then(), ProgramWriter::action);
    limits(out, rule.limits());
    text(out, rule.text());
  }

  private static void condition(JsonOut out, Condition condition) {
    if (condition instanceof Condition.All all) {
      out.put("type", "all").putAll("of", all.of(), ProgramWriter::condition);
    } else if (condition instanceof Condition.Any any) {
      out.put("type", "any").putAll("of", any.of(), ProgramWriter::condition);
    } else if (condition instanceof Condition.Not not) {
      out.put("type", "not").put("of", to -> condition(to, not.of()));
    } else if (condition instanceof Condition.In in) {
      out.put("type", "in").put("field", in.field().code()).putTexts("values", in.values());
    } else if (condition instanceof Condition.Range range) {
      out.put("type", "range")
          .put("field", range.field().code())
          .put("min", plain(range.min()))
          .put("below", plain(range.below()));
    } else {
      Condition.LocalWindow window = (Condition.LocalWindow) condition;
      out.put("type", "localWindow")
          .putTexts("days", window.days().stream().map(ProgramWriter::day).toList())
          .put("from", window.from().toString())
          .put("to", window.to().toString());
    }
  }

  private static void action(JsonOut out, Action action) {
    if (action instanceof Action.EarnPerAmount earn) {
      out.put("type", "earnPerAmount")
          .put("points", plain(earn.points()))
          .put("per", earn.per().decimal())
          .put("full", earn.full());
    } else if (action instanceof Action.EarnFixed earn) {
      out.put("type", "earnFixed").put("points", earn.points());
    } else if (action instanceof Action.EarnPerUnit earn) {
      out.put("type", "earnPerUnit").put("points", plain(earn.points()));
    } else if (action instanceof Action.Multiply multiply) {
      out.put("type", "multiply").put("factor", plain(multiply.factor()));
      if (!multiply.of().isEmpty()) {
        out.putTexts("of", multiply.of());
      }
    } else {
      out.put("type", "exclude");
    }
  }

  private static void limits(JsonOut out, List<Limit> limits) {
    if (!limits.isEmpty()) {
      out.putAll(
          "limits",
          limits,
          (to, limit) -> to.put("per", limit.per().name()).put("points", limit.points()));
    }
  }

  private static void text(JsonOut out, Map<String, String> text) {
    if (!text.isEmpty()) {
      out.put(
          "text", to -> new TreeMap<>(text).forEach((language, words) -> to.put(language, words)));
    }
  }

  private static String day(DayOfWeek day) {
    return day.name().substring(0, 3);
  }

  private static @Nullable String time(@Nullable LocalDateTime time) {
    return time == null ? null : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
  }

  private static @Nullable String plain(@Nullable BigDecimal value) {
    return value == null ? null : value.toPlainString();
  }
}
