package dev.tillwright.core.till;

import static dev.tillwright.core.payment.HostCapability.DEDUPLICATION;
import static dev.tillwright.core.payment.HostCapability.REVERSAL;
import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.HostRequest;
import dev.tillwright.core.host.MemoryHost;
import dev.tillwright.core.host.Script;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.CardRange;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.OfflineLimits;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.PaymentNotice;
import dev.tillwright.core.payment.PaymentResult;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments through the till, with hosts that can do more and less (A6 to A10). */
class PaymentsTest {
  private static final Instant MORNING = Instant.parse("2025-03-03T10:15:30Z");

  @TempDir private Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(MORNING);
  private final List<PaymentNotice> ends = new CopyOnWriteArrayList<>();
  private final MemoryHost all = MemoryHost.create();
  private @Nullable Bench opened;

  private void open(PaymentHost host, Consumer<TillBuilder> more) {
    opened =
        new Bench(
            folder,
            builder -> {
              builder.host(TenderKind.CARD, Bench.lasting(host)).onPaymentEnd(ends::add);
              more.accept(builder);
            });
  }

  @AfterEach
  void close() {
    bench().close();
  }

  private Bench bench() {
    return Objects.requireNonNull(opened, "opened");
  }

  private static MemoryHost host(HostCapabilities can) {
    return MemoryHost.of(can, Clock.systemUTC());
  }

  private static Behaviour lost() {
    return Behaviour.fault(Behaviour.Fault.DROP_REPLY);
  }

  // --- what nobody knows -----------------------------------------------------------------------

  @Test
  void anAnswerThatWasLost_isAskedFor_andTheCustomerNeedNotPayTwice() {
    open(all, any -> {});
    all.play(Script.builder().times(1, HostRequest.Kind.PURCHASE, lost()).build());
    CompletedSale sale = Bench.finished(bench().payByCard(bench().pens(1)));
    assertThat(all.ledger().movedMinor(key(sale))).isEqualTo(1250);
    assertThat(bench().kinds())
        .containsSubsequence("payment.intended", "payment.outcomeLost", "payment.approved");
  }

  @Test
  void aHostThatOnlyKnowsRepeats_isAskedAgain_andTheSaleWaitsMeanwhile() {
    MemoryHost host = host(HostCapabilities.of(DEDUPLICATION));
    open(host, any -> {});
    host.play(Script.builder().times(2, HostRequest.Kind.PURCHASE, lost()).build());
    Ticket ticket = bench().pens(1);
    Outcome first = bench().payByCard(ticket);
    assertThat(first).isInstanceOf(Outcome.Unknown.class);
    host.offline(true);
    assertThat(bench().till.pay(ticket, Tender.cash(pounds("12.50"))))
        .as("cash is not taken while the card may be charged")
        .isInstanceOf(Outcome.Unknown.class);
    host.offline(false);

    assertThat(bench().till.resolve()).isZero();
    assertThat(ticket.sale().completed()).isPresent();
    assertThat(host.ledger().movedMinor(PaymentKey.parse(((Outcome.Unknown) first).key())))
        .isEqualTo(1250);
  }

  @Test
  void aSaleWhosePaymentIsFoundAfterACrash_isFinishedByIt() {
    MemoryHost host = host(HostCapabilities.of(DEDUPLICATION));
    open(host, any -> {});
    host.play(Script.builder().times(2, HostRequest.Kind.PURCHASE, lost()).build());
    Ticket ticket = bench().pens(1);
    assertThat(bench().payByCard(ticket)).isInstanceOf(Outcome.Unknown.class);

    bench().reopen();

    assertThat(bench().till.recovery().completed()).containsExactly(ticket.id());
    CompletedSale sale = bench().till.find(ticket.id()).orElseThrow();
    assertThat(host.ledger().movedMinor(key(sale))).isEqualTo(1250);
  }

