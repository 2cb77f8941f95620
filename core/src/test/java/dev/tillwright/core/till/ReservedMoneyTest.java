package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.HostRequest;
import dev.tillwright.core.host.MemoryHost;
import dev.tillwright.core.host.Script;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.PaymentResult;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Money that is reserved with a sale, and what becomes of it (A2, A7). */
class ReservedMoneyTest {
  private static final HostCapabilities CAN =
      HostCapabilities.of(
              HostCapability.REVERSAL,
              HostCapability.DEDUPLICATION,
              HostCapability.STATUS_QUERY,
              HostCapability.SEPARATE_CAPTURE)
          .remembering(Duration.ofHours(24));

  @TempDir private Path folder;
  private final TestClock clock = new TestClock("2025-03-03T10:15:30Z");
  private final MemoryHost host = MemoryHost.of(CAN, clock);
  private Bench bench;

  @BeforeEach
  void open() {
    bench =
        new Bench(
            folder,
            builder ->
                builder
                    .host(TenderKind.CARD, Bench.lasting(host))
                    .clock(clock)
                    .tips(Percent.of(20)));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** A sale of 25.00 whose card is reserved, with room for a tip of 5.00. */
  private CompletedSale reserved() {
    try (CardRead card = Bench.card()) {
      return Bench.finished(
          bench.till.pay(bench.pens(2), Tender.card(card).withTipLater(pounds("5.00"))));
    }
  }

  private static PaymentKey key(CompletedSale sale) {
    return PaymentKey.parse(Objects.requireNonNull(sale.tenders().get(0).payment()));
  }

  private Attempt attempt(CompletedSale sale) {
    return bench.till.payment(key(sale)).orElseThrow();
  }

  private void host(Behaviour... captures) {
    Script.Builder script = Script.builder();
    for (Behaviour each : captures) {
      script.times(1, HostRequest.Kind.CAPTURE, each);
    }
    host.play(script.build());
  }

  private static Behaviour lost() {
    return Behaviour.fault(Behaviour.Fault.DROP_REPLY);
  }

  /** Once the host has forgotten the key, one more capture with it would take the money again. */
  @Test
  void aCaptureWithoutAnAnswer_isNotRepeatedToAHostThatForgotIt_aPersonEndsIt() {
    CompletedSale sale = reserved();
    host(lost());
    PaymentResult first = bench.till.capture(bench.manager, key(sale), pounds("10.00"), false);
    assertThat(first).isInstanceOf(PaymentResult.Unresolved.class);
    clock.move(Duration.ofDays(2));
    assertThat(bench.till.resolve()).isEqualTo(1);

    assertThat(host.ledger().movedMinor(key(sale))).as("taken once").isEqualTo(1000);
    assertThat(bench.till.monitor().standing())
        .extracting(Alarm::code)
        .contains("payment.needsPerson");
    OperatorSession again = bench.till.logOn("max", "secret".toCharArray()).orThrow();
    assertThat(bench.till.settleByHand(again, key(sale), true, "it is in their file")).isTrue();
    assertThat(attempt(sale).captured()).isEqualTo(pounds("10.00"));
    assertThat(bench.till.capture(again, key(sale), pounds("15.00"), true))
        .isInstanceOf(PaymentResult.Taken.class);
    assertThat(attempt(sale).state()).isEqualTo(AttemptState.CAPTURED);
    assertThat(host.ledger().movedMinor(key(sale))).isEqualTo(2500);
    assertThat(bench.till.monitor().standing()).isEmpty();
  }

  @Test
  void aTipWhoseCaptureIsDeclinedLater_isTakenOffTheSaleAgain() {
    CompletedSale sale = reserved();
    host(Behaviour.fault(Behaviour.Fault.DROP_REQUEST), Behaviour.decline("51"));
    assertThat(bench.till.adjustTip(bench.manager, sale.id(), key(sale), pounds("5.00")))
        .isInstanceOf(Outcome.Unknown.class);
    assertThat(bench.x().charges().tips()).isEqualTo(pounds("5.00"));
    assertThat(bench.till.resolve()).isZero();

    assertThat(attempt(sale).state()).isEqualTo(AttemptState.AUTHORIZED);
    CompletedSale now = bench.till.find(sale.id()).orElseThrow();
    assertThat(now.tenders().get(0).charged()).isEqualTo(pounds("25.00"));
    assertThat(bench.x().charges().tips().isZero()).isTrue();
    assertThat(bench.till.adjustTip(bench.manager, sale.id(), key(sale), pounds("2.00")))
        .isInstanceOf(Outcome.Approved.class);
    assertThat(host.ledger().movedMinor(key(sale))).isEqualTo(2700);
  }

  @Test
  void aTipWhoseCaptureIsDeclinedAfterACrash_isTakenOffTheSaleAgain() {
    CompletedSale sale = reserved();
    host(Behaviour.fault(Behaviour.Fault.DROP_REQUEST), Behaviour.decline("51"));
    bench.till.adjustTip(bench.manager, sale.id(), key(sale), pounds("5.00"));
    host.play(Script.builder().times(1, HostRequest.Kind.CAPTURE, Behaviour.decline("51")).build());
    bench.reopen();
    assertThat(bench.till.find(sale.id()).orElseThrow().tenders().get(0).charged())
        .isEqualTo(pounds("25.00"));
  }

  /** What is captured beyond the sale must be a tip on it. */
  @Test
  void aCapture_isNeverAboveTheSale_whateverTheToleranceForATip() {
    CompletedSale sale = reserved();
    PaymentResult above = bench.till.capture(bench.manager, key(sale), pounds("25.01"), true);
    assertThat(above)
        .isInstanceOfSatisfying(
            PaymentResult.Refused.class,
            no -> assertThat(no.code()).isEqualTo("payment.notReserved"));
    assertThat(host.ledger().movedMinor(key(sale))).isZero();
  }

  @Test
  void aTipAfterACaptureInPart_takesTheRestWithIt() {
    CompletedSale sale = reserved();
    bench.till.capture(bench.manager, key(sale), pounds("10.00"), false);
    assertThat(bench.till.adjustTip(bench.manager, sale.id(), key(sale), pounds("2.50")))
        .isInstanceOf(Outcome.Approved.class);
    assertThat(host.ledger().movedMinor(key(sale))).isEqualTo(2750);
  }

  @Test
  void whatIsReservedWithAFinishedSale_isCapturedWhenTheDayCloses() {
    CompletedSale without = reserved();
    CompletedSale inPart = reserved();
    bench.till.capture(bench.manager, key(inPart), pounds("10.00"), false);
    CompletedSale tipped = reserved();
    bench.till.adjustTip(bench.manager, tipped.id(), key(tipped), pounds("5.00"));
    Ticket open = bench.pens(2);
    try (CardRead card = Bench.card()) {
      bench.till.pay(open, Tender.card(card, pounds("20.00")).withTipLater(pounds("1.00")));
    }

    bench.till.closeDay(bench.manager);

    assertThat(host.ledger().movedMinor(key(without))).isEqualTo(2500);
    assertThat(host.ledger().movedMinor(key(inPart))).isEqualTo(2500);
    assertThat(host.ledger().movedMinor(key(tipped))).isEqualTo(3000);
    assertThat(bench.till.reserved())
        .as("the basket that is not finished stays reserved")
        .extracting(it -> it.intent().sale())
        .containsExactly(open.id().toString());
    assertThat(bench.kinds()).doesNotContain("day.carriedOver");
  }

  @Test
  void aHostThatIsSilentWhenTheDayCloses_isToldLater_andTheDaySaysSo() {
    CompletedSale sale = reserved();
    host.offline(true);
    bench.till.closeDay(bench.manager);
    assertThat(bench.kinds()).contains("day.carriedOver");
    assertThat(attempt(sale).state()).isEqualTo(AttemptState.CAPTURE_PENDING);
    host.offline(false);

    assertThat(bench.till.resolve()).isZero();
    assertThat(host.ledger().movedMinor(key(sale))).isEqualTo(2500);
    assertThat(bench.till.reserved()).isEmpty();
  }

  @Test
  void aShopThatTakesItLater_keepsItReservedOverTheDay() {
    bench.close();
    bench =
        new Bench(
            folder,
            builder -> builder.host(TenderKind.CARD, Bench.lasting(host)).captureAtDayClose(false));
    CompletedSale sale = reserved();
    bench.till.closeDay(bench.manager);
    assertThat(bench.till.reserved()).extracting(Attempt::key).containsExactly(key(sale));
  }

  @Test
  void goodsOfAReservedSale_comeBackOnceItIsCaptured() {
    CompletedSale sale = reserved();
    Ticket back = bench.till.giveBack(bench.manager, sale.id(), "");
    back.giveBack(1, Quantity.of(1));
    assertThat(bench.till.payOut(back))
        .isInstanceOfSatisfying(
            Outcome.Declined.class, no -> assertThat(no.code()).isEqualTo("refund.notCaptured"));
    bench.till.capture(bench.manager, key(sale), pounds("25.00"), true);
    Bench.finished(bench.till.payOut(back));
    assertThat(host.ledger().refundedMinor(Bench.GBP)).isEqualTo(1250);
  }
}
