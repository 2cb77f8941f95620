package dev.tillwright.loyalty.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tillwright.loyalty.Programs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Row E3: what is reported when a program is loaded, each with the rule and the reason. */
class FindingsTest {
  private static final String GIVE = "'then':[{'type':'earnFixed','points':5}]";

  private static List<Finding> of(String more, String rules) {
    return Programs.of("EUR", more, rules).findings();
  }

  private static List<Finding> of(String rules) {
    return of("'limits':[{'per':'DAY','points':1000}],", rules);
  }

  private static String rule(String id, String when, String then) {
    return "{'id':'"
        + id
        + "','scope':'LINE',"
        + (when.isEmpty() ? "" : "'when':" + when + ",")
        + then
        + "}";
  }

  private static String in(String field, String value) {
    return "{'type':'in','field':'" + field + "','values':['" + value + "']}";
  }

  private static String all(String... of) {
    return "{'type':'all','of':[" + String.join(",", of) + "]}";
  }

  private static void only(List<Finding> found, Finding.Kind kind, String rule, String other) {
    System.out.println(found);
    assertThat(found)
        .extracting(Finding::kind, Finding::rule, Finding::other)
        .containsExactly(tuple(kind, rule, other));
    assertThat(found.get(0).reason()).isNotBlank();
  }

  @Test
  void soundPrograms_haveNoErrors() {
    assertThat(Programs.cornerClub().findings()).noneMatch(Finding::isError);
    assertThat(Program.parse(Programs.text("/programs/everything.json")).findings())
        .noneMatch(Finding::isError);
  }

  @Test
  void contradictions_areNamed() {
    only(
        of(rule("a", all(in("store", "s-1"), in("store", "s-2")), GIVE)),
        Finding.Kind.NEVER_MATCHES,
        "a",
        "");
    only(
        of(
            rule(
                "a",
                all(in("store", "s-1"), "{'type':'not','of':" + in("store", "s-1") + "}"),
                GIVE)),
        Finding.Kind.NEVER_MATCHES,
        "a",
        "");
    only(
        of(rule("a", all("{'type':'member'}", "{'type':'not','of':{'type':'member'}}"), GIVE)),
        Finding.Kind.NEVER_MATCHES,
        "a",
        "");
    // Two segments, two coupons, two tenders may be there at once.
    assertThat(of(rule("a", all(in("member.segment", "x"), in("member.segment", "y")), GIVE)))
        .isEmpty();
  }

  @Test
  void emptyIntervals_areNamed_alsoBehindNot() {
    String above = "{'type':'range','field':'line.net','min':'10'}";
    String below = "{'type':'range','field':'line.net','below':'10'}";
    only(of(rule("a", all(above, below), GIVE)), Finding.Kind.EMPTY_INTERVAL, "a", "");
    only(
        of(rule("a", all(above, "{'type':'not','of':" + above + "}"), GIVE)),
        Finding.Kind.EMPTY_INTERVAL,
        "a",
        "");
    assertThat(of(rule("a", "{'type':'any','of':[" + above + "," + below + "]}", GIVE))).isEmpty();
  }

  @Test
  void sumsAndCountsThatCannotBe_areNamed_asFieldsAre() {
    String sum = "{'type':'aggregate','of':" + in("line.category", "wine") + ",'measure':'TOTAL',";
    String count = "{'type':'counter','of':'AWARDS','period':'MONTH',";
    String paid = "{'type':'tender','kinds':['WALLET'],";
    for (String measured : List.of(sum, count, paid)) {
      String much = measured + "'min':'50'}";
      only(
          of(rule("a", all(much, measured + "'below':'30'}"), GIVE)),
          Finding.Kind.EMPTY_INTERVAL,
          "a",
          "");
      only(of(rule("a", measured + "'below':'0'}", GIVE)), Finding.Kind.NEVER_MATCHES, "a", "");
      assertThat(of(rule("a", all(much, "{'type':'not','of':" + measured + "'min':'40'}}"), GIVE)))
          .extracting(Finding::rule)
          .containsExactly("a");
      assertThat(of(rule("a", all(much, "{'type':'not','of':" + measured + "'min':'60'}}"), GIVE)))
          .isEmpty();
    }
    only(
        of(rule("a", "{'type':'range','field':'basket.total','below':'0'}", GIVE)),
        Finding.Kind.NEVER_MATCHES,
        "a",
        "");
  }

  @Test
  void aThresholdInFrontOfAHigherOne_shadowsIt_alsoOfAggregates() {
    String group =
        "'limits':[{'per':'DAY','points':9}],"
            + "'groups':[{'id':'g','pick':'PRIORITY','per':'BASKET'}],";
    String step =
        "{'id':'%s','scope':'BASKET','group':'g','priority':%d,'when':{'type':'aggregate','of':"
            + in("line.category", "wine")
            + ",'measure':'TOTAL','min':'%d'},'then':[{'type':'earnFixed','points':%d}]}";
    String fifty = step.formatted("fifty", 2, 50, 4);
    only(
        of(group, fifty + "," + step.formatted("hundred", 1, 100, 9)),
        Finding.Kind.SHADOWED,
        "hundred",
        "fifty");
    assertThat(of(group, fifty + "," + step.formatted("hundred", 3, 100, 9))).isEmpty();
  }

