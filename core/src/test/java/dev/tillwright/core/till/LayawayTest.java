package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.HostRequest;
import dev.tillwright.core.host.MemoryHost;
import dev.tillwright.core.host.Script;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.LayawayPlan;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.TenderKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goods that are kept and paid in deposits (A1, A2). */
class LayawayTest {
  private static final LocalDate MARCH = LocalDate.of(2025, 3, 31);

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  static LayawayPlan plan() {
    return new LayawayPlan(
        List.of(
            new LayawayPlan.Instalment(MARCH, pounds("10.00")),
            new LayawayPlan.Instalment(MARCH.plusMonths(1), pounds("15.00"))),
        new LayawayPlan.Fee("storage", pounds("1.00"), Percent.of(10)));
  }

  private Ticket laid() {
    Ticket ticket = bench.pens(2);
    bench.till.layaways(bench.manager).lay(ticket, plan());
    return ticket;
  }

  private Outcome byCard(Ticket ticket, String amount) {
    try (CardRead card = Bench.card()) {
      return bench.till.pay(ticket, Tender.card(card, pounds(amount)));
    }
  }

  private Money expected() {
    return bench.till.cash(bench.manager).expected();
  }

  @Test
  void depositsOverDaysAndRestarts_completeTheSale() {
    Ticket ticket = laid();
    bench.till.pay(ticket, Tender.cash(pounds("10.00")));
    assertThat(bench.x().charges().deposits()).isEqualTo(pounds("10.00"));
    assertThat(bench.x().sales()).isZero();
    bench.till.closeDay(bench.manager);
    bench.reopen();

    Layaways layaways = bench.till.layaways(bench.manager);
    assertThat(bench.till.recovery().open()).isEmpty();
    assertThat(layaways.open()).hasSize(1);
    assertThat(layaways.open().get(0).due()).isEqualTo(pounds("15.00"));
    assertThat(layaways.open().get(0).overdue(MARCH.plusDays(1)).isZero()).isTrue();
    assertThat(layaways.open().get(0).overdue(MARCH.plusMonths(2))).isEqualTo(pounds("15.00"));
    Ticket again = layaways.take(ticket.id());
    byCard(again, "5.00");
    CompletedSale sale = bench.cash(again);

    assertThat(sale.total()).isEqualTo(pounds("25.00"));
    assertThat(sale.deposits()).isEqualTo(3);
    // The drawer of this day holds what was paid in cash on this day.
    assertThat(expected()).isEqualTo(pounds("10.00"));
    assertThat(bench.x().gross()).isEqualTo(pounds("25.00"));
    assertThat(bench.slip(sale)).contains("Cash deposit");
    assertThat(layaways.open()).isEmpty();
  }

  /** A customer who paid a deposit goes home with a slip that says what is still due. */
  @Test
  void eachDeposit_hasASlip_alsoAfterARestart_andTheReceiptIsNoCopy() {
    Ticket ticket = laid();
    byCard(ticket, "5.00");
    bench.till.pay(ticket, Tender.cash(pounds("5.00")));
    bench.till.layaways(bench.manager).print(ticket.id());
    assertThat(bench.printed.get(0))
        .contains("*** LAYAWAY ***", ticket.id().toString(), "Fountain pen 2 x 12.50")
        .containsPattern("Card \\*+1111 deposit +5.00")
        .containsPattern("Cash deposit +5.00")
        .containsPattern("Paid so far +10.00 GBP")
        .containsPattern("Still due +15.00 GBP")
        .doesNotContain("Due by 2025-03-31") // paid already
        .containsPattern("Due by 2025-04-30 +15.00")
        .contains("Kept if given up: storage, 1.00 + 10%");
    bench.reopen();

    Layaways layaways = bench.till.layaways(bench.manager);
    assertThat(new TextRenderer(42).render(layaways.slip(ticket.id())))
        .isEqualTo(bench.printed.get(0));
    CompletedSale sale = bench.cash(layaways.take(ticket.id()));
    bench.till.print(sale.id());
    assertThat(bench.printed.get(1)).doesNotContain("COPY");
    assertThat(bench.kinds()).containsSubsequence("slip.printing", "slip.printed");
  }

