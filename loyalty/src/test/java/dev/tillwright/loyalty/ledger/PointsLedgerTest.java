package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Returned;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows E4, E5 and E7 in their first version, on a real journal. */
class PointsLedgerTest {
  @TempDir Path dir;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = Shop.open(dir);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static List<Line> breadAndTobacco() {
    return List.of(
        Shop.line(1, "bread", "bakery", "3", "1.50"),
        Shop.line(2, "smoke", "tobacco", "1", "12.50"),
        Shop.line(3, "juice", "drinks", "2", "2.80"));
  }

  @Test
  void sale_isAwarded_withItsEntryAndReasons() {
    CompletedSale sale = shop.sale("m-1", breadAndTobacco(), 0, "");
    Entry entry = shop.append(sale);
    shop.settled();
    AwardView award = shop.ledger.award(sale.id().toString()).orElseThrow();
    assertThat(award.seq()).isEqualTo(entry.seq());
    assertThat(award.member()).isEqualTo("m-1");
    assertThat(award.program()).isEqualTo("corner-club/1");
    assertThat(award.digest()).isEqualTo(sale.points().digest());
    assertThat(award.points()).isEqualTo(16);
    assertThat(award.reasons())
        .extracting(AwardView.Reason::text)
        .containsExactly(
            "1 point per 1.00 GBP on 10.10 GBP: 10",
            "2 points per unit on 3 units of bakery: 6",
            "Tobacco, postage and fees: no points on 12.50 GBP");
    assertThat(award.lines()).extracting(AwardView.Line::line).containsExactly(1, 3);
    assertThat(award.lines()).extracting(AwardView.Line::totalMinor).containsExactly(450L, 560L);
    List<Posting> statement = shop.ledger.statement("m-1", 10);
    assertThat(statement).hasSize(1);
    assertThat(statement.get(0).reasons()).hasSize(3);
    assertThat(statement.get(0).seq()).isEqualTo(entry.seq());
    assertThat(statement.get(0).change()).isEqualTo(16);
    assertThat(shop.ledger.balance("m-1")).isEqualTo(Shop.balance(16, 0, 0, 0, 16, 0));
    assertThat(shop.ledger.totals().outstanding()).isEqualTo(16);
  }

  @Test
  void sameSaleDeliveredAgain_changesNothing() {
    CompletedSale sale = shop.earn("m-1", 30);
    shop.settled();
    String before = shop.dump();
    shop.append(sale);
    shop.settled();
    assertThat(shop.dump()).isEqualTo(before);
  }

  @Test
  void sameSaleWithOtherContent_isAConflict_notAnAward() {
    SaleId id = shop.nextId();
    shop.append(shop.sale(id, "m-1", List.of(Shop.line(1, "a", "x", "1", "30.00")), 0, ""));
    Entry second =
        shop.append(shop.sale(id, "m-1", List.of(Shop.line(1, "a", "x", "1", "40.00")), 0, ""));
    shop.settled();
    assertThat(shop.ledger.balance("m-1").available()).isEqualTo(30);
    assertThat(shop.ledger.conflicts())
        .containsExactly(new Conflict("till-01", second.seq(), id.toString(), "sale.content"));
  }

  @Test
  void anonymousSale_leavesNoTrace() {
    String empty = shop.dump();
    shop.append(shop.sale(null, breadAndTobacco(), 0, ""));
    shop.append(new Draft("till.opened", "{}"));
    assertThat(shop.settled().dump()).isEqualTo(empty);
    assertThat(shop.ledger.award("till-01.1.1")).isEmpty();
  }

  @Test
  void returnedLine_takesBackWhatItEarned_andNoMore() {
    CompletedSale sale = shop.sale("m-1", breadAndTobacco(), 0, "");
    shop.append(sale);
    Entry back = shop.append(shop.back(sale, Map.of(1, "3", 2, "1"), 0));
    shop.settled();
    AwardView award = shop.ledger.award(sale.id().toString()).orElseThrow();
    long bread = award.lines().get(0).points();
    assertThat(award.clawedBack()).isEqualTo(bread).isEqualTo(10);
    assertThat(shop.ledger.balance("m-1").available()).isEqualTo(16 - bread);
    Posting claw = shop.ledger.statement("m-1", 10).get(0);
    assertThat(claw.kind()).isEqualTo(Posting.Kind.CLAW_BACK);
    assertThat(claw.seq()).isEqualTo(back.seq());
    assertThat(claw.line()).isEqualTo(1);
    assertThat(claw.change()).isEqualTo(-bread);
    shop.append(shop.back(sale, Map.of(1, "3"), 0)); // came back twice: a till's mistake
    shop.settled();
    assertThat(shop.ledger.balance("m-1").clawedBack()).isEqualTo(bread);
  }