  @Test
  void daysOfTheYearThatDoNotCome_areNamed() {
    String christmas = "'when':{'type':'localDayOfYear','from':'12-24','to':'12-27'},";
    String summer = "{'id':'a','scope':'BASKET','effective':{'from':'2025-06-01T00:00','to':'%s'},";
    only(
        of(summer.formatted("2025-12-24T00:00") + christmas + GIVE + "}"),
        Finding.Kind.WINDOW_NEVER_OCCURS,
        "a",
        "");
    assertThat(of(summer.formatted("2025-12-24T00:01") + christmas + GIVE + "}")).isEmpty();
    String leap = "'when':{'type':'localDayOfYear','from':'02-29','to':'03-01'},";
    assertThat(of("{'id':'a','scope':'BASKET'," + leap + GIVE + "}")).isEmpty();
  }

  @Test
  void deadDates_areNamed() {
    String limits = "'limits':[{'per':'DAY','points':1000}],";
    only(
        of(
            limits + "'effective':{'to':'2025-01-01T00:00'},",
            "{'id':'a','scope':'LINE','effective':{'from':'2025-01-01T00:00'}," + GIVE + "}"),
        Finding.Kind.DEAD_DATES,
        "a",
        "");
    only(
        of(
            limits,
            "{'id':'a','scope':'LINE','effective':{'from':'2025-06-01T00:00'},'when':"
                + "{'type':'dateWindow','to':'2025-05-01T00:00'},"
                + GIVE
                + "}"),
        Finding.Kind.DEAD_DATES,
        "a",
        "");
    // London's clock shows no time from 01:00 to 02:00 that night.
    only(
        of(
            limits,
            "{'id':'a','scope':'LINE','effective':{'from':'2025-03-30T01:00',"
                + "'to':'2025-03-30T02:00'},"
                + GIVE
                + "}"),
        Finding.Kind.DEAD_DATES,
        "a",
        "");
  }

  @Test
  void pointsThatEndBeforeTheyAreFree_areNamed() {
    String terms =
        "'limits':[{'per':'DAY','points':1000}],"
            + "'terms':{'pending':'%s','expiry':{'after':'%s','end':'%s'}},";
    only(
        of(terms.formatted("P14D", "P14D", "EXACT"), rule("a", "", GIVE)),
        Finding.Kind.DEAD_DATES,
        "",
        "");
    assertThat(of(terms.formatted("P14D", "P15D", "EXACT"), rule("a", "", GIVE))).isEmpty();
    // Of the points of a long month some are free for its last days.
    assertThat(of(terms.formatted("P14D", "P1D", "MONTH"), rule("a", "", GIVE))).isEmpty();
    only(
        of(terms.formatted("P31D", "P0D", "MONTH"), rule("a", "", GIVE)),
        Finding.Kind.DEAD_DATES,
        "",
        "");
  }

  @Test
  void windowsThatNeverOccur_areNamed() {
    String morning = "{'type':'localWindow','days':['MON'],'from':'08:00','to':'12:00'}";
    String evening = "{'type':'localWindow','days':['MON'],'from':'18:00','to':'02:00'}";
    String night = "{'type':'localWindow','days':['TUE'],'from':'01:00','to':'03:00'}";
    only(of(rule("a", all(morning, evening), GIVE)), Finding.Kind.WINDOW_NEVER_OCCURS, "a", "");
    assertThat(of(rule("a", all(evening, night), GIVE))).isEmpty();
    // From Tuesday to Thursday there is no Monday morning.
    only(
        of(
            "'limits':[{'per':'DAY','points':1000}],",
            "{'id':'a','scope':'LINE','effective':{'from':'2025-06-03T00:00','to':"
                + "'2025-06-05T00:00'},'when':"
                + morning
                + ","
                + GIVE
                + "}"),
        Finding.Kind.WINDOW_NEVER_OCCURS,
        "a",
        "");
  }

  @Test
  void shadowedAndEqualRulesOfAGroup_areNamed() {
    String group =
        "'limits':[{'per':'DAY','points':9}],'groups':[{'id':'g','pick':'PRIORITY','per':'LINE'}],";
    String wine =
        "{'id':'wine','scope':'LINE','group':'g','priority':%d,'when':{'type':'in','field':'line.category','values':['wine']},'then':[{'type':'earnFixed','points':4}]}";
    String drinks =
        "{'id':'drinks','scope':'LINE','group':'g','priority':%d,'when':{'type':'in','field':'line.category','values':['beer','wine']},'then':[{'type':'earnFixed','points':5}]}";
    only(
        of(group, wine.formatted(1) + "," + drinks.formatted(2)),
        Finding.Kind.SHADOWED,
        "wine",
        "drinks");
    assertThat(of(group, wine.formatted(2) + "," + drinks.formatted(1))).isEmpty();
    only(
        of(group, wine.formatted(1) + "," + drinks.formatted(1)),
        Finding.Kind.SHADOWED,
        "wine",
        "drinks");
    String cheap =
        wine.replace(
                "'when':",
                "'when':{'type':'all','of':[{'type':'range','field':'line.net','below':'5'},")
            .replace("['wine']}", "['wine']}]}")
            .replace("'wine','scope'", "'a-cheap','scope'");
    only(
        of(group, cheap.formatted(1) + "," + drinks.formatted(1)),
        Finding.Kind.EQUAL_PRIORITY,
        "drinks",
        "a-cheap");
    assertThat(
            of(
                group,
                wine.formatted(1) + "," + drinks.formatted(1).replace("'beer','wine'", "'beer'")))
        .isEmpty();
  }

