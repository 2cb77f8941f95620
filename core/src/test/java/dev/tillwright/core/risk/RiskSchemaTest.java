package dev.tillwright.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.risk.rule.RiskRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Row C3: the published schema and the parser take and refuse the same. */
class RiskSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final JsonNode schema =
      read(RiskRulesTest.text("/dev/tillwright/core/risk/rule/risk.schema.json"));

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void theShopsSet_fitsTheSchema_andSoDoesItsCanonicalText() {
    assertThat(fits(schema, read(RiskRulesTest.SHOP))).isTrue();
    assertThat(fits(schema, read(RiskRules.parse(RiskRulesTest.SHOP).toJson()))).isTrue();
  }

  @Test
  void aFieldTooMany_orOneTooFew_anywhere_isRefusedByBoth() {
    int tried = 0;
    for (List<String> place : objects(read(RiskRulesTest.SHOP), new ArrayList<>())) {
      ObjectNode whole = (ObjectNode) read(RiskRulesTest.SHOP);
      ObjectNode object = (ObjectNode) at(whole, place);
      if (List.of("lists", "countries", "staff").contains(place.isEmpty() ? "" : place.get(0))) {
        continue; // whose names are the author's
      }
      object.put("zzz", 1);
      assertThat(fits(schema, whole)).as("schema, one more at %s", place).isFalse();
      assertThat(parses(whole)).as("parser, one more at %s", place).isFalse();
      object.remove("zzz");
      for (String name : names(object)) {
        JsonNode was = object.remove(name);
        boolean fits = fits(schema, whole);
        // What only the parser knows: names that point nowhere without what was left out.
        if (!fits || !parses(whole)) {
          assertThat(parses(whole)).as("parser, without %s at %s", name, place).isFalse();
        }
        if (!fits) {
          tried++;
        }
        object.set(name, was);
      }
    }
    assertThat(tried).isGreaterThan(200);
  }

  @Test
  void everyType_isInTheSchema_andUsedByTheShop() {
    Set<String> published = new HashSet<>();
    schema
        .get("$defs")
        .get("condition")
        .get("oneOf")
        .forEach(it -> published.add(it.get("$ref").asText().replace("#/$defs/when.", "")));
    Set<String> used = new HashSet<>();
    for (List<String> place : objects(read(RiskRulesTest.SHOP), new ArrayList<>())) {
      JsonNode object = at(read(RiskRulesTest.SHOP), place);
      if (object.has("type")) {
        used.add(object.get("type").asText());
      }
    }
    used.add("within"); // which has a test of its own
    assertThat(published).isEqualTo(used);
  }

  private static boolean parses(JsonNode set) {
    try {
      RiskRules.parse(set.toString());
      return true;
    } catch (JsonException e) {
      return false;
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<List<String>> objects(JsonNode node, List<String> place) {
    List<List<String>> found = new ArrayList<>();
    if (node.isObject()) {
      found.add(List.copyOf(place));
    }
    List<String> names = new ArrayList<>(names(node));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      names.add(Integer.toString(i));
    }
    for (String name : names) {
      List<String> inner = new ArrayList<>(place);
      inner.add(name);
      found.addAll(
          objects(node.isArray() ? node.get(Integer.parseInt(name)) : node.get(name), inner));
    }
    return found;
  }

  private static JsonNode at(JsonNode node, List<String> place) {
    JsonNode found = node;
    for (String name : place) {
      found = found.isArray() ? found.get(Integer.parseInt(name)) : found.get(name);
    }
    return found;
  }

  /** As much of JSON Schema 2020-12 as the file uses. */
  private boolean fits(JsonNode rule, JsonNode value) {
    if (rule.has("$ref")) {
      JsonNode found = schema;
      for (String part : rule.get("$ref").asText().substring(2).split("/")) {
        found = found.get(part);
      }
      return fits(found, value);
    }
    return typeFits(rule, value)
        && (!rule.has("const") || rule.get("const").equals(value))
        && (!rule.has("enum") || has(rule.get("enum"), value))
        && (!rule.has("oneOf") || count(rule.get("oneOf"), value) == 1)
        && (!rule.has("anyOf") || count(rule.get("anyOf"), value) > 0)
        && (!value.isTextual() || textFits(rule, value.asText()))
        && (!value.isNumber() || numberFits(rule, value))
        && (!value.isArray() || arrayFits(rule, value))
        && (!value.isObject() || objectFits(rule, value));
  }

  private static boolean typeFits(JsonNode rule, JsonNode value) {
    return switch (rule.path("type").asText("")) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      default -> true;
    };
  }

  private static boolean has(JsonNode among, JsonNode value) {
    for (JsonNode each : among) {
      if (each.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private long count(JsonNode rules, JsonNode value) {
    long fitting = 0;
    for (JsonNode each : rules) {
      fitting += fits(each, value) ? 1 : 0;
    }
    return fitting;
  }

  private static boolean textFits(JsonNode rule, String text) {
    return (!rule.has("pattern") || text.matches(rule.get("pattern").asText()))
        && text.length() >= rule.path("minLength").asInt(0)
        && text.length() <= rule.path("maxLength").asInt(Integer.MAX_VALUE);
  }

  private static boolean numberFits(JsonNode rule, JsonNode value) {
    return (!rule.has("minimum") || value.asLong() >= rule.get("minimum").asLong())
        && (!rule.has("maximum") || value.asLong() <= rule.get("maximum").asLong());
  }

  private boolean arrayFits(JsonNode rule, JsonNode value) {
    boolean items = true;
    Set<JsonNode> distinct = new HashSet<>();
    for (JsonNode each : value) {
      items &= !rule.has("items") || fits(rule.get("items"), each);
      distinct.add(each);
    }
    return items
        && value.size() >= rule.path("minItems").asInt(0)
        && value.size() <= rule.path("maxItems").asInt(Integer.MAX_VALUE)
        && (!rule.path("uniqueItems").asBoolean() || distinct.size() == value.size());
  }

  private boolean objectFits(JsonNode rule, JsonNode value) {
    for (JsonNode name : rule.path("required")) {
      if (!value.has(name.asText())) {
        return false;
      }
    }
    JsonNode more = rule.path("additionalProperties");
    for (String name : names(value)) {
      JsonNode property = rule.path("properties").path(name);
      boolean fits =
          !property.isMissingNode()
              ? fits(property, value.get(name))
              : more.isObject()
                  ? fits(more, value.get(name))
                  : more.isMissingNode() || more.asBoolean();
      if (!fits || rule.has("propertyNames") && !textFits(rule.get("propertyNames"), name)) {
        return false;
      }
    }
    return true;
  }
}
