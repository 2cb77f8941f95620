package dev.tillwright.core.campaign;

import static dev.tillwright.core.campaign.FieldBench.finished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.ChildJvm;
import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.RefusedException;
import dev.tillwright.core.till.Ticket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Books that were lost, or did not add up, as other SDKs and tills met it in the field. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BooksInTheFieldTest {
  @TempDir Path folder;
  private FieldBench bench;

  @BeforeEach
  void open() {
    bench = new FieldBench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** A part of a program, at some version of its tables. */
  private record Part(List<Migration> migrations) implements Follower {
    @Override
    public String name() {
      return "extra";
    }

    @Override
    public void apply(Entry entry, Tx tx) {
      // Its tables are what matters here.
    }

    @Override
    public void reset(Tx tx) {
      // Nothing is kept.
    }
  }

  private static final Migration ONE = Migration.of(1, "create table extra (a integer)");
  private static final Migration TWO = Migration.of(2, "alter table extra add column b integer");
  private static final Migration BROKEN =
      Migration.of(2, "insert into extra values (1)", "insert into nowhere values (1)");

  /**
   * stripe/stripe-terminal-android #731: when a migration failed, the handler dropped the tables
   * and with them the stored payments. A naive store starts afresh with what it cannot migrate.
   */
  @Test
  void failedMigration_keepsTheFiles_refusesToOpen_andTheStoredPaymentsAreStillSent() {
    bench.reopen(builder -> builder.follower(new Part(List.of(ONE))));
    bench.host.offline(true);
    CompletedSale sale = finished(bench.byCard(bench.pens(1)));
    bench.till.close();

    for (int tries = 0; tries < 2; tries++) {
      assertRefused("store.failed", new Part(List.of(ONE, BROKEN)));
      assertThat(JournalVerifier.verify(bench.file, Optional.empty()).ok()).isTrue();
    }

    bench.open(builder -> builder.follower(new Part(List.of(ONE)))); // the old program
    assertThat(bench.till.recovery().waiting()).isEqualTo(1);
    bench.reopen(builder -> builder.follower(new Part(List.of(ONE, TWO)))); // the mended one
    assertThat(bench.till.find(sale.id())).contains(sale);
    bench.host.offline(false);
    assertThat(bench.till.forwardNow()).isZero();
    assertThat(bench.host.approvedMinor()).isEqualTo(1250);

    bench.till.close();
    assertRefused("store.newer", new Part(List.of(ONE))); // rolled back too far
    bench.open(builder -> builder.follower(new Part(List.of(ONE, TWO))));
    assertThat(bench.till.find(sale.id())).contains(sale);
  }

  private void assertRefused(String code, Part part) {
    assertThatThrownBy(() -> bench.open(builder -> builder.follower(part)))
        .isInstanceOf(TillwrightException.class)
        .extracting("code")
        .isEqualTo(code);
  }

  /**
   * odoo/odoo #125037, #60939, #284790: the receipt was printed, the power was cut or the browser
   * evicted its store, and the order was gone. A naive till prints first and saves later.
   */
  @Test
  void receiptOnPaperAndThePowerCut_theSaleIsInTheBooks_andTheNextPrintIsACopy() throws Exception {
    bench.till.close();
    Process child =
        ChildJvm.start(
            ChildJvm.classPath(),
            PrintingChild.class,
            bench.file.toString(),
            Integer.toString(bench.host.port()));
    String paper = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isEqualTo(137);
    assertThat(paper).contains("25.00").contains("30.00").doesNotContain("COPY");

    bench.open(builder -> builder);
    CompletedSale sale = bench.till.find("INV-1").get(0);

    assertThat(sale.total()).isEqualTo(CampaignTill.pounds(25_00));
    assertThat(bench.till.wasPrinted(sale.id())).isTrue();
    assertThat(new TextRenderer(42).render(bench.till.receipt(sale.id())))
        .isEqualToIgnoringWhitespace(paper);
    assertThat(finished(bench.inCash(bench.pens(1))).receipt()).isEqualTo(sale.receipt() + 1);
  }

  /**
   * odoo/odoo #203196, #278291, #289851, ErpNet.FP #151, opensourcepos #1437: 0.01 was left over
   * after a discount, and the sale could not be closed, or owed a penny. A naive basket rounds each
   * line and the whole apart, or computes in binary fractions.
   */
  @Test
  void fullDiscount_onAwkwardPrices_leavesNoPenny() {
    for (Discount discount :
        List.of(Discount.percent(100, "gift"), Discount.percent(100, "gift").onLine(1))) {
      Ticket ticket = bench.of("2", 3).add("1", 7).discount(discount);
      if (discount.line() != null) {
        ticket.discount(Discount.percent(100, "gift").onLine(2));
      }
      assertThat(ticket.due().isZero()).isTrue();
      CompletedSale sale = finished(bench.till.finish(ticket));
      assertThat(sale.total().isZero()).isTrue();
      assertThat(sale.tax().isZero()).isTrue();
      assertThat(sale.lines()).allMatch(line -> line.priced().total().isZero());
    }
    assertThat(bench.asked).isEmpty();
  }

  /** A third off 9.99 in three payments, and back in three pieces: nothing is left over either. */
  @Test
  void discountsPartsAndReturns_addUpToThePenny() {
    long seed = System.nanoTime();
    System.out.println("discountsPartsAndReturns seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 8; round++) {
      long pieces = 2 + random.nextInt(3);
      Ticket ticket =
          bench.of("2", pieces).discount(Discount.percent(1 + random.nextInt(98), "regular"));
      while (ticket.due().minor() > 3 && ticket.sale().tenders().size() < 3) {
        bench.till.pay(
            ticket,
            dev.tillwright.core.till.Tender.cash(
                CampaignTill.pounds(1 + random.nextInt((int) ticket.due().minor() - 1))));
      }
      CompletedSale sale = finished(bench.inCash(ticket));
      long back = 0;
      for (long piece = 0; piece < pieces; piece++) {
        back += finished(bench.till.payOut(bench.giveBack(sale, 1))).total().minor();
      }
      assertThat(sum(sale)).isEqualTo(sale.total());
      assertThat(back).isEqualTo(sale.total().minor());
    }
  }

  private static Money sum(CompletedSale sale) {
    return sale.tenders().stream().map(TenderLine::amount).reduce(Money::plus).orElseThrow();
  }

  /**
   * A penny more than was paid never goes back, in however many pieces and ways it is asked for.
   */
  @Test
  void refund_aboveWhatWasPaid_isRefused_acrossPiecesAndTenders() {
    Ticket bought = bench.pens(2);
    bench.byCard(bought, CampaignTill.pounds(12_49));
    CompletedSale sale = finished(bench.inCash(bought));
    finished(bench.till.payOut(bench.giveBack(sale, 1)));
    finished(bench.till.payOut(bench.giveBack(sale, 1)));

    assertThatThrownBy(() -> bench.giveBack(sale, 1)).isInstanceOf(RefusedException.class);
    Ticket empty = bench.till.giveBack(bench.max, sale.id(), "");
    assertThatThrownBy(() -> empty.giveBack(1, Quantity.parse("0.001")))
        .isInstanceOf(RefusedException.class);
    assertThat(bench.till.voidSale(empty, "nothing to give")).isInstanceOf(Outcome.Approved.class);
    assertThat(bench.host.refundedMinor()).isEqualTo(1249);
  }
}
