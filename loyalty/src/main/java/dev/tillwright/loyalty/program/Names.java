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
          "text",
          "base",
          "rounding",
          "multipliers",
          "worth",
          "terms",
          "tiers",
          "limits",
          "rules");
  static final List<String> BASE = List.of("amount", "excludeTenders");
  static final List<String> ROUNDING = List.of("mode", "level");
  static final List<String> WORTH = List.of("points", "minor", "min", "step");
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
  static final List<String> LIMIT = List.of("per", "points");
  static final List<String> RULE =
      List.of("id", "scope", "effective", "when", "then", "limits", "text");
  static final List<String> EFFECTIVE = List.of("from", "to");

  /** Conditions by type. */
  static final Map<String, List<String>> CONDITIONS =
      Map.of(
          "all", List.of("type", "of"),
          "any", List.of("type", "of"),
          "not", List.of("type", "of"),
          "in", List.of("type", "field", "values"),
          "range", List.of("type", "field", "min", "below"),
          "localWindow", List.of("type", "days", "from", "to"));

  /** Actions by type. */
  static final Map<String, List<String>> ACTIONS =
      Map.of(
          "earnPerAmount", List.of("type", "points", "per", "full"),
          "earnFixed", List.of("type", "points"),
          "earnPerUnit", List.of("type", "points"),
          "multiply", List.of("type", "factor", "of"),
          "exclude", List.of("type"));

  private Names() {}

  /** For messages: the names, in alphabetical order. */
  static String oneOf(Set<String> names) {
    return "one of " + String.join(", ", new TreeSet<>(names)) + " was expected";
  }
}
