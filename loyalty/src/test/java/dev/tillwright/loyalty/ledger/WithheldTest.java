package dev.tillwright.loyalty.ledger;

import static dev.tillwright.loyalty.PointsTill.finished;
import static dev.tillwright.loyalty.PointsTill.item;
import static dev.tillwright.loyalty.PointsTill.pounds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Refund;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.loyalty.PointsTill;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.program.Program;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points that goods had earned and that are spent when they come back: shortfall CASH (E7). */
class WithheldTest {
  private static final Instant JUNE = Instant.parse("2025-06-04T10:00:00Z");

  @TempDir Path folder;

  private static Program program(int points, int minor) {
    return Programs.of(
        "GBP",
        "'worth':{'points':1,'minor':1},'terms':{'shortfall':{'policy':'CASH','points':"
            + points
            + ",'minor':"
            + minor
            + "}},",
        "{'id':'spend','scope':'BASKET','then':[{'type':'earnPerAmount','points':1,'per':1}]}");
  }

  private PointsTill open(int points, int minor) {
    return PointsTill.open(folder, program(points, minor), JUNE);
  }

  /** A sale of so much, of which points pay a part and cash the rest. */
  private static CompletedSale spend(PointsTill shop, long points, String price) {
    Ticket ticket = shop.basket("m-1", item("tea", "food", price));
    Outcome paid = shop.till.pay(ticket, Tender.points(points));
    assertThat(paid).isInstanceOf(Outcome.Approved.class);
    return ticket.due().isZero() ? finished(paid) : shop.paid(ticket);
  }

  private static Ticket back(PointsTill shop, CompletedSale sale) {
    return shop.till.giveBack(shop.ann(), sale.id(), "").giveBack(1, Quantity.of(1));
  }

  @Test
  void spentPoints_areWithheldFromTheRefund_afterTheyWereShown() {
    try (PointsTill shop = open(100, 90)) {
      CompletedSale earned = shop.sell("m-1", "100.00");
      spend(shop, 60, "0.90");
      Ticket ticket = back(shop, earned);

      Outcome notShown = shop.till.payOut(ticket);
      Refund shown = shop.till.refund(ticket);
      CompletedSale paid = finished(shop.till.payOut(ticket, shown));

      assertThat(notShown)
          .isInstanceOfSatisfying(
              Outcome.Declined.class,
              declined -> {
                assertThat(declined.code()).isEqualTo("refund.withholds");
                assertThat(declined.reason()).contains("60 points", "0.54 GBP", "99.46 GBP");
              });
      assertThat(shown).isEqualTo(new Refund(pounds("100.00"), pounds("0.54"), 60));
      assertThat(paid.tenders())
          .extracting(tender -> tender.kind() + " " + tender.amount().decimal())
          .containsExactly("WITHHELD 0.54", "CASH 99.46");
      Balance balance = shop.settled().balance("m-1");
      assertThat(balance.available()).isZero();
      assertThat(balance.of(Account.CASHED)).isEqualTo(-60);
      assertThat(balance.clawedBack()).isEqualTo(100);
      assertThat(shop.ledger.conflicts()).isEmpty();
      assertThat(new TextRenderer(42).render(shop.till.receipt(paid.id())))
          .contains("Withheld for points already spent", "0.54")
          .doesNotContain("spent paid back");
    }
  }

  @Test
  void pointsThatAreThere_areTakenAndNothingIsWithheld() {
    try (PointsTill shop = open(1, 1)) {
      CompletedSale earned = shop.sell("m-1", "100.00");
      shop.sell("m-1", "60.00");
      spend(shop, 60, "0.60");
      Ticket ticket = back(shop, earned);
      assertThat(shop.till.refund(ticket).back()).isEqualTo(pounds("100.00"));
      finished(shop.till.payOut(ticket));
      assertThat(shop.settled().balance("m-1").available()).isZero();
    }
  }

  @Test
  void pointsThatComeBackWithTheGoods_fillTheHoleFirst() {
    try (PointsTill shop = open(1, 1)) {
      shop.sell("m-1", "100.00");
      CompletedSale partly = spend(shop, 100, "10.00"); // 9.00 in cash earn 9
      spend(shop, 9, "0.10");
      CompletedSale paid = finished(shop.till.payOut(back(shop, partly)));
      assertThat(paid.tenders()).extracting(it -> it.kind()).doesNotContain(TenderKind.WITHHELD);
      assertThat(shop.settled().balance("m-1").available()).isEqualTo(91);
      assertThat(shop.ledger.balance("m-1").of(Account.CASHED)).isZero();
    }
  }

  @Test
  void moreThanTheRefund_isNeverWithheld_andTheRestIsOwed() {
    try (PointsTill shop = open(1, 30)) {
      CompletedSale earned =
          shop.sell("m-1", "10.00"); // 10 points, for which 3.00 each 10 are kept
      CompletedSale more = shop.sell("m-1", "90.00");
      spend(shop, 100, "1.00");
      Ticket ticket = back(shop, more);
      Refund all = shop.till.refund(ticket);
      assertThat(all).isEqualTo(new Refund(pounds("90.00"), pounds("27.00"), 90));
      finished(shop.till.payOut(ticket, all));
      Ticket rest = back(shop, earned);
      finished(shop.till.payOut(rest, shop.till.refund(rest)));
      assertThat(shop.settled().balance("m-1").available()).isZero();
    }
  }

  @Test
  void aRefundThatIsWhollyWithheld_paysNothingOut() {
    try (PointsTill shop = open(1, 150)) {
      CompletedSale earned = shop.sell("m-1", "10.00");
      spend(shop, 10, "0.10");
      Ticket ticket = back(shop, earned);
      Refund shown = shop.till.refund(ticket);
      assertThat(shown).isEqualTo(new Refund(pounds("10.00"), pounds("9.00"), 6));
      CompletedSale paid = finished(shop.till.payOut(ticket, shown));
      assertThat(paid.tenders()).hasSize(2);
      assertThat(shop.settled().balance("m-1").available()).as("the rest is owed").isEqualTo(-4);
    }
  }

  @Test
  void moreThanWasShown_isNotWithheld() {
    try (PointsTill shop = open(1, 1)) {
      CompletedSale earned = shop.sell("m-1", "100.00");
      Ticket ticket = back(shop, earned);
      Refund shown = shop.till.refund(ticket);
      assertThat(shown.withheld()).isEqualTo(pounds("0.00"));
      spend(shop, 60, "0.60");
      assertThat(shop.till.payOut(ticket, shown)).isInstanceOf(Outcome.Declined.class);
      assertThat(List.of(shop.till.refund(ticket).points())).containsExactly(60L);
    }
  }
}
