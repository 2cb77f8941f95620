package dev.tillwright.loyalty.tally;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.SecretHasher;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.engine.Circumstances;
import dev.tillwright.loyalty.engine.PointsEngine;
import dev.tillwright.loyalty.engine.Tallies;
import dev.tillwright.loyalty.program.Program;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row E2: limits, counters and budgets over the sales of a till. */
class TallyTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Program PROGRAM =
      Programs.of(
          "GBP",
          "'limits':[{'per':'DAY','points':250}],'budgets':[{'id':'b','points':17}],",
          """
          {'id':'welcome','scope':'BASKET','when':{'type':'firstPurchase'},
           'then':[{'type':'earnFixed','points':200}]},
          {'id':'spend','scope':'BASKET','then':[{'type':'earnPerAmount','points':1,'per':1}]},
          {'id':'coupon','scope':'BASKET','then':[{'type':'issueCoupon','coupon':'C'}]},
          {'id':'gift','scope':'BASKET','budget':'b','then':[{'type':'earnFixed','points':10}]}
          """);

  private Instant now = Instant.parse("2025-03-29T23:30:00Z");

  @Test
  void limitsCountersAndBudgets_countTheSalesBefore(@TempDir Path folder) {
    Database database = Database.sqlite(folder.resolve("till.db"));
    Tallies tallies = new StoredTallies(database, PROGRAM);
    Circumstances circumstances =
        (request, tenders) -> Circumstances.said(request, tenders).tallies(tallies).build();
    Clock clock =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    try (Till till =
        Till.builder("till-01")
            .database(database)
            .merchant(Merchant.named("Shop"))
            .currency(GBP)
            .zone(ZoneId.of("Europe/London"))
            .clock(clock)
            .secrets(new PlainHasher())
            .follower(new TallyFollower())
            .pricing(PointsEngine.of(PROGRAM).circumstances(circumstances).build())
            .background(false)
            .open()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
      OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();
      List<Long> points = new ArrayList<>();
      points.add(sell(till, ann, "m-1", "30.00")); // 200 + 30 + 10 of 17
      points.add(sell(till, ann, "m-1", "30.00")); // 30 + 7, of which the day leaves 10
      points.add(sell(till, ann, "m-2", "5.00")); // 200 + 5, and nothing is left for gifts
      now = now.plus(Duration.ofHours(1)); // past midnight
      points.add(sell(till, ann, "m-1", "30.00"));
      assertThat(points).containsExactly(240L, 10L, 205L, 30L);

      Instant ever = Instant.EPOCH;
      assertThat(tallies.given("m-1", "spend", ever, now.plusSeconds(1)))
          .isEqualTo(new Tallies.Given(3, 90));
      assertThat(tallies.given("m-1", "", ever, now)).isEqualTo(new Tallies.Given(2, 250));
      assertThat(tallies.given("m-1", "coupon", ever, now.plusSeconds(1)))
          .as("a coupon is an award of no points")
          .isEqualTo(new Tallies.Given(3, 0));
      assertThat(tallies.bought("m-1", ever, now.plusSeconds(1)))
          .isEqualTo(new Tallies.Bought(3, 9_000));
      assertThat(tallies.bought("nobody", ever, now)).isEqualTo(Tallies.Bought.NOTHING);
      assertThat(tallies.drawn("b")).isEqualTo(17);
      till.journal().rebuild(TallyFollower.NAME);
      till.journal().awaitFollower(TallyFollower.NAME, till.journal().headSeq(), PATIENCE);
      assertThat(tallies.given("m-1", "spend", ever, now.plusSeconds(1)))
          .isEqualTo(new Tallies.Given(3, 90));
      assertThat(tallies.drawn("b")).as("after a rebuild").isEqualTo(17);
    }
  }

  private static long sell(Till till, OperatorSession ann, String member, String price) {
    Item item =
        new Item(
            "tea", "Tea", "", UnitPrice.parse(price, GBP), TaxRate.included("A", Percent.of(20)));
    Ticket ticket = till.sale(ann).member(member).add(item, Quantity.of(1));
    CompletedSale sale =
        till.pay(ticket, Tender.cash(Money.parse(price, GBP)))
            .match(
                approved -> approved.sale().orElseThrow(),
                declined -> {
                  throw new AssertionError(declined.toString());
                },
                unknown -> {
                  throw new AssertionError(unknown.toString());
                });
    till.journal().awaitFollower(TallyFollower.NAME, till.journal().headSeq(), PATIENCE);
    return sale.points().points();
  }

  /** Not a hash; tests of access use the real one. */
  private static final class PlainHasher implements SecretHasher {
    @Override
    public String hash(char[] secret) {
      return new String(secret);
    }

    @Override
    public boolean verify(char[] secret, String stored) {
      return stored.equals(new String(secret));
    }

    @Override
    public boolean needsRehash(String stored) {
      return false;
    }
  }
}
