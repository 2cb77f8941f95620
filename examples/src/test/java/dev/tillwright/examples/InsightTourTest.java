package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.stock.StockBook;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.watch.Findings;
import dev.tillwright.crypto.key.Argon2idHasher;
import dev.tillwright.loyalty.insight.campaign.CampaignReport;
import dev.tillwright.loyalty.insight.feedback.FeedbackDesk;
import dev.tillwright.loyalty.insight.segment.SegmentRules;
import dev.tillwright.loyalty.member.ContactAnswer;
import dev.tillwright.loyalty.member.ContactOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/insight.md shows is compiled and run. */
class InsightTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  @TempDir Path folder;

  @Test
  void aShopKnowsItsMembers() throws IOException {
    try (Till till =
        Till.builder("till-01")
            .database(Database.sqlite(folder.resolve("till.db")))
            .merchant(Merchant.named("Test shop"))
            .currency(GBP)
            .secrets(new Argon2idHasher())
            .follower(new StockBook(ZoneOffset.UTC))
            .background(false)
            .open()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
      OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();
      Journal journal = till.journal();
      Clock clock = Clock.systemUTC();
      InsightTour tour =
          new InsightTour(
              journal,
              (request, deadline) -> new ContactAnswer.Made("till-01@1", ContactOutcome.SENT),
              clock);
      tour.follow();
      for (int i = 0; i < 6; i++) {
        for (int visit = 0; visit < 3; visit++) {
          Ticket ticket = till.sale(ann).member("m-" + i);
          ticket.add(item("tea"), Quantity.of(1));
          ticket.add(item(visit == 2 ? "bread" : "milk"), Quantity.of(1));
          till.pay(ticket, Tender.cash(ticket.sale().cashDue()));
        }
        Ticket other = till.sale(ann).add(item("paper"), Quantity.of(1));
        till.pay(other, Tender.cash(other.sale().cashDue()));
        Ticket second = till.sale(ann).add(item("paper"), Quantity.of(1));
        till.pay(second, Tender.cash(second.sale().cashDue()));
      }
      String rules = rulesOfThePage();
      assertThat(SegmentRules.parse(rules).check()).isEmpty();
      assertThat(tour.segments(rules, "m-1", Instant.now().plusSeconds(60)))
          .startsWith("LOYAL 5-3-1 [loyal, tea-drinkers]: 3 purchases in the 60 days before");
      journal.awaitFollowers(Duration.ofSeconds(60));
      assertThat(tour.recommend(new StockBook(ZoneOffset.UTC), it -> false, List.of("tea")))
          .isEmpty(); // by the books nothing is there
      List<Entry> sales = new ArrayList<>();
      journal.read(
          1,
          journal.headSeq(),
          entry -> {
            if (entry.kind().equals(CompletedSale.KIND)) {
              sales.add(entry);
            }
          });
      Entry first = sales.get(0);
      assertThat(tour.feedback(first, CompletedSale.read(first).id()))
          .isEqualTo(FeedbackDesk.Step.DONE);
      CampaignReport report =
          tour.campaign(
              Money.parse("5.00", GBP),
              Money.parse("0.05", GBP),
              "00112233445566778899aabbccddeeff");
      assertThat(report.treated() + report.control()).isEqualTo(6);
      assertThat(report.reached()).isEqualTo(report.treated());
      assertThat(tour.silence(new Findings(journal, Duration.ofSeconds(60)))).isZero();
    }
  }

  /** The rules that the page shows are rules. */
  private static String rulesOfThePage() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "insight.md"));
    int begin = page.indexOf("```json\n") + 8;
    return page.substring(begin, page.indexOf("```", begin));
  }

  private static Item item(String code) {
    return new Item(
        code, code, "", UnitPrice.parse("2.50", GBP), TaxRate.included("A", Percent.of(20)));
  }

  @Test
  void thePage_showsTheCodeAsItIsCompiled() throws IOException {
    DocPages.show("InsightTour", 6, "insight.md");
  }
}