  @Test
  void anApprovalThatComesAfterTheReversal_isUndoneAgain_andNeverCounts() {
    MemoryHost host = host(HostCapabilities.of(REVERSAL));
    open(host, any -> {});
    host.play(
        Script.builder()
            .times(1, HostRequest.Kind.PURCHASE, Behaviour.delay(Duration.ofSeconds(1)))
            .build());
    Ticket ticket = bench().pens(1);
    assertThat(bench().payByCard(ticket)).isInstanceOf(Outcome.Declined.class);
    host.deliver();
    eventually(() -> bench().kinds().contains("payment.lateApproval"));
    bench().till.resolve();

    assertThat(bench().till.unfinishedPayments()).isZero();
    assertThat(bench().till.monitor().standing())
        .extracting(Alarm::code)
        .contains("payment.lateApproval");
    assertThat(host.ledger().takenMinor(Bench.GBP)).isZero();
    assertThat(Bench.finished(bench().till.pay(ticket, Tender.cash(pounds("12.50"))))).isNotNull();
  }

  @Test
  void aPaymentThatNoMachineCanEnd_isEndedByAManager_andWrittenDown() {
    MemoryHost host = host(HostCapabilities.of(DEDUPLICATION));
    open(host, any -> {});
    host.play(Script.builder().on(HostRequest.Kind.PURCHASE, lost()).build());
    Ticket ticket = bench().pens(1);
    PaymentKey key = PaymentKey.parse(((Outcome.Unknown) bench().payByCard(ticket)).key());
    bench()
        .till
        .access()
        .enrol(bench().manager, new Operator("ann", "Ann", "cashier"), "4711".toCharArray());
    OperatorSession ann = bench().till.logOn("ann", "4711".toCharArray()).orThrow();
    assertThatThrownBy(() -> bench().till.settleByHand(ann, key, true, "called the acquirer"))
        .isInstanceOf(RefusedException.class);

    assertThat(bench().till.settleByHand(bench().manager, key, true, "called the acquirer"))
        .isTrue();
    assertThat(ticket.sale().completed()).isPresent();
    assertThat(bench().kinds()).contains("payment.settledByHand");
  }

  // --- under way -------------------------------------------------------------------------------

  @Test
  void aPaymentUnderWay_isCancelledFromAnotherThread_andItsApprovalIsUndone() throws Exception {
    SlowHost slow = new SlowHost();
    open(slow, any -> {});
    Ticket ticket = bench().pens(1);
    CompletableFuture<Outcome> paying =
        CompletableFuture.supplyAsync(() -> bench().payByCard(ticket));
    assertThat(slow.asked.await(5, TimeUnit.SECONDS)).isTrue();

    assertThat(bench().till.pay(ticket, Tender.cash(pounds("12.50"))))
        .as("pressed twice")
        .isEqualTo(new Outcome.Declined("payment.busy", "a payment of this sale is under way"));
    Ticket other = bench().pens(1);
    assertThat(bench().payByCard(other))
        .as("another sale on the same reader")
        .isInstanceOfSatisfying(
            Outcome.Declined.class, it -> assertThat(it.code()).isEqualTo("payment.busy"));
    assertThat(Bench.finished(bench().till.pay(other, Tender.cash(pounds("12.50")))))
        .as("cash goes on meanwhile")
        .isNotNull();
    assertThat(bench().till.cancelPayment(ticket)).isTrue();
    slow.answer.countDown();

    Outcome told = paying.get(5, TimeUnit.SECONDS);
    assertThat(told)
        .isInstanceOfSatisfying(
            Outcome.Declined.class, it -> assertThat(it.reason()).contains("cancelled"));
    assertThat(slow.reversed).hasSize(1);
    assertThat(bench().kinds()).contains("payment.lateApproval", "payment.reversed");
    assertThat(bench().till.unfinishedPayments()).isZero();
  }

  @Test
  void onAnotherReader_aSecondPaymentGoesOn() throws Exception {
    SlowHost slow = new SlowHost();
    open(slow, any -> {});
    CompletableFuture<Outcome> front =
        CompletableFuture.supplyAsync(() -> bench().payByCard(bench().pens(1)));
    assertThat(slow.asked.await(5, TimeUnit.SECONDS)).isTrue();
    slow.answer.countDown(); // the second is answered at once
    Ticket second = bench().pens(2);
    try (CardRead card = Bench.card()) {
      Bench.finished(bench().till.pay(second, Tender.card(card).onReader("garden")));
    }
    Bench.finished(front.get(5, TimeUnit.SECONDS));
  }

  // --- money that is reserved ------------------------------------------------------------------

