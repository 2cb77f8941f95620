package dev.tillwright.loyalty.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.loyalty.Programs;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a program says of points after the sale, and of tiers (rows E4, E7, E8). */
class TermsTest {
  private static final String RULE =
      "{'id':'spend','scope':'BASKET','then':[{'type':'earnPerAmount','points':'1','per':'1.00'}]}";
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Program program(String more) {
    return Programs.of("EUR", more, RULE);
  }

  @Test
  void programThatSaysNothing_hasPlainTerms_andItsDigestStays() {
    Program program = program("");
    assertThat(program.terms()).isEqualTo(Terms.PLAIN);
    assertThat(program.tiers()).isEmpty();
    assertThat(program.toJson()).doesNotContain("terms", "tiers");
  }

  @Test
  void termsAndTiers_areReadWhole_andComeBackFromTheCanonicalForm() {
    Program program =
        program(
            "'terms':{'pending':'P14D','expiry':{'after':'P1Y','end':'MONTH','basis':'ACTIVITY'},"
                + "'hold':'PT10M','returns':'REEVALUATE',"
                + "'giveBack':{'order':'PRORATA','expired':'REISSUE'},"
                + "'shortfall':{'policy':'CASH','points':100,'minor':95},"
                + "'offline':{'policy':'LIMIT','points':100}},"
                + "'tiers':{'by':'SPEND','window':{'type':'ROLLING','length':'P12M'},"
                + "'reached':'SPLIT','grace':'P1M','down':'STEP','base':'BASIC','levels':["
                + "{'id':'SILVER','from':'500.00','text':{'en':'Silver'},"
                + "'benefits':[{'text':{'en':'Free delivery'}}]},"
                + "{'id':'GOLD','from':1000}]},");
    Terms terms = program.terms();
    assertThat(terms.pending()).isEqualTo(Period.ofDays(14));
    assertThat(terms.expiry())
        .contains(new Expiry(Period.ofYears(1), Expiry.End.MONTH, Expiry.Basis.ACTIVITY));
    assertThat(terms.hold()).contains(Duration.ofMinutes(10));
    assertThat(terms.returns()).isEqualTo(Terms.Returns.REEVALUATE);
    assertThat(terms.shortfall().minorOf(150)).isEqualTo(142);
    assertThat(Terms.Shortfall.NEGATIVE.minorOf(150)).isZero();
    assertThat(terms.offline()).isEqualTo(new Terms.Offline(Terms.Honoured.LIMIT, 100));
    TierPlan tiers = program.tiers().orElseThrow();
    assertThat(tiers.levels())
        .containsExactly(
            new TierPlan.Level(
                "SILVER", 50_000, Map.of("en", "Silver"), List.of(Map.of("en", "Free delivery"))),
            new TierPlan.Level("GOLD", 100_000, Map.of(), List.of()));
    assertThat(tiers.reachedBy(49_999)).isZero();
    assertThat(tiers.id(tiers.reachedBy(50_000))).isEqualTo("SILVER");
    assertThat(tiers.id(tiers.reachedBy(1_000_000))).isEqualTo("GOLD");
    assertThat(Program.parse(program.toJson())).isEqualTo(program);
    assertThat(program).isNotEqualTo(program(""));
  }

  @Test
  void expiry_isMovedToTheEndThatIsNamed_inTheProgramsZone() {
    Instant earned = Instant.parse("2024-02-29T22:30:00Z"); // a Thursday, 23:30 in Berlin
    Map.of(
            Expiry.End.EXACT, "2025-02-28T22:30:00Z",
            Expiry.End.DAY, "2025-02-28T23:00:00Z",
            Expiry.End.WEEK, "2025-03-02T23:00:00Z",
            Expiry.End.MONTH, "2025-02-28T23:00:00Z",
            Expiry.End.YEAR, "2025-12-31T23:00:00Z")
        .forEach(
            (end, at) ->
                assertThat(
                        new Expiry(Period.ofYears(1), end, Expiry.Basis.EARNED).of(earned, BERLIN))
                    .as(end.name())
                    .isEqualTo(at));
    Expiry monday = new Expiry(Period.ofDays(1), Expiry.End.WEEK, Expiry.Basis.EARNED);
    assertThat(monday.of(Instant.parse("2025-03-02T12:00:00Z"), BERLIN))
        .as("what falls on a Monday lives until that week's end")
        .isEqualTo("2025-03-09T23:00:00Z");
    Expiry day = new Expiry(Period.ofDays(1), Expiry.End.DAY, Expiry.Basis.EARNED);
    assertThat(day.of(Instant.parse("2025-03-29T12:00:00Z"), BERLIN))
        .as("the day of 23 hours")
        .isEqualTo("2025-03-30T22:00:00Z");
  }

  @Test
  void whatCannotBe_isRefused_withItsPlace() {
    Map<String, String> wrong =
        Map.of(
            "'terms':{'pending':'-P1D'},",
            "/terms/pending",
            "'terms':{'expiry':{'after':'P0D'}},",
            "/terms/expiry/after",
            "'terms':{'hold':'PT0S'},",
            "/terms/hold",
            "'terms':{'shortfall':{'policy':'NEGATIVE','points':1}},",
            "/terms/shortfall/points",
            "'terms':{'shortfall':{'policy':'CASH'}},",
            "/terms/shortfall/points",
            "'terms':{'offline':{'policy':'LIMIT'}},",
            "/terms/offline/points",
            "'terms':{'pendin':'P1D'},",
            "/terms/pendin",
            "'tiers':{'by':'POINTS','window':{'type':'ROLLING'},'levels':[{'id':'A','from':1}]},",
            "/tiers/window/length",
            "'tiers':{'by':'POINTS','window':{'type':'ANNIVERSARY'},'levels':"
                + "[{'id':'A','from':5},{'id':'B','from':5}]},",
            "/tiers/levels/1/from",
            "'tiers':{'by':'VISITS','window':{'type':'ANNIVERSARY'},'levels':"
                + "[{'id':'A','from':'1.5'}]},",
            "/tiers/levels/0/from");
    wrong.forEach(
        (json, pointer) ->
            assertThatThrownBy(() -> program(json))
                .as(json)
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(pointer));
  }
}
