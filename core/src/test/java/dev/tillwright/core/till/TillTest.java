package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.PaymentEntries;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.report.DayTotals;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TillTest {
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

  private static CompletedSale finished(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Approved.class);
    return ((Outcome.Approved) outcome).sale().orElseThrow();
  }

  @Test
  void cash_givesChange() {
    Outcome outcome = bench.till.pay(bench.pens(1), Tender.cash(pounds("20.00")));

    CompletedSale sale = finished(outcome);
    assertThat(((Outcome.Approved) outcome).change()).isEqualTo(pounds("7.50"));
    assertThat(sale.total()).isEqualTo(pounds("12.50"));
    assertThat(sale.tax()).isEqualTo(pounds("2.08"));
    assertThat(sale.receipt()).isEqualTo(1);
  }

  @Test
  void card_isPaidOnce_andNoNumberIsWritten() {
    CompletedSale sale = finished(bench.payByCard(bench.pens(2)));

    assertThat(bench.host.approvedMinor()).isEqualTo(2500);
    assertThat(sale.tenders()).extracting(TenderLine::kind).containsExactly(TenderKind.CARD);
    assertThat(bench.entries()).extracting(Entry::payload).noneMatch(it -> it.contains("411111"));
    assertThat(bench.kinds())
        .containsSubsequence(
            "sale.opened",
            "sale.lineAdded",
            "sale.tendering",
            "payment.intended",
            "payment.approved",
            "sale.tendered",
            "sale.completed");
  }

  @Test
  void declinedCard_movesNothing_andCashMayFollow() {
    bench.host.script(request -> Behaviour.decline("51"));
    Ticket ticket = bench.pens(1);

    Outcome declined = bench.payByCard(ticket);
    assertThat(declined)
        .isEqualTo(new Outcome.Declined("host.51", "not enough money on the account"));
    assertThat(bench.host.approvedMinor()).isZero();

    assertThat(finished(bench.till.pay(ticket, Tender.cash(pounds("12.50")))).total())
        .isEqualTo(pounds("12.50"));
  }

  @Test
  void lostReply_isReversed_andTheSaleIsPaidOnceInTheEnd() {
    bench.host.script(
        request ->
            request.mti().startsWith("02")
                ? Behaviour.fault(Behaviour.Fault.DROP_REPLY)
                : Behaviour.usual());
    Ticket ticket = bench.pens(1);

    Outcome outcome = bench.payByCard(ticket);

    assertThat(outcome).isInstanceOf(Outcome.Declined.class);
    assertThat(((Outcome.Declined) outcome).code()).isEqualTo("host.notTaken");
    assertThat(bench.host.approvedMinor()).isZero();
    bench.host.script(request -> Behaviour.usual());
    finished(bench.payByCard(ticket));
    assertThat(bench.host.approvedMinor()).isEqualTo(1250);
  }

  @Test
  void unknownOutcome_isNeverShownAsDeclined_andBlocksOtherTendersUntilItIsResolved() {
    bench.host.script(request -> Behaviour.fault(Behaviour.Fault.DROP_REPLY));
    Ticket ticket = bench.pens(1);

    assertThat(bench.payByCard(ticket)).isInstanceOf(Outcome.Unknown.class);
    assertThat(bench.till.pay(ticket, Tender.cash(pounds("12.50"))))
        .isInstanceOf(Outcome.Unknown.class);
    assertThat(bench.till.unfinishedPayments()).isEqualTo(1);

    bench.host.script(request -> Behaviour.usual());
    assertThat(bench.till.resolve()).isZero();
    finished(bench.till.pay(ticket, Tender.cash(pounds("12.50"))));
    assertThat(bench.host.approvedMinor()).isZero();
  }

  @Test
  void aReversalThatWasNotAcknowledged_isRepeatedByTheNextOpening() {
    bench.host.script(request -> Behaviour.fault(Behaviour.Fault.DROP_REPLY));
    Ticket ticket = bench.pens(1);
    assertThat(bench.payByCard(ticket)).isInstanceOf(Outcome.Unknown.class);
    // The first reversal reached the host, but its answer was lost: it must be repeated.
    bench.host.script(request -> Behaviour.usual());

    bench.reopen();

    assertThat(bench.till.recovery().attempts()).isEqualTo(1);
    assertThat(bench.till.recovery().reversed()).isEqualTo(1);
    assertThat(bench.till.unfinishedPayments()).isZero();
    assertThat(bench.till.recovery().open()).containsExactly(ticket.id());
    assertThat(bench.host.approvedMinor()).isZero();
  }

  @Test
  void anOpenBasket_isFoundAgain_andCanBePaid() {
    Ticket ticket = bench.pens(3);

    bench.reopen();

    assertThat(bench.till.recovery().open()).containsExactly(ticket.id());
    Ticket again = bench.till.resume(bench.manager, ticket.id());
    assertThat(again.due()).isEqualTo(pounds("37.50"));
    assertThat(finished(bench.payByCard(again)).id()).isEqualTo(ticket.id());
  }

  @Test
  void splitTender_addsUp_andReceiptNumbersHaveNoGap() {
    Ticket ticket = bench.pens(1);
    Outcome first = bench.till.pay(ticket, Tender.cash(pounds("2.50")));
    assertThat(((Outcome.Approved) first).due()).isEqualTo(pounds("10.00"));
    CompletedSale sale = finished(bench.payByCard(ticket));
    assertThat(sale.tenders())
        .extracting(TenderLine::amount)
        .containsExactly(pounds("2.50"), pounds("10.00"));

    bench.till.voidSale(bench.pens(1), "changed mind");
    bench.reopen();
    assertThat(finished(bench.payByCard(bench.pens(1))).receipt()).isEqualTo(2);
  }

  @Test
  void wallet_isRefusedWithAReason() {
    Outcome outcome = bench.till.pay(bench.pens(1), Tender.wallet("281111111111111111"));
    assertThat(outcome)
        .isEqualTo(
            new Outcome.Declined(
                "tender.notAccepted", "this till takes no wallets: no wallet host is set up"));
  }

  @Test
  void offline_takesUpToTheLimits_andForwardsEachOnce() {
    bench.host.offline(true);
    Outcome first = bench.payByCard(bench.pens(1));
    assertThat(((Outcome.Approved) first).offline()).isTrue();
    finished(bench.payByCard(bench.pens(2)));
    Outcome above = bench.payByCard(bench.pens(1));
    assertThat(above).isInstanceOf(Outcome.Approved.class); // 12.50 + 25.00 + 12.50 = 50.00
    assertThat(bench.payByCard(bench.pens(1))).isInstanceOf(Outcome.Declined.class);
    assertThat(bench.payByCard(bench.pens(3))).isInstanceOf(Outcome.Declined.class);
    assertThat(bench.till.forwardNow()).isEqualTo(3);

    bench.reopen();
    assertThat(bench.till.recovery().waiting()).isEqualTo(3);
    bench.host.offline(false);
    assertThat(bench.till.forwardNow()).isZero();
    assertThat(bench.till.forwardNow()).isZero();
    assertThat(bench.host.approvedMinor()).isEqualTo(5000);
  }

  @Test
  void forwarding_whoseReplyIsLost_isRepeatedUnderTheSameKey() {
    bench.host.offline(true);
    finished(bench.payByCard(bench.pens(1)));
    bench.host.offline(false);
    bench.host.script(request -> Behaviour.fault(Behaviour.Fault.DROP_REPLY));
    assertThat(bench.till.forwardNow()).isEqualTo(1);
    bench.host.script(request -> Behaviour.usual());
    assertThat(bench.till.forwardNow()).isZero();
    assertThat(bench.host.approvedMinor()).isEqualTo(1250);
  }

  @Test
  void partialReturns_goBackToTheCard_andNeverAboveWhatWasPaid() {
    CompletedSale sale = finished(bench.payByCard(bench.pens(3)));

    for (int piece = 1; piece <= 3; piece++) {
      Ticket back = bench.till.giveBack(bench.manager, sale.id(), "").giveBack(1, Quantity.of(1));
      assertThat(finished(bench.till.payOut(back)).total()).isEqualTo(pounds("12.50"));
    }

    assertThat(bench.host.refundedMinor()).isEqualTo(3750);
    Ticket fourth = bench.till.giveBack(bench.manager, sale.id(), "");
    assertThatThrownBy(() -> fourth.giveBack(1, Quantity.of(1)))
        .isInstanceOf(RefusedException.class)
        .extracting("code")
        .isEqualTo("sale.returnAboveSold");
  }

  @Test
  void returnOfASplitSale_goesToTheCardFirst_thenCash() {
    Ticket ticket = bench.pens(2);
    bench.till.pay(ticket, Tender.cash(pounds("20.00")));
    CompletedSale sale = finished(bench.payByCard(ticket));

    Ticket back = bench.till.giveBack(bench.manager, sale.id(), "").giveBack(1, Quantity.of(1));
    CompletedSale returned = finished(bench.till.payOut(back));

    assertThat(returned.tenders())
        .extracting(TenderLine::kind, TenderLine::amount)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(TenderKind.CARD, pounds("5.00")),
            org.assertj.core.groups.Tuple.tuple(TenderKind.CASH, pounds("7.50")));
    assertThat(bench.host.refundedMinor()).isEqualTo(500);
  }

  @Test
  void refundWhoseReplyIsLost_isPaidBackOnce() {
    CompletedSale sale = finished(bench.payByCard(bench.pens(1)));
    bench.host.script(request -> Behaviour.fault(Behaviour.Fault.DROP_REPLY));

    Ticket back = bench.till.giveBack(bench.manager, sale.id(), "").giveBack(1, Quantity.of(1));
    finished(bench.till.payOut(back));
    assertThat(bench.till.unfinishedPayments()).isEqualTo(1);
    bench.host.script(request -> Behaviour.usual());
    assertThat(bench.till.resolve()).isZero();

    assertThat(bench.host.refundedMinor()).isEqualTo(1250);
  }

  @Test
  void refundCutShortByACrash_isUndone_andPaidBackOnceInTheEnd() {
    CompletedSale sale = finished(bench.payByCard(bench.pens(1)));
    Ticket back = bench.till.giveBack(bench.manager, sale.id(), "").giveBack(1, Quantity.of(1));
    TenderLine paid = sale.tenders().get(0);
    PaymentKey key = new PaymentKey("till-01", bench.till.journal().epoch(), 99);
    PaymentKey original = PaymentKey.parse(Objects.requireNonNull(paid.payment()));
    Instant at = Instant.parse("2025-03-03T10:15:30Z");
    ProtectedCard card = Objects.requireNonNull(paid.card());
    bench
        .till
        .journal()
        .append(
            PaymentEntries.draft(
                new AttemptEvent.Intended(
                    key,
                    AttemptKind.REFUND,
                    TenderKind.CARD,
                    back.id().toString(),
                    original,
                    Charge.of(paid.amount()),
                    Money.zero(paid.amount().currency()),
                    card,
                    at,
                    false,
                    true)),
            Duration.ofSeconds(5));
    try (PaymentHost link = bench.link()) {
      link.refund(
          new RefundRequest(key, original, paid.amount(), card, at, false), Duration.ofSeconds(5));
    }
    assertThat(bench.host.refundedMinor()).isEqualTo(1250); // and the process dies here

    bench.reopen();

    assertThat(bench.till.recovery().reversed()).isEqualTo(1);
    assertThat(bench.host.refundedMinor()).isZero();
    finished(bench.till.payOut(bench.till.resume(bench.manager, back.id())));
    assertThat(bench.host.refundedMinor()).isEqualTo(1250);
  }

  @Test
  void returnWithoutReceipt_isPaidInCash_andNeedsAManager() {
    bench
        .till
        .access()
        .enrol(bench.manager, new Operator("ann", "Ann", "cashier"), "4711".toCharArray());
    OperatorSession ann = bench.till.logOn("ann", "4711".toCharArray()).orThrow();
    assertThatThrownBy(() -> bench.till.giveBackWithoutReceipt(ann, ""))
        .isInstanceOf(RefusedException.class)
        .extracting("code")
        .isEqualTo("access.notAllowed");

    Ticket back =
        bench.till.giveBackWithoutReceipt(bench.manager, "").add(Bench.pen(), Quantity.of(1));
    assertThat(finished(bench.till.payOut(back)).tenders())
        .extracting(TenderLine::kind)
        .containsExactly(TenderKind.CASH);
  }

  @Test
  void voidedSale_givesTheCardItsMoneyBack() {
    Ticket ticket = bench.pens(2);
    try (CardRead card = Bench.card()) {
      bench.till.pay(ticket, Tender.card(card, pounds("10.00")));
    }
    bench.till.pay(ticket, Tender.cash(pounds("3.00")));

    Outcome outcome = bench.till.voidSale(ticket, "customer left");

    assertThat(((Outcome.Approved) outcome).change()).isEqualTo(pounds("3.00"));
    assertThat(bench.host.approvedMinor()).isZero();
    assertThatThrownBy(() -> ticket.add("4006381333931", 1)).isInstanceOf(RefusedException.class);
  }

  @Test
  void fullDiscount_isFinishedWithoutATender() {
    Ticket ticket = bench.pens(1).discount(Discount.percent(100, "gift"));
    assertThat(ticket.due().isZero()).isTrue();
    assertThat(finished(bench.till.finish(ticket)).tenders()).isEmpty();
  }

  @Test
  void unknownItem_isRefused_andTheSaleGoesOn() {
    Ticket ticket = bench.pens(1);
    assertThatThrownBy(() -> ticket.add("0000000000000", 1))
        .isInstanceOf(RefusedException.class)
        .extracting("code")
        .isEqualTo("item.unknown");
    finished(bench.till.pay(ticket, Tender.cash(pounds("12.50"))));
  }

  @Test
  void sales_areFoundByReference_andAdjustmentsToo() {
    Ticket ticket = bench.till.sale(bench.manager, "INV-7").add("4006381333931", 1);
    finished(bench.till.pay(ticket, Tender.cash(pounds("12.50"))));
    bench.till.adjustStock(
        bench.manager,
        "ADJ-1",
        "broken",
        List.of(new StockAdjustment("4006381333931", BigDecimal.valueOf(-2))));

    bench.reopen();

    assertThat(bench.till.find("INV-7")).hasSize(1);
    assertThat(bench.till.find("INV-8")).isEmpty();
    assertThat(bench.till.adjusted("ADJ-1")).isTrue();
    assertThat(bench.till.adjusted("ADJ-2")).isFalse();
  }

  @Test
  void receipt_isPrintedOnce_andThenAsACopy() {
    CompletedSale sale = finished(bench.payByCard(bench.pens(1)));

    bench.paper = PrintResult.NOT_PRINTED;
    assertThat(bench.till.print(sale.id())).isEqualTo(PrintResult.NOT_PRINTED);
    assertThat(bench.till.wasPrinted(sale.id())).isFalse();
    bench.paper = PrintResult.UNKNOWN;
    bench.till.print(sale.id());
    assertThat(bench.till.wasPrinted(sale.id())).isTrue();
    bench.reopen();
    bench.paper = PrintResult.PRINTED;
    bench.till.print(sale.id());

    assertThat(bench.printed).hasSize(3);
    assertThat(bench.printed.get(0)).doesNotContain("COPY").contains("12.50");
    assertThat(bench.printed.get(1)).isEqualTo(bench.printed.get(0));
    assertThat(bench.printed.get(2)).contains("COPY");
    assertThat(bench.jobs).doesNotHaveDuplicates();
    assertThat(bench.kinds()).containsSubsequence("receipt.printing", "receipt.printed");
  }

  @Test
  void day_isClosed_andTheNextBegins() {
    finished(bench.payByCard(bench.pens(2)));
    finished(bench.till.pay(bench.pens(1), Tender.cash(pounds("12.50"))));

    DayTotals first = bench.till.closeDay(bench.manager);

    assertThat(first.number()).isEqualTo(1);
    assertThat(first.currencies().get(0).gross()).isEqualTo(pounds("37.50"));
    assertThat(bench.till.dayTotals(bench.manager).isEmpty()).isTrue();
    bench.reopen();
    finished(bench.payByCard(bench.pens(1)));
    assertThat(bench.till.closeDay(bench.manager).number()).isEqualTo(2);
  }

  /** A host that looks at terminal and trace number alone must not take one for another. */
  @Test
  void traceNumbers_goOnAfterARestart() {
    List<Integer> traces = new CopyOnWriteArrayList<>();
    bench.host.script(
        request -> {
          traces.add(Integer.parseInt(request.text(11)));
          return Behaviour.usual();
        });
    for (int opening = 0; opening < 3; opening++) {
      Bench.finished(bench.payByCard(bench.pens(1)));
      Bench.finished(bench.payByCard(bench.pens(1)));
      bench.reopen();
    }
    assertThat(traces).hasSize(6).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void secondOpening_ofTheSameBooks_isRefused() {
    assertThatThrownBy(() -> dev.tillwright.core.store.Database.sqlite(folder.resolve("till.db")))
        .isInstanceOf(dev.tillwright.core.TillwrightException.class)
        .extracting("code")
        .isEqualTo("store.locked");
  }
}
