package dev.tillwright.loyalty.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.Baskets;
import dev.tillwright.loyalty.Programs;
import java.time.Instant;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows E1, E2 and E9. */
class PointsEngineTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final String TUESDAY = "2025-06-03T10:00:00Z";

  private final PointsEngine club = PointsEngine.compile(Programs.cornerClub());

  private static Baskets aBasket() {
    return Baskets.in("GBP")
        .line("bread", "bakery", "3", "4.50")
        .line("4006381333931", "stationery", "1", "1.99")
        .line("cigarettes", "tobacco", "1", "12.50")
        .line("POST", "", "1", "3.40")
        .line("juice", "drinks", "2", "5.60");
  }

  @Test
  void quote_explainsEachPoint() {
    PointsQuote quote = club.quote(aBasket().at(TUESDAY));
    quote
        .reasons()
        .forEach(r -> System.out.println(r.points() + "\t" + r.lines() + "\t" + r.text()));
    System.out.println(quote.explanation());
    assertThat(quote.program()).isEqualTo("corner-club/1");
    assertThat(quote.digest()).isEqualTo(Programs.cornerClub().digest());
    assertThat(quote.reasons())
        .extracting(PointsQuote.Reason::text)
        .containsExactly(
            "1 point per 1.00 GBP on 12.09 GBP: 12",
            "Item of the month: 20 points once a sale: 20",
            "2 points per unit on 3 units of bakery: 6",
            "Double points on Tuesdays: double points on 12.09 points: 12 more",
            "Tobacco, postage and fees: no points on 15.90 GBP");
    assertThat(quote.reasons())
        .extracting(PointsQuote.Reason::points)
        .containsExactly(12L, 20L, 6L, 12L, 0L);
    assertThat(quote.reasons().get(4).lines()).containsExactly(3, 4);
    assertThat(quote.points()).isEqualTo(50);
    assertThat(quote.shares())
        .containsExactly(
            new PointsQuote.Share(1, 15), // 4.50 twice, 6 for bread
            new PointsQuote.Share(2, 24), // 1.99 twice, 20 for the item
            new PointsQuote.Share(5, 11)); // 5.60 twice
  }

  @Test
  void quote_isExplainedInChinese() {
    PointsQuote quote =
        PointsEngine.compile(Programs.cornerClub(), Locale.SIMPLIFIED_CHINESE)
            .quote(aBasket().at(TUESDAY));
    System.out.println(quote.explanation());
    assertThat(quote.explanation())
        .contains("每 1.00 GBP 得 1 分，12.09 GBP：12", "周二双倍积分：", "另加 12", "15.90 GBP 不积分");
  }

  @Test
  void anonymousSale_earnsNothing() {
    Pricing.Request request =
        new Pricing.Request(aBasket().totals(), null, Instant.parse(TUESDAY), "till-01");
    assertThat(club.quote(request).points()).isZero();
    assertThat(club.quote(request).shares()).isEmpty();
  }

  @Test
  void basketInAnotherCurrency_isRefused() {
    assertThatThrownBy(() -> club.quote(Baskets.in("EUR").line("a", "", "1", "1.00").request()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("EUR");
  }

  @Test
  void capOfTheSale_isANegativeReason() {
    PointsQuote quote =
        club.quote(
            Baskets.in("GBP")
                .line("tv", "electronics", "1", "600.40")
                .line("cable", "electronics", "1", "20.00")
                .request());
    assertThat(quote.points()).isEqualTo(500);
    assertThat(quote.reasons().get(1).text()).isEqualTo("At most 500 points a sale: 120 fewer");
    assertThat(quote.reasons().get(1).points()).isEqualTo(-120);
    assertThat(quote.shares())
        .containsExactly(new PointsQuote.Share(1, 484), new PointsQuote.Share(2, 16));
  }

  @Test
  void capOfARule_cutsOnlyTheRule() {
    PointsQuote quote =
        club.quote(
            Baskets.in("GBP")
                .line("roll", "bakery", "30", "6.00")
                .line("juice", "drinks", "1", "5.00")
                .request());
    assertThat(quote.explanation())
        .isEqualTo(
            "1 point per 1.00 GBP on 11.00 GBP: 11;"
                + " 2 points per unit on 30 units of bakery: 60;"
                + " At most 50 points a sale from this rule: 10 fewer");
    assertThat(quote.points()).isEqualTo(61);
    assertThat(quote.shares())
        .containsExactly(new PointsQuote.Share(1, 56), new PointsQuote.Share(2, 5));
  }

  @Test
  void partPaidWithPoints_earnsNothing() {
    Pricing.Request request = Baskets.in("GBP").line("a", "x", "1", "12.40").request();
    Money ten = Money.parse("10.00", GBP);
    assertThat(club.quote(request, Map.of("POINTS", ten)).explanation())
        .isEqualTo("1 point per 1.00 GBP on 2.40 GBP: 2");
    assertThat(club.quote(request, Map.of("CASH", ten)).points()).isEqualTo(12);
    assertThat(club.quote(request, Map.of("POINTS", Money.parse("12.40", GBP))).points()).isZero();
  }

  @Test
  void dayIsThatOfTheProgramsZone() {
    Baskets basket = Baskets.in("GBP").line("a", "x", "1", "10.00");
    // Monday 23:30 UTC is Tuesday 00:30 in London's summer.
    assertThat(club.quote(basket.at("2025-06-02T23:30:00Z")).points()).isEqualTo(20);
    assertThat(club.quote(basket.at("2025-06-03T22:59:59Z")).points()).isEqualTo(20);
    assertThat(club.quote(basket.at("2025-06-03T23:00:00Z")).points()).isEqualTo(10);
    assertThat(club.quote(basket.at("2009-06-02T12:00:00Z")).points())
        .as("before the rule was in force")
        .isEqualTo(10);
  }

  @Test
  void fractionsOfSeveralRules_areAddedBeforeRounding_andThatIsSaid() {
    PointsQuote quote =
        PointsEngine.compile(
                Programs.of(
                    "GBP",
                    "{'id':'a','scope':'BASKET','then':[{'type':'earnPerAmount','points':'1',"
                        + "'per':'1.00'}]},"
                        + "{'id':'b','scope':'LINE','when':{'type':'in','field':'line.category',"
                        + "'values':['tea']},'then':[{'type':'earnPerAmount','points':'0.5',"
                        + "'per':'1.00'}]},"
                        + "{'id':'c','scope':'BASKET','then':[{'type':'earnFixed','points':7}]}"))
            .quote(
                Baskets.in("GBP")
                    .line("a", "tea", "1", "1.70")
                    .line("b", "milk", "1", "1.00")
                    .request());
    assertThat(quote.points()).isEqualTo(10); // 2.70 + 0.85 + 7
    assertThat(quote.explanation())
        .isEqualTo(
            "1 point per 1.00 GBP on 2.70 GBP: 2;"
                + " 0.5 points per 1.00 GBP on 1.70 GBP of tea: 0.85, counted as 1;"
                + " 7 points once a sale: 7");
  }

  @Test
  void excludedLine_countsForNoThreshold() {
    PointsEngine engine =
        PointsEngine.compile(
            Programs.of(
                "GBP",
                "{'id':'x','scope':'LINE','when':{'type':'in','field':'line.category','values':"
                    + "['tobacco']},'then':[{'type':'exclude'}]},"
                    + "{'id':'big','scope':'BASKET','when':{'type':'range','field':'basket.total',"
                    + "'min':'60.00'},'then':[{'type':'earnFixed','points':25}]}"));
    Baskets under =
        Baskets.in("GBP").line("a", "x", "1", "59.99").line("b", "tobacco", "1", "9.00");
    Baskets at = Baskets.in("GBP").line("a", "x", "1", "60.00").line("b", "tobacco", "1", "9.00");
    assertThat(engine.quote(under.request()).points()).isZero();
    assertThat(engine.quote(under.request()).explanation())
        .isEqualTo("No points on 9.00 GBP of tobacco");
    assertThat(engine.quote(at.request()).points()).isEqualTo(25);
  }

  @Test
  void allLinesExcluded_earnNothing_andSayWhy() {
    PointsEngine engine =
        PointsEngine.compile(
            Programs.of(
                "GBP",
                "{'id':'sunday','scope':'BASKET','when':{'type':'localWindow','days':['SUN']},"
                    + "'then':[{'type':'exclude'}]},"
                    + "{'id':'a','scope':'BASKET','then':[{'type':'earnFixed','points':25}]}"));
    PointsQuote quote =
        engine.quote(Baskets.in("GBP").line("a", "x", "1", "5.00").at("2025-06-01T12:00:00Z"));
    assertThat(quote.points()).isZero();
    assertThat(quote.explanation()).isEqualTo("No points on 5.00 GBP");
  }

  @Test
  void quantityKeyedInParts_earnsTheSame() {
    Baskets once = Baskets.in("GBP").line("4006381333931", "bakery", "3", "4.47");
    Baskets parts =
        Baskets.in("GBP")
            .line("4006381333931", "bakery", "1", "1.49")
            .line("4006381333931", "bakery", "2", "2.98");
    assertThat(club.quote(parts.at(TUESDAY)).points())
        .isEqualTo(club.quote(once.at(TUESDAY)).points());
  }

  @Test
  void emptyBasket_earnsNothing() {
    assertThat(club.quote(Baskets.in("GBP").request()).points()).isZero();
  }

  @Test
  void lineBelowZero_neverTakesPoints() {
    PointsQuote quote =
        club.quote(
            Baskets.in("GBP")
                .line("a", "x", "1", "10.00")
                .line("deposit", "deposits", "1", "-3.00")
                .request());
    assertThat(quote.points()).isEqualTo(10);
  }

  @Test
  void costFollowsTheRulesThatMatch() {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      rules
          .append(i == 0 ? "" : ",")
          .append("{'id':'r")
          .append(i)
          .append("','scope':'LINE','when':{'type':'all','of':[{'type':'in','field':'line.code',")
          .append("'values':['c")
          .append(i)
          .append("']},{'type':'range','field':'line.quantity','min':2}]},'then':")
          .append("[{'type':'earnFixed','points':1}]}");
    }
    PointsEngine engine = PointsEngine.compile(Programs.of("GBP", rules.toString()));
    assertThat(engine.candidates(Baskets.in("GBP").line("c77", "x", "2", "1").request()))
        .isEqualTo(1);
    assertThat(engine.candidates(Baskets.in("GBP").line("c77", "x", "1", "1").request())).isZero();
    assertThat(engine.candidates(Baskets.in("GBP").line("none", "x", "1", "1").request())).isZero();
    assertThat(engine.quote(Baskets.in("GBP").line("c77", "x", "2", "1.00").request()).points())
        .isEqualTo(1);
  }
}
