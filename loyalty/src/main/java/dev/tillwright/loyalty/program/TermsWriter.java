package dev.tillwright.loyalty.program;

import dev.tillwright.core.json.JsonOut;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;

/** The canonical form of the terms of points and of the tiers; what says nothing is left out. */
final class TermsWriter {
  private TermsWriter() {}

  static void terms(JsonOut out, Terms terms) {
    out.put("pending", period(terms.pending()));
    terms
        .expiry()
        .ifPresent(
            expiry ->
                out.put(
                    "expiry",
                    to ->
                        to.put("after", period(expiry.after()))
                            .put("end", expiry.end().name())
                            .put("basis", expiry.basis().name())));
    out.put("hold", terms.hold().map(Duration::toString).orElse(null))
        .put("returns", terms.returns().name())
        .put(
            "giveBack",
            to ->
                to.put("order", terms.giveBack().order().name())
                    .put("expired", terms.giveBack().expired().name()))
        .put("shortfall", to -> shortfall(to, terms.shortfall()))
        .put("offline", to -> offline(to, terms.offline()));
  }

  private static void shortfall(JsonOut out, Terms.Shortfall shortfall) {
    out.put("policy", shortfall.policy().name());
    if (shortfall.policy() == Terms.Missing.CASH) {
      out.put("points", shortfall.points()).put("minor", shortfall.minor());
    }
  }

  private static void offline(JsonOut out, Terms.Offline offline) {
    out.put("policy", offline.policy().name());
    if (offline.policy() == Terms.Honoured.LIMIT) {
      out.put("points", offline.points());
    }
  }

  static void tiers(JsonOut out, TierPlan tiers, Currency currency) {
    int scale = tiers.by() == TierPlan.Measure.SPEND ? currency.getDefaultFractionDigits() : 0;
    out.put("by", tiers.by().name())
        .put(
            "window",
            to -> {
              to.put("type", tiers.window().type().name());
              if (tiers.window().type() == TierPlan.Window.Type.ROLLING) {
                to.put("length", period(tiers.window().length()));
              }
            })
        .put("reached", tiers.reached().name())
        .put("grace", period(tiers.grace()))
        .put("down", tiers.down().name())
        .put("base", tiers.base().isEmpty() ? null : tiers.base())
        .putAll("levels", tiers.levels(), (to, level) -> level(to, level, scale));
  }

  private static void level(JsonOut out, TierPlan.Level level, int scale) {
    out.put("id", level.id()).put("from", BigDecimal.valueOf(level.from(), scale).toPlainString());
    text(out, level.text());
    if (!level.benefits().isEmpty()) {
      out.putAll("benefits", level.benefits(), TermsWriter::text);
    }
  }

  private static void text(JsonOut out, Map<String, String> text) {
    if (!text.isEmpty()) {
      out.put("text", to -> new TreeMap<>(text).forEach(to::put));
    }
  }

  private static String period(Period period) {
    return period.normalized().toString();
  }
}
