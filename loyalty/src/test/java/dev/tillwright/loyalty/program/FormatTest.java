package dev.tillwright.loyalty.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.loyalty.Programs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row E1: the whole format, against the published schema as a validator of another house reads it.
 */
class FormatTest {
  private static final String EVERYTHING = Programs.text("/programs/everything.json");
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Programs.text("/dev/tillwright/loyalty/program/program.schema.json"));

  private static boolean schemaAccepts(String json) {
    return SCHEMA.validate(json, InputFormat.JSON).isEmpty();
  }

  @Test
  void everything_isReadWrittenAndReadAgain() {
    Program program = Program.parse(EVERYTHING);
    Program again = Program.parse(program.toJson());
    assertThat(again.rules()).isEqualTo(program.rules());
    assertThat(again.toJson()).isEqualTo(program.toJson());
    assertThat(SCHEMA.validate(EVERYTHING, InputFormat.JSON)).isEmpty();
    assertThat(SCHEMA.validate(program.toJson(), InputFormat.JSON)).isEmpty();
    assertThat(schemaAccepts(Programs.cornerClubText())).isTrue();
  }

  @Test
  void everything_hasEveryConditionAndEveryAction() {
    Set<Class<?>> actions = new HashSet<>();
    Set<Class<?>> leaves = new HashSet<>();
    Set<Field> fields = new HashSet<>();
    for (Rule rule : Program.parse(EVERYTHING).rules()) {
      rule.then().forEach(action -> actions.add(action.getClass()));
      rule.when().leaves().forEach(leaf -> leaves.add(leaf.getClass()));
      rule.when()
          .leaves()
          .forEach(
              leaf -> {
                if (leaf instanceof Condition.In in) {
                  fields.add(in.field());
                }
              });
    }
    assertThat(actions).hasSize(Names.ACTIONS.size());
    assertThat(leaves).hasSize(Names.CONDITIONS.size() - 3); // all, any and not are no leaves
    assertThat(fields).hasSizeGreaterThan(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "zh-Hans"})
  void page_saysEverythingInEachLanguage(String tag) {
    String page = Program.parse(EVERYTHING).describe(Locale.forLanguageTag(tag));
    System.out.println(page);
    assertThat(page).doesNotContain("{", "null", "large.sale"); // a draft is not for customers
    assertThat(page.lines().filter(line -> line.matches("[0-9]+[.] .*"))).hasSize(12);
  }

  @Test
  void page_ofAnotherLanguage_sharesNoSentenceWithEnglish() {
    Program program = Program.parse(EVERYTHING);
    Set<String> english = program.describe(Locale.ENGLISH).lines().collect(Collectors.toSet());
    for (Locale other : new Locale[] {Locale.GERMAN, Locale.SIMPLIFIED_CHINESE}) {
      assertThat(program.describe(other).lines().filter(line -> !line.isEmpty()))
          .doesNotContainAnyElementsOf(english);
    }
  }

  @Test
  void builder_givesTheSameModelAsJson() {
    Currency euro = Currency.getInstance("EUR");
    Program built =
        Program.builder("small", 3, ZoneId.of("Europe/Berlin"), euro)
            .text("en", "Small")
            .base(Base.of(Base.Amount.NET))
            .rounding(new Rounding(RoundingMode.HALF_UP, Rounding.Level.LINE))
            .group(new Group("promo", Group.Pick.BEST, Rule.Scope.LINE))
            .budget(new Budget("summer", 500, Limit.Cut.PARTIAL))
            .rule(
                Rule.builder("wine")
                    .when(
                        Condition.all(
                            Condition.in(Field.LINE_CATEGORY, "wine", "beer"),
                            Condition.atLeast(Field.LINE_NET, "5.00")))
                    .then(new Action.EarnPerUnit(new BigDecimal("2"), null))
                    .limit(new Limit(Span.DAY, 20))
                    .group("promo", 4)
                    .budget("summer")
                    .build())
            .build();
    String json =
        """
        {"schema":1,"program":"small","version":3,"zone":"Europe/Berlin","currency":"EUR",
         "text":{"en":"Small"},"base":{"amount":"NET"},
         "rounding":{"mode":"HALF_UP","level":"LINE"},
         "budgets":[{"id":"summer","points":500}],
         "groups":[{"id":"promo","pick":"BEST","per":"LINE"}],
         "rules":[{"id":"wine","scope":"LINE","group":"promo","priority":4,"budget":"summer",
           "when":{"type":"all","of":[
             {"type":"in","field":"line.category","values":["beer","wine"]},
             {"type":"range","field":"line.net","min":5}]},
           "then":[{"type":"earnPerUnit","points":"2"}],
           "limits":[{"per":"DAY","points":20}]}]}
        """;
    assertThat(built).isEqualTo(Program.parse(json));
    assertThat(built.rules()).isEqualTo(Program.parse(json).rules());
  }

  @Test
  void builder_makesTheChecksOfTheReader() {
    ProgramBuilder builder =
        Program.builder("small", 1, ZoneId.of("Asia/Tokyo"), Currency.getInstance("JPY"))
            .rule(Rule.builder("a").then(new Action.EarnFixed(1)).group("nowhere", 1).build());
    assertThatThrownBy(builder::build)
        .isInstanceOf(JsonException.class)
        .hasMessage("/rules/0/group: there is no such group");
  }

  /** What both must refuse; the schema says less than the reader about how parts fit. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"leap\": \"FEB28\", \"zone\" | \"leap\": \"FEB29\", \"zone\" | /rules/3/when/of/0/leap |"
            + " both",
        "\"before\": 1, | \"before\": 200, | /rules/3/when/of/0/before | both",
        "\"12-24\" | \"24.12.\" | /rules/3/when/of/1/of/from | both",
        "\"01-02\" | \"12-24\" | /rules/3/when/of/1/of/to | reader",
        "\"from\": \"2025-02-01T00:00\", | | /rules/3/when/of/2/from | both",
        "\"zone\": \"STORE\"} | \"zone\": \"SHOP\"} | /limits/1/zone | both",
        "\"cut\": \"WHOLE\"}] | \"cut\": \"SOME\"}] | /budgets/0/cut | both",
        "\"period\": \"MONTH\" | \"period\": \"TRANSACTION\" | /rules/1/when/of/5/period | both",
        "\"rule\": \"this\" | \"rule\": \"that\" | /rules/1/when | reader",
        "\"of\": \"SPEND\", | \"of\": \"SPEND\", \"rule\": \"spend\", | /rules/7/when/of/2/rule |"
            + " reader",
        "\"measure\": \"DISTINCT\" | \"measure\": \"ALL\" | /rules/6/when/of/1/measure | both",
        "\"values\": [\"cheese\"]} | \"values\": [\"cheese\"], \"x\": 1} | /rules/6/when/of/0/of/x"
            + " | both",
        "\"field\": \"line.category\", \"values\": [\"cheese\"] | \"field\": \"store\", \"values\":"
            + " [\"cheese\"] | /rules/6/when/of/0/of | reader",
        "\"points\": 30 | \"points\": 0 | /rules/6/then/0/steps/1/points | both",
        "\"from\": \"100\", | \"from\": \"50\", | /rules/6/then/0/steps/1/from | reader",
        "\"kinds\": [\"WALLET\"] | \"kinds\": [] | /rules/7/when/of/0/kinds | both",
        "\"onlyTenders\": [\"WALLET\"] | \"onlyTenders\": [\"POINTS\"] | /rules/7/base/onlyTenders"
            + " | reader",
        "\"GOLD\": \"1.25\" | \"GOLD\": \"0.5\" | /rules/4/then/0/factors/GOLD | reader",
        "\"from\": \"ALL\" | \"from\": \"SOME\" | /rules/8/then/0/from | both",
        "\"free\": 1, | \"free\": 0, | /rules/9/then/0/free | both",
        "\"free\": 1, | | /rules/9/then/0/free | both",
        "\"percent\": \"10\" | \"percent\": \"10\", \"amount\": \"1\" | /rules/10/then/0/percent |"
            + " both",
        "\"percent\": \"10\" | \"percent\": \"101\" | /rules/10/then/0/percent | reader",
        "\"amount\": \"0.20\" | \"amount\": \"0.201\" | /rules/11/then/0/amount | reader",
        "\"coupon\": \"HELLO-AGAIN\" | \"coupon\": \"HELLO AGAIN\" | /rules/5/then/1/coupon | both",
        "\"days\": 30 | \"days\": 0 | /rules/5/then/1/days | both",
        "\"status\": \"DRAFT\" | \"status\": \"NEW\" | /rules/12/status | both",
        "\"type\": \"freeUnit\" | \"type\": \"earnFixed\", \"points\": 1 | /rules/9/then/0/buy |"
            + " both",
        "\"group\": \"price\", | \"group\": \"promo\", | /rules/9/group | reader",
        "\"field\": \"coupon\", \"values\": [\"SUMMER10\"] | \"field\": \"tender\", \"values\":"
            + " [\"CASH\"] | /rules/10/when | reader",
        "\"budget\": \"summer\", | \"budget\": \"winter\", | /rules/1/budget | reader",
        "\"line.list\", \"min\": \"1.00\" | \"line.list\", \"min\": \"1.001\" | /rules/11/when/min"
            + " | reader",
        "\"language\": \"starts\" | \"language\": \"St arts\" | /rules/2/when/of/2/language | both",
        "\"effective\": {\"from\": \"2025-01-01T00:00\", | \"effective\": {\"from\":"
            + " \"2027-01-01T00:00\", | /effective/to | reader",
        "\"zh-Hans\": \"全部\" | \"zh_Hans\": \"全部\" | /text/zh_Hans | both",
        "{\"type\": \"exclude\", \"from\": \"ALL\"} | {\"type\": \"exclude\"}, {\"type\":"
            + " \"exclude\"} | /rules/8/then | reader",
      })
  void mistakes_areRefusedWithTheirPlace(String said, String instead, String place, String who) {
    assertThat(EVERYTHING).contains(said);
    String broken =
        EVERYTHING.replaceFirst(
            Pattern.quote(said), Matcher.quoteReplacement(instead == null ? "" : instead));
    assertThatThrownBy(() -> Program.parse(broken))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith(place + ": ");
    if (who.equals("both")) {
      assertThat(schemaAccepts(broken)).isFalse();
    }
  }
}
