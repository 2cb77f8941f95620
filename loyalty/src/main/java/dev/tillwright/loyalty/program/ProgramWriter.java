package dev.tillwright.loyalty.program;

import dev.tillwright.core.json.JsonOut;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form: fields in one order, every default spelled out that an earlier version
 * spelled out, sets in ascending order, decimals as texts without trailing zeros. The digest is
 * taken of it, so it never changes for what an earlier version could say.
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
          effective(out, program.effective());
          text(out, program.text());
          out.put("base", base -> base(base, program.base()))
              .put(
                  "rounding",
                  rounding ->
                      rounding
                          .put("mode", program.rounding().mode().name())
                          .put("level", program.rounding().level().name()))
              .put("multipliers", program.multipliers().name());
          program.worth().ifPresent(worth -> out.put("worth", to -> worth(to, worth)));
          if (!program.terms().equals(Terms.PLAIN)) {
            out.put("terms", to -> TermsWriter.terms(to, program.terms()));
          }
          program
              .tiers()
              .ifPresent(
                  tiers ->
                      out.put("tiers", to -> TermsWriter.tiers(to, tiers, program.currency())));
          several(out, "rewards", program.rewards(), RewardFormat::write);
          limits(out, program.limits());
          several(out, "budgets", program.budgets(), ProgramWriter::budget);
          several(out, "groups", program.groups(), ProgramWriter::group);
          out.putAll("rules", program.rules(), ProgramWriter::rule);
        });
  }

  private static void worth(JsonOut out, Worth worth) {
    out.put("points", worth.points())
        .put("minor", worth.minor())
        .put("min", worth.min())
        .put("step", worth.step());
    if (worth.hasMax()) {
      out.put("max", worth.max());
    }
    if (worth.isPart()) {
      out.put("percent", worth.percent().toPlainString());
    }
  }

  private static void budget(JsonOut out, Budget budget) {
    out.put("id", budget.id()).put("points", budget.points()).put("cut", budget.cut().name());
  }

  private static void group(JsonOut out, Group group) {
    out.put("id", group.id()).put("pick", group.pick().name()).put("per", group.per().name());
  }

  static void rule(JsonOut out, Rule rule) {
    out.put("id", rule.id())
        .put("status", otherThan(rule.status(), Rule.Status.APPROVED))
        .put("scope", rule.scope().name());
    effective(out, rule.effective());
    out.put("group", rule.group());
    if (rule.priority() != 0) {
      out.put("priority", rule.priority());
    }
    if (!rule.when().equals(Condition.always())) {
      out.put("when", to -> ConditionWriter.write(to, rule.when()));
    }
    Base base = rule.base();
    if (base != null) {
      out.put("base", to -> base(to, base));
    }
    out.putAll("then", rule.then(), ActionWriter::write);
    limits(out, rule.limits());
    out.put("budget", rule.budget());
    text(out, rule.text());
  }

  private static void base(JsonOut out, Base base) {
    out.put("amount", base.amount().name()).putTexts("excludeTenders", base.excludeTenders());
    if (!base.onlyTenders().isEmpty()) {
      out.putTexts("onlyTenders", base.onlyTenders());
    }
  }

  static void effective(JsonOut out, Effective effective) {
    if (!effective.equals(Effective.ALWAYS)) {
      out.put("effective", to -> window(to, effective));
    }
  }

  static void window(JsonOut out, Effective effective) {
    out.put("from", time(effective.from())).put("to", time(effective.to()));
  }

  private static void limits(JsonOut out, List<Limit> limits) {
    several(
        out,
        "limits",
        limits,
        (to, limit) ->
            to.put("per", limit.per().name())
                .put("points", limit.points())
                .put("cut", otherThan(limit.cut(), Limit.Cut.PARTIAL))
                .put("zone", otherThan(limit.zone(), ZoneOf.PROGRAM)));
  }

  private static <T> void several(
      JsonOut out, String name, List<T> values, BiConsumer<JsonOut, T> fields) {
    if (!values.isEmpty()) {
      out.putAll(name, values, fields);
    }
  }

  static void text(JsonOut out, Map<String, String> text) {
    if (!text.isEmpty()) {
      out.put(
          "text", to -> new TreeMap<>(text).forEach((language, words) -> to.put(language, words)));
    }
  }

  private static @Nullable String time(@Nullable LocalDateTime time) {
    return time == null ? null : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
  }

  static @Nullable String plain(@Nullable BigDecimal value) {
    return value == null ? null : value.toPlainString();
  }

  /** The name, unless it is the one that a reader takes when there is none. */
  static <E extends Enum<E>> @Nullable String otherThan(E value, E otherwise) {
    return value == otherwise ? null : value.name();
  }
}