  /** One ticket, both ways: what came back is clawed back, what went out is awarded. */
  @Test
  void exchange_takesBackWhatItsGoodsEarned_andAwardsTheOthers() {
    CompletedSale sold = shop.earn("m-1", 30);
    Currency gbp = sold.total().currency();
    SaleId id = new SaleId("till-01", 1, 9_999);
    PointsQuote quote =
        new PointsQuote(
            "corner-club/1",
            "d",
            12,
            List.of(new PointsQuote.Reason("base", 12, List.of(2), "1 point per 1.00 GBP")),
            List.of(new PointsQuote.Share(2, 12)));
    Sale sale =
        accepted(Sale.open(new SaleCommand.Open(id, SaleKind.EXCHANGE, "ann", gbp, "", sold.id())));
    for (SaleCommand command :
        List.of(
            new SaleCommand.IdentifyMember("m-1"),
            new SaleCommand.ReturnLine(sold.lines().get(0), Quantity.of(1), Returned.nothing(gbp)),
            new SaleCommand.AddLine(
                Shop.line(2, "scarf", "x", "1", "12.00").item(), Quantity.of(1)),
            new SaleCommand.BeginTender(quote),
            new SaleCommand.Tender(
                TenderLine.cash(Money.parse("18.00", gbp), Money.parse("18.00", gbp))),
            new SaleCommand.Complete(7))) {
      sale = accepted(sale.decide(command));
    }
    shop.append(sale.completed().orElseThrow());
    shop.append(sale.completed().orElseThrow());
    shop.settled();

    assertThat(shop.ledger.balance("m-1").available()).isEqualTo(12);
    assertThat(shop.ledger.statement("m-1", 10)).extracting(Posting::change).contains(-30L, 12L);

    shop.append(new LedgerEntries.Reversed("r1", id.toString()).draft());
    shop.settled();
    assertThat(shop.ledger.balance("m-1").available()).as("it has a sale in it").isEqualTo(12);
    assertThat(shop.ledger.conflicts())
        .extracting(Conflict::what)
        .containsExactly("reversal.refused");
  }

  private static Sale accepted(Decision decision) {
    return ((Decision.Accepted) decision).next();
  }

  @Test
  void returnWithoutReceipt_takesNothingBack() {
    shop.earn("m-1", 30);
    shop.append(shop.backWithoutReceipt("m-1", List.of(Shop.line(1, "pence", "x", "1", "30.00"))));
    shop.settled();
    assertThat(shop.ledger.balance("m-1").available()).isEqualTo(30);
  }

  @Test
  void clawBackOfSpentPoints_bringsTheBalanceBelowZero() {
    CompletedSale earned = shop.earn("m-1", 100);
    shop.hold("till-01/1/1", "m-1", 100);
    shop.append(shop.sale("m-1", List.of(Shop.line(1, "a", "x", "1", "1.00")), 100, "till-01/1/1"));
    shop.append(shop.back(earned, Map.of(1, "1"), 0));
    shop.settled();
    assertThat(shop.ledger.balance("m-1")).isEqualTo(Shop.balance(100, 100, 100, 0, -100, 0));
    assertThat(shop.ledger.balance("m-1").outstanding()).isEqualTo(-100);
  }

  @Test
  void reopenedJournal_goesOnWhereItStood() {
    shop.earn("m-1", 30);
    shop.settled();
    shop.close();
    shop = Shop.open(dir);
    shop.earn("m-1", 12);
    shop.settled();
    assertThat(shop.ledger.balance("m-1").earned()).isEqualTo(42);
    assertThat(shop.ledger.conflicts()).isEmpty();
  }

  @Test
  void statement_isBounded() {
    for (int i = 1; i <= 5; i++) {
      shop.earn("m-1", i);
    }
    shop.settled();
    assertThat(shop.ledger.statement("m-1", 2)).extracting(Posting::points).containsExactly(5L, 4L);
    assertThatThrownBy(() -> shop.ledger.statement("m-1", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