  @Test
  void reservedMoney_isRaised_andTakenInParts_neverAboveWhatIsReserved() {
    all.tolerance(0);
    open(all, any -> {});
    Ticket ticket = bench().pens(1);
    CompletedSale sale;
    try (CardRead card = Bench.card()) {
      sale =
          Bench.finished(bench().till.pay(ticket, Tender.card(card).withTipLater(pounds("2.00"))));
    }
    PaymentKey key = key(sale);
    assertThat(bench().till.reserved()).extracting(Attempt::key).containsExactly(key);
    assertThat(all.ledger().movedMinor(key)).as("only reserved").isZero();
    assertThat(bench().till.reserveMore(bench().manager, key, pounds("7.50")))
        .isInstanceOf(PaymentResult.Taken.class);
    assertThat(bench().till.capture(bench().manager, key, pounds("22.01"), true))
        .as("20.00 reserved and 2.00 of tip tolerated")
        .isInstanceOf(PaymentResult.Refused.class);

    assertThat(bench().till.capture(bench().manager, key, pounds("5.00"), false))
        .isInstanceOf(PaymentResult.Taken.class);
    all.play(Script.builder().times(1, HostRequest.Kind.CAPTURE, lost()).build());
    assertThat(bench().till.capture(bench().manager, key, pounds("15.00"), true))
        .as("the answer was lost: it is repeated, never guessed")
        .isInstanceOf(PaymentResult.Unresolved.class);
    assertThat(bench().till.resolve()).isZero();

    assertThat(bench().till.payment(key).orElseThrow().state()).isEqualTo(AttemptState.CAPTURED);
    assertThat(all.ledger().movedMinor(key)).isEqualTo(2000);
    assertThat(bench().till.reserved()).isEmpty();
  }

  @Test
  void aCaptureThatIsDeclined_isSaidToBe_andMayBeTriedAgain() {
    open(all, till -> till.tips(Percent.of(20)));
    CompletedSale sale;
    try (CardRead card = Bench.card()) {
      sale =
          Bench.finished(
              bench().till.pay(bench().pens(1), Tender.card(card).withTipLater(pounds("2.00"))));
    }
    PaymentKey key = key(sale);
    all.play(Script.builder().times(2, HostRequest.Kind.CAPTURE, Behaviour.decline("05")).build());
    assertThat(bench().till.capture(bench().manager, key, pounds("12.50"), true))
        .isInstanceOfSatisfying(
            PaymentResult.Declined.class, it -> assertThat(it.code()).isEqualTo("05"));
    assertThat(bench().till.monitor().standing())
        .extracting(Alarm::code)
        .containsExactly("payment.captureDeclined");
    assertThat(bench().till.adjustTip(bench().manager, sale.id(), key, pounds("1.00")))
        .as("a tip that could not be taken is not shown as taken")
        .isInstanceOf(Outcome.Declined.class);
    assertThat(all.ledger().movedMinor(key)).isZero();

    assertThat(bench().till.capture(bench().manager, key, pounds("12.50"), true))
        .isInstanceOfSatisfying(
            PaymentResult.Taken.class, it -> assertThat(it.amount()).isEqualTo(pounds("12.50")));
    assertThat(all.ledger().movedMinor(key)).isEqualTo(1250);
    assertThat(bench().till.monitor().standing()).isEmpty();
  }

  @Test
  void aHostThatDoesNotReserve_isNotAskedTo() {
    open(host(HostCapabilities.of(REVERSAL, DEDUPLICATION)), any -> {});
    try (CardRead card = Bench.card()) {
      assertThat(bench().till.pay(bench().pens(1), Tender.card(card).withTipLater(pounds("2.00"))))
          .isInstanceOfSatisfying(
              Outcome.Declined.class, it -> assertThat(it.code()).isEqualTo("payment.notOffered"));
    }
  }

  // --- offline ---------------------------------------------------------------------------------

  @Test
  void aCardOfARangeThatMayNot_isNotTakenOffline() {
    open(
        all,
        till ->
            till.offline(
                OfflineLimits.upTo(pounds("30.00"), 3, pounds("50.00"))
                    .neverCards(new CardRange("400000", "419999"))));
    all.offline(true);
    assertThat(bench().payByCard(bench().pens(1))).isInstanceOf(Outcome.Declined.class);
    assertThat(bench().till.unfinishedPayments()).isZero();
  }

