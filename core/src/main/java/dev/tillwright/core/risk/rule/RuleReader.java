package dev.tillwright.core.risk.rule;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.risk.act.ActKind;
import dev.tillwright.core.sale.Verification;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A set of rules from JSON, each error with its pointer. */
final class RuleReader {
  private RuleReader() {}

  static RiskRules parse(String json) {
    JsonIn in = JsonIn.parse(json);
    Spot spot =
        new Spot(
            in,
            "$schema",
            "schema",
            "set",
            "version",
            "status",
            "zone",
            "currency",
            "lists",
            "countries",
            "staff",
            "measures",
            "rules");
    in.optionalText("$schema");
    if (in.number("schema") != 1) {
      throw in.wrong("schema", "1 was expected");
    }
    Currency currency =
        spot.read("currency", Currency::getInstance, "a currency of ISO 4217 was expected");
    if (currency.getDefaultFractionDigits() < 0) {
      throw in.wrong("currency", "the currency has no minor unit");
    }
    RiskRulesBuilder set =
        new RiskRulesBuilder(
            spot.id("set"),
            spot.version("version"),
            spot.read("zone", ZoneId::of, "a zone such as Europe/London was expected"),
            currency);
    RiskRule.Status status = spot.choice("status", RiskRule.Status.class);
    if (status == RiskRule.Status.APPROVED) {
      set.approved();
    } else if (status == RiskRule.Status.RETIRED) {
      throw in.wrong("status", "APPROVED or DRAFT was expected");
    }
    names(in, set);
    ConditionReader conditions = new ConditionReader(currency.getDefaultFractionDigits());
    parts(in, "measures", true, part -> set.measure(measure(part, conditions)));
    parts(in, "rules", false, part -> set.rule(rule(part, conditions)));
    RiskRules read = spot.fitting("countries", () -> new RiskRules(set));
    RuleReferences references = new RuleReferences(read);
    for (ConditionReader.Placed each : conditions.leaves()) {
      references
          .problem(each.leaf())
          .ifPresent(
              it -> {
                throw each.where().wrong(it.field(), it.what());
              });
    }
    return read;
  }

  private static void parts(
      JsonIn in, String name, boolean mayBeNone, java.util.function.Consumer<JsonIn> read) {
    List<JsonIn> parts = in.objects(name);
    if (parts.size() > RiskRules.MOST || parts.isEmpty() && !mayBeNone) {
      throw in.wrong(name, (mayBeNone ? 0 : 1) + " to " + RiskRules.MOST + " were expected");
    }
    Set<String> ids = new HashSet<>();
    for (JsonIn part : parts) {
      read.accept(part);
      if (!ids.add(part.text("id"))) {
        throw part.wrong("id", "stands twice");
      }
    }
  }

  private static void names(JsonIn in, RiskRulesBuilder set) {
    in.optionalObject("lists")
        .ifPresent(
            lists -> {
              for (String name : lists.names()) {
                Spot spot = new Spot(lists, lists.names().toArray(String[]::new));
                Set<String> values = spot.distinct(name);
                spot.fitting(name, () -> set.list(name, values));
              }
            });
    in.optionalObject("countries")
        .ifPresent(
            countries -> {
              for (String name : countries.names()) {
                Spot spot = new Spot(countries, countries.names().toArray(String[]::new));
                Set<String> ranges = spot.distinct(name);
                spot.fitting(
                    name, () -> set.country(name, ranges.stream().map(BinRange::parse).toList()));
              }
            });
    in.optionalObject("staff")
        .ifPresent(
            staff -> {
              for (String name : staff.names()) {
                Spot spot = new Spot(staff, staff.names().toArray(String[]::new));
                String member = staff.text(name);
                spot.fitting(name, () -> set.staff(name, member));
              }
            });
  }

  private static Measure measure(JsonIn in, ConditionReader conditions) {
    Spot spot = new Spot(in, "id", "by", "over", "kinds", "when");
    String id = spot.id("id");
    Set<Dimension> by = spot.choices("by", Dimension.class);
    Duration over = spot.read("over", Duration::parse, "a time such as PT1H was expected");
    Set<ActKind> kinds = spot.choices("kinds", ActKind.class);
    Condition when = in.optionalObject("when").map(conditions::read).orElseGet(Condition::always);
    if (when.leaves().anyMatch(Condition::looksBack)) {
      throw in.wrong("when", "a measure does not count by other measures");
    }
    return spot.fitting("over", () -> new Measure(id, by, over, kinds, when));
  }

  private static RiskRule rule(JsonIn in, ConditionReader conditions) {
    Spot spot = new Spot(in, "id", "version", "status", "on", "when", "then", "text");
    String id = spot.id("id");
    int version = spot.version("version");
    RiskRule.Status status = spot.choice("status", RiskRule.Status.class, RiskRule.Status.APPROVED);
    Set<ActKind> on = spot.choices("on", ActKind.class);
    if (!on.stream().allMatch(ActKind::isDecided)) {
      throw in.wrong("on", "TENDER, REFUND, CANCEL or DRAWER was expected");
    }
    Condition when = conditions.read(in.object("when"));
    Spot then = new Spot(in.object("then"), "outcome", "ask");
    RuleOutcome outcome = then.choice("outcome", RuleOutcome.class);
    boolean asks = outcome == RuleOutcome.STEP_UP;
    if (asks != then.json().has("ask")) {
      throw then.wrong("ask", "a step-up asks for something, and nothing else does");
    }
    Set<Verification> ask = asks ? then.choices("ask", Verification.class) : Set.of();
    String text = in.text("text");
    return spot.fitting(
        "text", () -> new RiskRule(id, version, status, on, when, outcome, ask, text));
  }
}
