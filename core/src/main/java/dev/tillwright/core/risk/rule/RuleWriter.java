package dev.tillwright.core.risk.rule;

import dev.tillwright.core.json.JsonOut;
import java.math.BigDecimal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A set of rules as canonical JSON: sorted where order means nothing, defaults left out. */
final class RuleWriter {
  private final RiskRules set;
  private final int digits;

  private RuleWriter(RiskRules set) {
    this.set = set;
    this.digits = set.grounds().currency().getDefaultFractionDigits();
  }

  static String write(RiskRules set) {
    return JsonOut.object(new RuleWriter(set)::write);
  }

  private void write(JsonOut out) {
    Grounds grounds = set.grounds();
    out.put("schema", 1)
        .put("set", set.name())
        .put("version", set.version())
        .put("status", set.isApproved() ? "APPROVED" : "DRAFT")
        .put("zone", grounds.zone().getId())
        .put("currency", grounds.currency().getCurrencyCode());
    if (!grounds.lists().isEmpty()) {
      out.put("lists", lists -> grounds.lists().forEach(lists::putTexts));
    }
    if (!grounds.countries().isEmpty()) {
      out.put(
          "countries",
          countries ->
              grounds
                  .countries()
                  .forEach(
                      (code, ranges) ->
                          countries.putTexts(
                              code, ranges.stream().map(BinRange::toString).sorted().toList())));
    }
    if (!grounds.staff().isEmpty()) {
      out.put("staff", staff -> new java.util.TreeMap<>(grounds.staff()).forEach(staff::put));
    }
    out.putAll("measures", set.measures(), this::measure);
    out.putAll("rules", set.rules(), this::rule);
  }

  private void measure(JsonOut out, Measure measure) {
    out.put("id", measure.id())
        .putTexts("by", measure.by().stream().map(Enum::name).toList())
        .put("over", measure.over().toString())
        .putTexts("kinds", measure.kinds().stream().map(Enum::name).toList());
    if (!measure.when().equals(Condition.always())) {
      out.put("when", condition(measure.when()));
    }
  }

  private void rule(JsonOut out, RiskRule rule) {
    out.put("id", rule.id()).put("version", rule.version());
    if (rule.status() != RiskRule.Status.APPROVED) {
      out.put("status", rule.status().name());
    }
    out.putTexts("on", rule.on().stream().map(Enum::name).toList())
        .put("when", condition(rule.when()))
        .put(
            "then",
            then -> {
              then.put("outcome", rule.outcome().name());
              if (!rule.ask().isEmpty()) {
                then.putTexts("ask", rule.ask().stream().map(Enum::name).toList());
              }
            })
        .put("text", rule.text());
  }

  private Consumer<JsonOut> condition(Condition condition) {
    return out -> {
      if (condition instanceof Condition.All it) {
        out.put("type", "all").putAll("of", it.of(), (each, of) -> condition(of).accept(each));
      } else if (condition instanceof Condition.Any it) {
        out.put("type", "any").putAll("of", it.of(), (each, of) -> condition(of).accept(each));
      } else if (condition instanceof Condition.Not it) {
        out.put("type", "not").put("of", condition(it.of()));
      } else {
        act(out, condition);
      }
    };
  }

  private void act(JsonOut out, Condition condition) {
    if (condition instanceof Condition.In it) {
      out.put("type", "in").put("field", it.field().code()).put("list", it.list());
      if (it.list() == null) {
        out.putTexts("values", it.values());
      }
    } else if (condition instanceof Condition.Amount it) {
      out.put("type", "amount").put("min", money(it.min())).put("below", money(it.below()));
    } else if (condition instanceof Condition.Discounted it) {
      out.put("type", "discounted").put("percent", it.min().toPlainString());
    } else if (condition instanceof Condition.Within it) {
      out.put("type", "within").put("age", it.age().toString());
    } else if (condition instanceof Condition.Is it) {
      out.put("type", "is").put("trait", it.trait().name());
    } else if (condition instanceof Condition.Hours it) {
      out.put("type", "hours")
          .putTexts("days", it.days().stream().map(Enum::name).toList())
          .put("from", it.from().toString())
          .put("to", it.to().toString());
    } else if (condition instanceof Condition.Issuer it) {
      out.put("type", "issuer").put("list", it.list());
      if (it.list() == null) {
        out.putTexts("ranges", it.ranges().stream().map(BinRange::toString).sorted().toList());
      }
    } else if (condition instanceof Condition.Country it) {
      out.put("type", "country").putTexts("in", it.countries());
    } else {
      before(out, condition);
    }
  }

  private void before(JsonOut out, Condition condition) {
    if (condition instanceof Condition.Count it) {
      out.put("type", "count").put("measure", it.measure()).put("atLeast", it.atLeast());
    } else if (condition instanceof Condition.Sum it) {
      out.put("type", "sum").put("measure", it.measure()).put("atLeast", money(it.atLeast()));
    } else if (condition instanceof Condition.Ratio it) {
      out.put("type", "ratio")
          .put("of", it.of())
          .put("to", it.to())
          .put("percent", it.percent().toPlainString());
    } else {
      out.put("type", "ownAccount");
    }
  }

  private @Nullable String money(@Nullable Long minor) {
    return minor == null ? null : BigDecimal.valueOf(minor, digits).toPlainString();
  }
}
