package dev.tillwright.loyalty.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.loyalty.Programs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Row E1: the published schema and the parser know the same fields. */
class SchemaTest {
  private final JsonIn schema =
      JsonIn.parse(Programs.text("/dev/tillwright/loyalty/program/program.schema.json"));

  @Test
  void schemaAndParser_knowTheSameFields() {
    Map<String, List<String>> parser = new TreeMap<>();
    parser.put("base", Names.BASE);
    parser.put("rounding", Names.ROUNDING);
    parser.put("worth", Names.WORTH);
    parser.put("reward", Names.REWARD);
    parser.put("terms", Names.TERMS);
    parser.put("expiry", Names.EXPIRY);
    parser.put("giveBack", Names.GIVE_BACK);
    parser.put("shortfall", Names.SHORTFALL);
    parser.put("offline", Names.OFFLINE);
    parser.put("tiers", Names.TIERS);
    parser.put("window", Names.WINDOW);
    parser.put("level", Names.LEVEL);
    parser.put("benefit", Names.BENEFIT);
    parser.put("limit", Names.LIMIT);
    parser.put("budget", Names.BUDGET);
    parser.put("group", Names.GROUP);
    parser.put("step", Names.STEP);
    parser.put("rule", Names.RULE);
    parser.put("effective", Names.EFFECTIVE);
    Names.CONDITIONS.forEach((type, fields) -> parser.put("when." + type, fields));
    Names.ACTIONS.forEach((type, fields) -> parser.put("then." + type, fields));

    JsonIn definitions = schema.object("$defs");
    Map<String, List<String>> published = new TreeMap<>();
    for (String name : definitions.names()) {
      JsonIn definition = definitions.object(name);
      if (definition.has("properties")) {
        assertThat(definition.truth("additionalProperties")).as(name).isFalse();
        published.put(name, definition.object("properties").names());
      }
    }
    assertThat(published.keySet()).isEqualTo(parser.keySet());
    parser.forEach(
        (name, fields) ->
            assertThat(published.get(name)).as(name).containsExactlyInAnyOrderElementsOf(fields));
    assertThat(schema.object("properties").names())
        .containsExactlyInAnyOrderElementsOf(Names.PROGRAM);
  }

  @Test
  void schema_listsEveryTypeAndField() {
    JsonIn definitions = schema.object("$defs");
    assertThat(definitions.object("condition").objects("oneOf"))
        .extracting(each -> each.text("$ref").replace("#/$defs/when.", ""))
        .containsExactlyInAnyOrderElementsOf(Names.CONDITIONS.keySet());
    assertThat(definitions.object("action").objects("oneOf"))
        .extracting(each -> each.text("$ref").replace("#/$defs/then.", ""))
        .containsExactlyInAnyOrderElementsOf(Names.ACTIONS.keySet());
    for (Field field : Field.values()) {
      String of = field.holdsText() ? "when.in" : "when.range";
      assertThat(definitions.object(of).object("properties").object("field").texts("enum"))
          .contains(field.code());
    }
  }
}
