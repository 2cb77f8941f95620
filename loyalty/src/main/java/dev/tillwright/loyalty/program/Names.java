package dev.tillwright.loyalty.program;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The field names of the JSON format, in one place for reader, writer and the schema's test. */
final class Names {
  static final List<String> PROGRAM =
      List.of(
          "$schema",
          "schema",
          "program",
          "version",
          "zone",
          "currency",
          "effective",
          "text",
          "base",
          "rounding",
          "multipliers",
          "worth",
          "terms",
          "tiers",
          "rewards",
          "limits",
          "budgets",
          "groups",
          "rules");
  static final List<String> BASE = List.of("amount", "excludeTenders", "onlyTenders");
  static final List<String> ROUNDING = List.of("mode", "level");
  static final List<String> WORTH = List.of("points", "minor", "min", "step", "max", "percent");
  static final List<String> REWARD =
      List.of("id", "points", "effective", "tiers", "stock", "each", "days", "text");
  static final List<String> TERMS =
      List.of("pending", "expiry", "hold", "returns", "giveBack", "shortfall", "offline");
  static final List<String> EXPIRY = List.of("after", "end", "basis");
  static final List<String> GIVE_BACK = List.of("order", "expired");
  static final List<String> SHORTFALL = List.of("policy", "points", "minor");
  static final List<String> OFFLINE = List.of("policy", "points");
  static final List<String> TIERS =
      List.of("by", "window", "reached", "grace", "down", "base", "levels");
  static final List<String> WINDOW = List.of("type", "length");
  static final List<String> LEVEL = List.of("id", "from", "text", "benefits");
  static final List<String> BENEFIT = List.of("text");
  static final List<String> LIMIT = List.of("per", "points", "cut", "zone");
  static final List<String> BUDGET = List.of("id", "points", "cut");
  static final List<String> GROUP = List.of("id", "pick", "per");
  static final List<String> RULE =
      List.of(
          "id",
          "status",
          "scope",
          "effective",
          "group",
          "priority",
          "when",
          "base",
          "then",
          "limits",
          "budget",
          "text");
  static final List<String> EFFECTIVE = List.of("from", "to");
  static final List<String> STEP = List.of("from", "points");

  /** Conditions by type. */
  static final Map<String, List<String>> CONDITIONS =
      Map.ofEntries(
          Map.entry("all", List.of("type", "of")),
          Map.entry("any", List.of("type", "of")),
          Map.entry("not", List.of("type", "of")),
          Map.entry("in", List.of("type", "field", "values")),
          Map.entry("range", List.of("type", "field", "min", "below")),
          Map.entry("localWindow", List.of("type", "days", "from", "to", "zone")),
          Map.entry("dateWindow", List.of("type", "from", "to", "zone")),
          Map.entry("localDayOfYear", List.of("type", "from", "to", "leap", "zone")),
          Map.entry("birthday", List.of("type", "before", "after", "leap", "zone")),
          Map.entry("counter", List.of("type", "of", "rule", "period", "zone", "min", "below")),
          Map.entry("aggregate", List.of("type", "of", "measure", "min", "below")),
          Map.entry("tender", List.of("type", "kinds", "min", "below")),
          Map.entry("member", List.of("type")),
          Map.entry("firstPurchase", List.of("type")),
          Map.entry("linkedReturn", List.of("type")),
          Map.entry("expression", List.of("type", "language", "text", "line")));

  /** Actions by type. */
  static final Map<String, List<String>> ACTIONS =
      Map.ofEntries(
          Map.entry("earnPerAmount", List.of("type", "points", "per", "full")),
          Map.entry("earnFixed", List.of("type", "points")),
          Map.entry("earnPerUnit", List.of("type", "points", "most")),
          Map.entry("earnSteps", List.of("type", "by", "steps")),
          Map.entry("multiply", List.of("type", "factor", "of")),
          Map.entry("tierBonus", List.of("type", "factors", "of")),
          Map.entry("exclude", List.of("type", "from")),
          Map.entry("discountLine", List.of("type", "percent", "amount")),
          Map.entry("discountBasket", List.of("type", "percent", "amount")),
          Map.entry("freeUnit", List.of("type", "buy", "free", "percent", "most")),
          Map.entry("issueCoupon", List.of("type", "coupon", "days")),
          Map.entry("issueVoucher", List.of("type", "amount", "days")),
          Map.entry("review", List.of("type", "reason")));

  private Names() {}

  /** For messages: the names, in alphabetical order. */
  static String oneOf(Set<String> names) {
    return "one of " + String.join(", ", new TreeSet<>(names)) + " was expected";
  }
}