  @Test
  void aLayawayThatIsGivenUp_hasASlipOfWhatWentBack() {
    Ticket ticket = laid();
    byCard(ticket, "8.00");
    bench.till.pay(ticket, Tender.cash(pounds("2.00")));
    Layaways layaways = bench.till.layaways(bench.manager);
    layaways.cancel(ticket, "changed mind");
    assertThat(new TextRenderer(42).render(layaways.slip(ticket.id())))
        .contains("*** GIVEN UP ***")
        .containsPattern("Kept: storage +2.00")
        .containsPattern("paid back +8.00")
        .doesNotContain("Still due");
    assertThatThrownBy(() -> layaways.slip(bench.pens(1).id()))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("layaway.unknown"));
  }

  @Test
  void ticketTakenUpElsewhere_refusesEveryStep() {
    Ticket ticket = laid();
    Ticket taken = bench.till.layaways(bench.manager).take(ticket.id());
    assertThatThrownBy(() -> bench.till.pay(ticket, Tender.cash(pounds("1.00"))))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("ticket.handedOver"));
    assertThat(bench.till.pay(taken, Tender.cash(pounds("1.00"))))
        .isInstanceOf(Outcome.Approved.class);
  }

  /** The new ticket would not know of the deposit, and the card would pay it again. */
  @Test
  void whileADepositIsUnderWay_nobodyElseTakesTheLayawayUp() throws Exception {
    bench.close();
    HeldHost host = new HeldHost();
    bench = new Bench(folder, builder -> builder.host(TenderKind.CARD, host).times(HeldHost.TIMES));
    Ticket ticket = laid();
    Layaways layaways = bench.till.layaways(bench.manager);
    CompletableFuture<Outcome> deposit =
        CompletableFuture.supplyAsync(() -> byCard(ticket, "5.00"));
    host.awaitAsked();
    assertThatThrownBy(() -> layaways.take(ticket.id()))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("payment.busy"));
    host.answer();
    assertThat(deposit.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Approved.class);

    Ticket again = layaways.take(ticket.id());
    assertThat(again.due()).isEqualTo(pounds("20.00"));
    Bench.finished(byCard(again, "20.00"));
    assertThat(host.ledger().takenMinor(Bench.GBP)).isEqualTo(2500);
  }

  /** What is found out about a deposit after the layaway was taken up is on the new ticket. */
  @Test
  void depositWithNoKnownOutcome_isFoundOnTheTicketThatTookTheLayawayUp() {
    bench.close();
    MemoryHost host =
        MemoryHost.of(HostCapabilities.of(HostCapability.DEDUPLICATION), Clock.systemUTC());
    bench = new Bench(folder, builder -> builder.host(TenderKind.CARD, host));
    Ticket ticket = laid();
    host.play(
        Script.builder()
            .times(2, HostRequest.Kind.PURCHASE, Behaviour.fault(Behaviour.Fault.DROP_REPLY))
            .build());
    assertThat(byCard(ticket, "5.00")).isInstanceOf(Outcome.Unknown.class);
    Ticket again = bench.till.layaways(bench.manager).take(ticket.id());
    assertThatThrownBy(() -> byCard(ticket, "5.00")).isInstanceOf(RefusedException.class);
    assertThat(bench.till.resolve()).isZero();

    assertThat(again.due()).isEqualTo(pounds("20.00"));
    Bench.finished(byCard(again, "20.00"));
    assertThat(host.ledger().takenMinor(Bench.GBP)).isEqualTo(2500);
  }

  @Test
  void givenUp_depositsGoBackLessTheFee_cardsFirst() {
    Ticket ticket = laid();
    byCard(ticket, "8.00");
    bench.till.pay(ticket, Tender.cash(pounds("2.00")));

    // A pound and ten percent of ten pounds are kept.
    Outcome outcome = bench.till.layaways(bench.manager).cancel(ticket, "changed mind");

    assertThat(outcome).isInstanceOf(Outcome.Approved.class);
    assertThat(((Outcome.Approved) outcome).change().isZero()).isTrue();
    assertThat(ticket.sale().state()).isEqualTo(Sale.State.VOIDED);
    assertThat(bench.host.refundedMinor()).isEqualTo(800);
    assertThat(bench.x().charges().fees()).isEqualTo(pounds("2.00"));
    assertThat(bench.x().charges().depositsBack()).isEqualTo(pounds("8.00"));
    assertThat(expected()).isEqualTo(pounds("2.00"));
  }

  @Test
  void givenUpWhileTheHostIsAway_goesOnAfterARestart() {
    Ticket ticket = laid();
    byCard(ticket, "5.00");
    bench.till.pay(ticket, Tender.cash(pounds("15.00")));
    bench.till.layaways(bench.manager).cancel(ticket, "changed mind");
    assertThat(ticket.sale().fee()).contains(pounds("3.00"));
    bench.reopen();

    assertThat(bench.till.layaways(bench.manager).open()).isEmpty();
    assertThat(bench.x().cash().paidBack()).isEqualTo(pounds("12.00"));
    assertThat(bench.host.refundedMinor()).isEqualTo(500);
  }

  @Test
  void planThatDoesNotAddUp_isRefusedAndWrittenDown() {
    Ticket ticket = bench.pens(1);
    assertThatThrownBy(() -> bench.till.layaways(bench.manager).lay(ticket, plan()))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("sale.layawayDoesNotFit"));
    assertThat(bench.cash(ticket).total()).isEqualTo(pounds("12.50"));
    assertThat(bench.refusals()).containsExactly("LayAway sale.layawayDoesNotFit");
  }
}
