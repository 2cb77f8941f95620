package dev.tillwright.loyalty.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.loyalty.Baskets;
import dev.tillwright.loyalty.Programs;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows E1 and E2: clocks that jump, ends of months and years, leap days, zones apart. */
class ClocksTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private static PointsEngine engine(String when) {
    return engine("", when, "");
  }

  private static PointsEngine engine(String more, String when, String rule) {
    return PointsEngine.compile(
        Programs.of(
            "EUR",
            "'zone':'Europe/Berlin'," + more,
            "{'id':'a','scope':'BASKET',"
                + (when.isEmpty() ? "" : "'when':" + when + ",")
                + rule
                + "'then':[{'type':'earnFixed','points':5}]}"));
  }

  private static Purchase.Builder at(String instant) {
    return Purchase.of(
            Baskets.in("EUR").line("a", "x", "1", "9.00").totals(), Instant.parse(instant))
        .member(Shopper.of("m"));
  }

  private static boolean gives(PointsEngine engine, String instant) {
    return engine.award(at(instant).build()).points() > 0;
  }

  @ParameterizedTest
  @CsvSource({
    // Berlin, 30 March 2025: 02:00 to 03:00 does not come; 26 October: it comes twice.
    "2025-03-30T00:59:59Z, false",
    "2025-03-30T01:00:00Z, false",
    "2025-10-25T23:59:59Z, false",
    "2025-10-26T00:00:00Z, true",
    "2025-10-26T00:59:59Z, true",
    "2025-10-26T01:00:00Z, true",
    "2025-10-26T01:59:59Z, true",
    "2025-10-26T02:00:00Z, false",
  })
  void windowInTheHourOfTheChange_followsTheClock(String instant, boolean open) {
    PointsEngine night =
        engine("{'type':'localWindow','days':['SUN'],'from':'02:00','to':'03:00'}");
    assertThat(gives(night, instant)).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    // From 02:30, which the clock skips: from the end of the gap.
    "2025-03-30T02:30, 2025-03-30T00:59:59Z, false",
    "2025-03-30T02:30, 2025-03-30T01:00:00Z, true",
    // From 02:30, which comes twice: from the first, and without a break.
    "2025-10-26T02:30, 2025-10-26T00:29:59Z, false",
    "2025-10-26T02:30, 2025-10-26T00:30:00Z, true",
    "2025-10-26T02:30, 2025-10-26T01:15:00Z, true",
  })
  void ruleThatBeginsInTheHourOfTheChange_beginsOnce(String from, String instant, boolean inForce) {
    PointsEngine rule = engine("", "", "'effective':{'from':'" + from + "'},");
    PointsEngine before = engine("", "", "'effective':{'to':'" + from + "'},");
    assertThat(gives(rule, instant)).isEqualTo(inForce);
    assertThat(gives(before, instant)).as("what ends there meets it").isEqualTo(!inForce);
  }

  @Test
  void yearEnd_isThatOfEachClock() {
    String window = "{'type':'dateWindow','from':'2026-01-01T00:00','zone':'%s'}";
    String instant = "2025-12-31T15:30:00Z"; // 00:30 in Tokyo, 16:30 in Berlin, 10:30 in New York
    Purchase purchase =
        at(instant).store("s", TOKYO).member(Shopper.of("m").living(NEW_YORK)).build();
    assertThat(
            List.of("PROGRAM", "STORE", "MEMBER").stream()
                .map(zone -> engine(window.formatted(zone)).award(purchase).points()))
        .containsExactly(0L, 5L, 0L);
    // Without a store or a member's zone there is the program's.
    assertThat(gives(engine(window.formatted("STORE")), instant)).isFalse();
    assertThat(gives(engine(window.formatted("STORE")), "2025-12-31T23:00:00Z")).isTrue();
  }

  @Test
  void limitOfAMonth_beginsAnewWithTheMonthOfItsClock() {
    TallyBook book = new TallyBook();
    PointsEngine engine = engine("", "", "'limits':[{'per':'MONTH','points':7,'zone':'STORE'}],");
    List<String> instants =
        List.of(
            "2024-02-01T05:00:00Z", // 1 February in New York, 00:00
            "2024-02-29T12:00:00Z",
            "2024-03-01T04:59:59Z", // still 29 February there
            "2024-03-01T05:00:00Z");
    int sale = 0;
    for (String instant : instants) {
      Purchase purchase = at(instant).store("s", NEW_YORK).tallies(book).build();
      book.record("s" + sale++, purchase, engine.award(purchase));
    }
    Instant march = Instant.parse("2024-03-01T05:00:00Z");
    assertThat(book.given("m", "a", Instant.EPOCH, march).points()).isEqualTo(7);
    assertThat(book.given("m", "a", march, march.plusSeconds(1)).points()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "FEB28, 2025-02-28, true",
    "FEB28, 2025-03-01, false",
    "MAR01, 2025-02-28, false",
    "MAR01, 2025-03-01, true",
    "FEB28, 2024-02-28, false",
    "FEB28, 2024-02-29, true",
    "MAR01, 2024-03-01, false",
  })
  void birthdayOnALeapDay_liesWhereThePolicySays(String policy, String day, boolean on) {
    PointsEngine engine = engine("{'type':'birthday','leap':'" + policy + "'}");
    Shopper born = Shopper.of("m").born(MonthDay.of(2, 29));
    assertThat(engine.award(at(day + "T12:00:00Z").member(born).build()).points() > 0)
        .isEqualTo(on);
  }

  @Test
  void daysAroundABirthday_reachOverNewYear() {
    PointsEngine engine = engine("{'type':'birthday','leap':'MAR01','before':3,'after':3}");
    Shopper born = Shopper.of("m").born(MonthDay.of(1, 1));
    assertThat(
            List.of("2025-12-28", "2025-12-29", "2026-01-04", "2026-01-05").stream()
                .map(day -> at(day + "T12:00:00Z").member(born).build())
                .map(purchase -> engine.award(purchase).points()))
        .containsExactly(0L, 5L, 5L, 0L);
  }
}