  @Test
  void twins_areNamed() {
    only(
        of(rule("a", in("store", "s"), GIVE) + "," + rule("b", in("store", "s"), GIVE)),
        Finding.Kind.DUPLICATE,
        "b",
        "a");
  }

  @Test
  void capsBelowTheLeast_areNamed() {
    only(
        of("'limits':[{'per':'DAY','points':4}],", rule("a", "", GIVE)),
        Finding.Kind.CAP_BELOW_AWARD,
        "a",
        "");
    only(
        of(rule("a", "", GIVE).replace("'then'", "'limits':[{'per':'YEAR','points':4}],'then'")),
        Finding.Kind.CAP_BELOW_AWARD,
        "a",
        "");
    only(
        of(
            "'budgets':[{'id':'b','points':4}],",
            rule("a", "", GIVE).replace("'then'", "'budget':'b','then'")),
        Finding.Kind.CAP_BELOW_AWARD,
        "a",
        "");
  }

  @Test
  void capsBelowAllThatIsFixedTogether_areNamed() {
    String both = GIVE.replace("]", ",{'type':'earnFixed','points':7}]");
    only(
        of("'limits':[{'per':'DAY','points':11,'cut':'WHOLE'}],", rule("a", "", both)),
        Finding.Kind.CAP_BELOW_AWARD,
        "a",
        "");
    assertThat(of("'limits':[{'per':'DAY','points':12}],", rule("a", "", both))).isEmpty();
    String steps =
        "'then':[{'type':'earnFixed','points':5},{'type':'earnPerAmount','points':1,'per':1,"
            + "'full':true}]";
    assertThat(of("'limits':[{'per':'DAY','points':5}],", rule("a", "", steps))).isEmpty();
    only(
        of("'limits':[{'per':'DAY','points':4}],", rule("a", "", steps)),
        Finding.Kind.CAP_BELOW_AWARD,
        "a",
        "");
  }

  @Test
  void unknownNames_areNamed_whereTheNamesAreGiven() {
    Program program =
        Programs.of(
            "EUR",
            "'limits':[{'per':'DAY','points':1000}],'tiers':{'by':'VISITS','window':"
                + "{'type':'CALENDAR_YEAR'},'levels':[{'id':'GOLD','from':'10'}]},",
            rule("a", all(in("store", "s-9"), in("member.tier", "GOLD")), GIVE)
                + ","
                + rule("b", in("member.tier", "SILVER"), GIVE));
    Known known = new Known(Map.of(Field.STORE, Set.of("s-1", "s-2")));
    assertThat(program.findings(known))
        .extracting(Finding::rule, Finding::reason)
        .containsExactly(
            tuple("a", "there is no store s-9"), tuple("b", "there is no member.tier SILVER"));
    assertThat(program.findings()).extracting(Finding::rule).containsExactly("b");
  }

  @Test
  void factorsWithoutABase_areNamed() {
    String per = "'then':[{'type':'earnPerAmount','points':1,'per':1}]";
    String twice = "'then':[{'type':'multiply','factor':2}]";
    only(
        of(rule("a", "", GIVE) + "," + rule("f", "", twice)),
        Finding.Kind.MULTIPLIER_WITHOUT_BASE,
        "f",
        "");
    only(
        of(
            rule("a", in("line.category", "wine"), per)
                + ","
                + rule("f", in("line.category", "beer"), twice)),
        Finding.Kind.MULTIPLIER_WITHOUT_BASE,
        "f",
        "");
    assertThat(
            of(
                rule("a", in("line.category", "wine"), per)
                    + ","
                    + rule("f", in("store", "s"), twice)))
        .isEmpty();
  }

  @Test
  void whatNothingCaps_isAWarning() {
    only(of("", rule("a", "", GIVE)), Finding.Kind.NEVER_CAPPED, "a", "");
    assertThat(of("", rule("a", "", GIVE)).get(0).isError()).isFalse();
  }

  @Test
  void whatIsTooLargeToCompare_isSaid() {
    String either = "{'type':'any','of':[" + in("store", "a") + "," + in("channel", "b") + "]}";
    String large = all(either, either, either, either, either, either, either);
    only(of(rule("a", large, GIVE)), Finding.Kind.NOT_COMPARED, "a", "");
  }
}