  @Test
  void eachPaymentTakenOffline_isToldHowItEnded_alsoWhenNobodyListenedAtFirst() {
    Consumer<PaymentNotice> deaf =
        notice -> {
          throw new IllegalStateException("busy");
        };
    open(all, till -> till.onPaymentEnd(deaf));
    all.offline(true);
    CompletedSale first = Bench.finished(bench().payByCard(bench().pens(1)));
    CompletedSale second = Bench.finished(bench().payByCard(bench().sale("3.00")));
    bench().till.closeDay(bench().manager);
    assertThat(bench().kinds()).contains("day.carriedOver");
    all.offline(false);
    all.play(
        Script.builder()
            .times(1, it -> it.key().equals(key(second).toString()), Behaviour.decline("51"))
            .build());
    assertThat(bench().till.forwardNow()).isZero();
    assertThat(ends).isEmpty();
    assertThat(bench().till.monitor().standing())
        .extracting(Alarm::code)
        .containsExactly("payment.forwardDeclined");
    bench().close();

    open(all, any -> {});
    eventually(() -> ends.size() >= 2);
    assertThat(ends).extracting(it -> it.attempt().key()).containsExactly(key(first), key(second));
    assertThat(ends).extracting(PaymentNotice::moved).containsExactly(true, false);
    eventually(() -> bench().kinds().stream().filter("payment.told"::equals).count() == 2);
  }

  @Test
  void aRefundThatWaits_isAnAlarm_andAGauge_untilItIsThrough() {
    open(
        all,
        till ->
            till.clock(
                new Clock() {
                  @Override
                  public Instant instant() {
                    return Objects.requireNonNull(now.get());
                  }

                  @Override
                  public java.time.ZoneId getZone() {
                    return Bench.LONDON;
                  }

                  @Override
                  public Clock withZone(java.time.ZoneId zone) {
                    return this;
                  }
                }));
    CompletedSale sale = Bench.finished(bench().payByCard(bench().pens(1)));
    Ticket back =
        bench()
            .till
            .giveBack(bench().manager, sale.id(), "")
            .giveBack(1, dev.tillwright.core.money.Quantity.of(1));
    all.offline(true);
    Bench.finished(bench().till.payOut(back));
    now.set(MORNING.plus(Duration.ofMinutes(61)));
    bench().till.resolve();
    assertThat(bench().till.monitor().standing())
        .extracting(Alarm::code)
        .containsExactly("payment.refundWaitsTooLong");
    assertThat(bench().till.monitor().read()).containsEntry("payment.oldestRefundSeconds", 3660L);

    all.offline(false);
    bench().till.resolve();
    assertThat(bench().till.monitor().standing()).isEmpty();
    assertThat(all.ledger().refundedMinor(Bench.GBP)).isEqualTo(1250);
  }

  private static PaymentKey key(CompletedSale sale) {
    return PaymentKey.parse(Objects.requireNonNull(sale.tenders().get(0).payment()));
  }

  private static void eventually(BooleanSupplier happened) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("it did not happen");
      }
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
  }

  /** Approves when it is told to. */
  private static final class SlowHost implements PaymentHost {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch answer = new CountDownLatch(1);
    final List<PaymentKey> reversed = new CopyOnWriteArrayList<>();

    @Override
    public HostCapabilities capabilities() {
      return HostCapabilities.of(REVERSAL);
    }

    @Override
    public HostReply authorize(AuthorizationRequest request, Duration deadline) {
      asked.countDown();
      try {
        return answer.await(300, TimeUnit.MILLISECONDS) || answer.getCount() == 0
            ? new HostReply.Approved(request.charge().total(), "123456", "")
            : new HostReply.Unknown(HostReply.Cause.TIMEOUT);
      } catch (InterruptedException e) {
        return new HostReply.Unknown(HostReply.Cause.CLOSED);
      }
    }

    @Override
    public HostReply refund(RefundRequest request, Duration deadline) {
      return new HostReply.Declined("12", "not here");
    }

    @Override
    public ReversalReply reverse(ReversalRequest request, Duration deadline) {
      reversed.add(request.original());
      return ReversalReply.ACKNOWLEDGED;
    }

    @Override
    public void close() {}
  }
}
