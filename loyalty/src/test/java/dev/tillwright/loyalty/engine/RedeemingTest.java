package dev.tillwright.loyalty.engine;

import static dev.tillwright.loyalty.PointsTill.item;
import static dev.tillwright.loyalty.PointsTill.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Redeemable;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.PointsOffer;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.loyalty.Baskets;
import dev.tillwright.loyalty.PointsTill;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.ledger.Account;
import dev.tillwright.loyalty.program.Program;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many points may pay for a sale: least, most, a share, not for all goods (E6). */
class RedeemingTest {
  private static final Instant JUNE = Instant.parse("2025-06-04T10:00:00Z");
  private static final String SPEND =
      "{'id':'spend','scope':'BASKET','then':[{'type':'earnPerAmount','points':10,'per':1}]}";
  private static final String STAMPS =
      ",{'id':'stamps','scope':'LINE','when':{'type':'in','field':'line.category',"
          + "'values':['stamps']},'then':[{'type':'exclude','from':'REDEMPTION'}],"
          + "'text':{'en':'stamps','de':'Briefmarken'}}";

  @TempDir Path folder;

  private static Program program(String worth) {
    return Programs.of("GBP", "'worth':{'points':1,'minor':1" + worth + "},", SPEND + STAMPS);
  }

  private static Redeemable most(String worth, String tea, String stamps) {
    return PointsEngine.compile(program(worth))
        .redeemable(
            Baskets.in("GBP")
                .line("t", "food", "1", tea)
                .line("s", "stamps", "1", stamps)
                .request());
  }

  @Test
  void excludedGoods_aShare_andANumber_boundWhatPointsPay_andSayWhy() {
    assertThat(most("", "10.00", "5.00"))
        .isEqualTo(new Redeemable(pounds("10.00"), "points do not pay for stamps"));
    assertThat(most(",'percent':'33.3'", "10.00", "5.00"))
        .isEqualTo(
            new Redeemable(
                pounds("3.33"), "points do not pay for stamps; points pay at most 33.3 percent"));
    assertThat(most(",'max':200,'percent':50", "10.00", "5.00").most()).isEqualTo(pounds("2.00"));
    assertThat(most(",'max':200,'percent':50", "3.00", "5.00").most()).isEqualTo(pounds("1.50"));
  }

  @Test
  void anyProgram_neverLetsPointsPayMoreThanItsGoods() {
    Random random = new Random(20261126);
    for (int i = 0; i < 200; i++) {
      long tea = 1 + random.nextInt(5_000);
      long max = 1 + random.nextInt(3_000);
      int percent = 1 + random.nextInt(100);
      String worth = ",'max':" + max + ",'percent':" + percent;
      long expected = Math.min(max, tea * percent / 100);
      assertThat(most(worth, tea / 100 + "." + (tea % 100 / 10) + tea % 10, "5.00").most().minor())
          .as(worth + " of " + tea)
          .isEqualTo(expected);
    }
  }

  @Test
  void whoAskedForMoreThanThereIs_maySpendWhatThereIs() {
    try (PointsTill shop = PointsTill.open(folder, program(""), JUNE)) {
      shop.sell("m-1", "4.00"); // 40 points
      Ticket ticket = shop.basket("m-1", item("tea", "food", "1.00"));
      assertThat(shop.till.pay(ticket, Tender.points(60)))
          .isInstanceOfSatisfying(
              Outcome.Declined.class,
              declined ->
                  assertThat(declined.reason()).isEqualTo("the member has 40 points to spend"));
      assertThat(shop.till.pay(ticket, Tender.points(40))).isInstanceOf(Outcome.Approved.class);
      assertThat(ticket.due()).isEqualTo(pounds("0.60"));
      shop.paid(ticket);
      assertThat(shop.settled().conflicts()).isEmpty();
      assertThat(shop.ledger.balance("m-1").of(Account.HELD)).isZero();
    }
  }

  @Test
  void aProgramWithoutWorth_takesNoPoints() {
    assertThat(
            PointsEngine.compile(Programs.of("GBP", SPEND))
                .redeemable(Baskets.in("GBP").line("t", "food", "1", "1.00").request()))
        .isEqualTo(new Redeemable(pounds("0.00"), "points cannot be paid with"));
  }

  @Test
  void limits_standOnThePageOfRules() {
    String page = program(",'max':500,'percent':'50'").describe(Locale.GERMAN);
    assertThat(page)
        .contains("Höchstens 500 Punkte zahlen einen Einkauf.", "höchstens 50 Prozent")
        .contains("nicht mit Punkten bezahlbar");
    assertThat(Program.parse(program(",'max':500,'percent':'50'").toJson()).digest())
        .isEqualTo(program(",'max':500,'percent':'50.0'").digest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'min':10,'max':9|/worth/max",
        "'step':10,'max':25|/worth/max",
        "'percent':0|/worth/percent",
        "'percent':'100.1'|/worth/percent"
      })
  void whatCannotBe_isRefusedWithItsPlace(String both) {
    String[] parts = both.split("\\|");
    assertThatThrownBy(() -> program("," + parts[0]))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining(parts[1]);
  }

  @Test
  void tills_quoteBeforeTheTender_andRefuseMoreWithTheReason() {
    Item tea = item("t", "food", "10.00");
    Item stamps = item("s", "stamps", "5.00");
    try (PointsTill shop =
        PointsTill.open(folder, program(",'min':50,'max':600,'percent':50"), JUNE)) {
      shop.sell("m-1", "100.00"); // 1,000 points
      shop.settled();
      Ticket ticket = shop.basket("m-1", tea, stamps);
      PointsOffer offer = shop.till.pointsOffer(ticket);
      assertThat(offer)
          .isEqualTo(
              new PointsOffer(
                  500,
                  pounds("5.00"),
                  "points do not pay for stamps; points pay at most 50 percent"));
      assertThat(shop.till.pay(ticket, Tender.points(501)))
          .isInstanceOfSatisfying(
              Outcome.Declined.class,
              declined -> {
                assertThat(declined.code()).isEqualTo("points.aboveLimit");
                assertThat(declined.reason()).contains("at most 500 points", "stamps");
              });
      assertThat(shop.till.pay(ticket, Tender.points(49))).isInstanceOf(Outcome.Declined.class);
      assertThat(shop.entries("points.held")).as("nothing was held").isEmpty();
      assertThat(shop.till.pay(ticket, Tender.points(offer.points())))
          .isInstanceOf(Outcome.Approved.class);
      shop.paid(ticket);
      assertThat(shop.settled().balance("m-1").burned()).isEqualTo(500);

      Ticket only = shop.basket("m-1", stamps);
      assertThat(shop.till.pointsOffer(only).points()).isZero();
      assertThat(shop.till.pay(only, Tender.points(100)).toString())
          .contains("points.aboveLimit", "no points can pay here");
      Ticket poor = shop.basket("m-2", tea);
      assertThat(shop.till.pointsOffer(poor).points()).as("who has none").isZero();
    }
  }
}
