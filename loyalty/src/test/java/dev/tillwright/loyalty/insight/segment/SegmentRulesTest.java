package dev.tillwright.loyalty.insight.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.insight.segment.SegmentFinding.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Row E14: rules of segments as data. */
class SegmentRulesTest {
  private static final String HOUSE = Programs.text("/insight/house-segments.json");

  private static SegmentRules with(String segments) {
    return SegmentRules.parse(
        HOUSE.substring(0, HOUSE.indexOf("\"segments\""))
            + "\"segments\":["
            + segments.replace('\'', '"')
            + "]}");
  }

  private static SegmentRules when(String query) {
    return with("{'id':'s','when':" + query + "}");
  }

  private static void refused(String json, String pointer) {
    assertThatThrownBy(() -> SegmentRules.parse(json))
        .isInstanceOfSatisfying(
            JsonException.class, e -> assertThat(e.pointer()).isEqualTo(pointer));
  }

  @Test
  void badRules_areRefusedWithTheirPlace() {
    refused(HOUSE.replace("\"id\": \"house\"", "\"id\": \"house\", \"extra\": 1"), "/extra");
    refused(HOUSE.replace("[7, 21, 42, 63]", "[7, 7, 42, 63]"), "/rfm/recency");
    refused(HOUSE.replace("\"2000.00\"", "\"20.001\""), "/rfm/monetary");
    refused(HOUSE.replace("\"silentDays\": 45", "\"silentDays\": 30"), "/lifecycle/silentDays");
    refused(HOUSE.replace("Europe/London", "Europe/Nowhere"), "/zone");
    refused(HOUSE.replace("\"high-value\"", "\"at-risk\""), "/segments/0/id");
    refused(HOUSE.replace("\"field\": \"m\"", "\"field\": \"zip\""), "/segments/0/when/of/0/field");
    refused(
        HOUSE.replace("{\"type\": \"range\", \"field\": \"f\", \"min\": 3}", "{\"type\":\"all\"}"),
        "/segments/0/when/of/1/of");
    refused(
        HOUSE.replace("\"field\": \"f\", \"min\": 3", "\"field\": \"f\", \"days\": 9, \"min\": 3"),
        "/segments/0/when/of/1/days");
    String deep = "{\"type\":\"not\",\"of\":".repeat(9) + "{}" + "}".repeat(9);
    refused(
        HOUSE.replace("{\"type\": \"range\", \"field\": \"f\", \"min\": 3}", deep),
        "/segments/0/when/of/1/of/of/of/of/of/of/of/type");
  }

  @Test
  void segmentsThatHoldNobody_areFound() {
    assertThat(SegmentRules.parse(HOUSE).check()).isEmpty();
    for (String never :
        List.of(
            "{'type':'range','field':'recency','min':5,'max':4}",
            "{'type':'range','field':'purchases','max':0}",
            "{'type':'range','field':'r','min':6}",
            "{'type':'all','of':[{'type':'stage','in':['SILENT']},"
                + "{'type':'range','field':'recency','max':44}]}",
            "{'type':'all','of':[{'type':'stage','in':['NEW']},"
                + "{'type':'range','field':'tenure','min':21}]}",
            "{'type':'all','of':[{'type':'stage','in':['LOYAL']},"
                + "{'type':'range','field':'purchases','days':60,'max':2}]}",
            "{'type':'all','of':[{'type':'range','field':'r','min':5},"
                + "{'type':'range','field':'recency','min':8}]}",
            "{'type':'all','of':[{'type':'range','field':'f','max':1},"
                + "{'type':'range','field':'purchases','days':90,'min':2}]}",
            "{'type':'all','of':[{'type':'range','field':'purchases','days':30,'min':4},"
                + "{'type':'range','field':'purchases','days':90,'max':3}]}",
            "{'type':'all','of':[{'type':'range','field':'recency','min':40},"
                + "{'type':'range','field':'tenure','max':39}]}",
            "{'type':'not','of':{'type':'any','of':[{'type':'range','field':'spent','min':'5.00'},"
                + "{'type':'range','field':'spent','max':'5.00'}]}}",
            "{'type':'all','of':[{'type':'bought','items':['a']},"
                + "{'type':'not','of':{'type':'bought','items':['a']}}]}")) {
      assertThat(when(never).check())
          .as(never)
          .extracting(SegmentFinding::kind)
          .containsExactly(Kind.NEVER);
    }
  }

  @Test
  void partsThatHoldNobody_andTwins_areFound() {
    SegmentRules rules =
        with(
            "{'id':'a','when':{'type':'any','of':[{'type':'stage','in':['LOST']},"
                + "{'type':'range','field':'m','min':7}]}},"
                + "{'id':'b','when':{'type':'stage','in':['LOST','NEW']}},"
                + "{'id':'c','when':{'type':'stage','in':['NEW','LOST']}}");
    assertThat(rules.check())
        .extracting(each -> each.kind() + " " + each.pointer())
        .containsExactly("PART_NEVER /segments/0/when/of/1", "SAME /segments/2/when");
    String wide =
        "{'type':'any','of':["
            + "{'type':'range','field':'r','min':1},".repeat(16)
            + "{'type':'range','field':'r','min':2}]}";
    assertThat(when("{'type':'all','of':[" + wide + "," + wide + "]}").check())
        .extracting(SegmentFinding::kind)
        .contains(Kind.UNCHECKED);
  }

  @Test
  void schemaAndParser_knowTheSameFields() {
    JsonIn schema =
        JsonIn.parse(Programs.text("/dev/tillwright/loyalty/insight/segment/segments.schema.json"));
    Map<String, List<String>> parser = new TreeMap<>();
    parser.put("rfm", List.of(SegmentReader.RFM));
    parser.put("lifecycle", List.of(SegmentReader.LIFECYCLE));
    parser.put("segment", List.of(SegmentReader.SEGMENT));
    parser.put("when.all", List.of(SegmentReader.OF));
    parser.put("when.any", List.of(SegmentReader.OF));
    parser.put("when.not", List.of(SegmentReader.OF));
    parser.put("when.stage", List.of(SegmentReader.STAGE));
    parser.put("when.range", List.of(SegmentReader.RANGE));
    parser.put("when.bought", List.of(SegmentReader.BOUGHT));
    JsonIn definitions = schema.object("$defs");
    Map<String, List<String>> published = new TreeMap<>();
    for (String name : definitions.names()) {
      JsonIn definition = definitions.object(name);
      if (definition.has("properties")) {
        assertThat(definition.truth("additionalProperties")).as(name).isFalse();
        published.put(name, definition.object("properties").names());
      }
    }
    assertThat(published).isEqualTo(parser);
    assertThat(schema.object("properties").names()).containsExactly(SegmentReader.RULES);
  }
}
