package dev.tillwright.core.campaign;

import static dev.tillwright.core.campaign.FieldBench.finished;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.Behaviour.Fault;
import dev.tillwright.core.host.HostLedgerEntry;
import dev.tillwright.core.host.HostLedgerEntry.State;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.PaymentNotice;
import dev.tillwright.core.report.DayTotals;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Ticket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Payments that were taken offline and wait for the host, as other SDKs met them in the field. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OfflineQueueTest {
  @TempDir Path folder;
  private final List<PaymentNotice> notices = Collections.synchronizedList(new ArrayList<>());
  private FieldBench bench;

  @BeforeEach
  void open() {
    bench = new FieldBench(folder, builder -> builder.onPaymentEnd(notices::add));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void sellOffline(int sales) {
    bench.host.offline(true);
    for (int i = 0; i < sales; i++) {
      finished(bench.byCard(bench.pens(1)));
    }
    bench.host.offline(false);
  }

  /**
   * stripe/stripe-terminal-android #747: a new offline payment while the queue drains after a
   * reconnect, and what was queued was sent two to four times, as charges of their own. A naive
   * queue lets each new payment start a round of its own.
   */
  @Test
  void newPaymentsWhileTheQueueDrains_nothingIsSentTwice() throws Exception {
    sellOffline(3);
    bench.script(request -> Behaviour.delay(Duration.ofMillis(40)));

    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      all.add(CompletableFuture.runAsync(bench.till::forwardNow));
      all.add(CompletableFuture.runAsync(() -> finished(bench.byCard(bench.pens(1)))));
      all.add(CompletableFuture.runAsync(bench.till::resolve));
    }
    for (CompletableFuture<?> each : all) {
      each.handle((done, e) -> done).get(20, TimeUnit.SECONDS);
    }

    assertThat(bench.till.forwardNow()).isZero();
    long sold = bench.entries("sale.completed");
    assertThat(bench.charged()).isEqualTo(sold * 1250);
    assertThat(bench.asked).doesNotHaveDuplicates();
    assertThat(bench.asked("022")).isEqualTo(3);
  }

  /**
   * stripe/stripe-terminal-android #720: a payment was cancelled while nothing could be sent; the
   * request sat in a queue and was flushed on reconnect. A naive link keeps what it could not send.
   */
  @Test
  void paymentGivenUpWhileNothingCouldBeSent_isNotFlushedOnReconnect() {
    bench.host.offline(true);
    Ticket large = bench.pens(10); // above the floor limit
    assertThat(bench.byCard(large)).isInstanceOf(Outcome.Declined.class);
    bench.till.voidSale(large, "customer left");
    Ticket small = bench.pens(1);
    assertThat(bench.byCard(small)).isInstanceOf(Outcome.Approved.class);
    bench.host.offline(false);

    finished(bench.byCard(bench.pens(2)));
    assertThat(bench.till.forwardNow()).isZero();

    assertThat(bench.charged()).isEqualTo(2500 + 1250);
    assertThat(bench.asked).hasSize(2);
  }

  /** The same for a part that was taken offline already, and then given up before it was sent. */
  @Test
  void partTakenOfflineAndGivenUp_isNeverCharged() {
    bench.host.offline(true);
    Ticket ticket = bench.pens(2);
    assertThat(bench.byCard(ticket, CampaignTill.pounds(5_00)))
        .isInstanceOf(Outcome.Approved.class);
    assertThat(bench.till.voidSale(ticket, "customer left")).isInstanceOf(Outcome.Approved.class);
    bench.host.offline(false);

    bench.reopen();
    assertThat(bench.till.resolve()).isZero();
    assertThat(bench.charged()).isZero();
    assertThat(bench.asked).isEmpty();
  }

  /**
   * stripe/stripe-terminal-android #485, stripe-terminal-ios #261: stored payments were never
   * forwarded, and there was no way to see or to force it. A naive queue lives in memory or waits
   * for an event that never comes.
   */
  @Test
  void whatWaits_isSeen_survivesRestarts_andIsSentWhenAsked() {
    bench.host.offline(true);
    finished(bench.byCard(bench.pens(1)));
    finished(bench.byCard(bench.pens(2)));
    for (int restart = 0; restart < 3; restart++) {
      bench.reopen();
      assertThat(bench.till.recovery().waiting()).isEqualTo(2);
      assertThat(bench.till.forwardNow()).isEqualTo(2);
    }
    assertThat(bench.till.paymentsInFlight())
        .allMatch(it -> it.state().waits())
        .extracting(it -> it.intent().amount())
        .containsExactly(CampaignTill.pounds(12_50), CampaignTill.pounds(25_00));

    bench.host.offline(false);
    assertThat(bench.till.forwardNow()).isZero();
    assertThat(bench.charged()).isEqualTo(3750);
  }

  /**
   * stripe/stripe-terminal-react-native #1061: the decline of a forwarded payment was told in
   * different ways, or not at all. A naive queue drops what was declined. Here each payment has an
   * end of its own, once, also when the till was restarted in between.
   */
  @Test
  void declineOnForwarding_isATypedEndOfThatPaymentAlone_toldOnce() throws Exception {
    sellOffline(2);
    bench.script("0220", 1, Behaviour.decline("51"));

    assertThat(bench.till.forwardNow()).isZero();
    for (int i = 0; i < 100 && notices.size() < 2; i++) {
      Thread.sleep(20);
    }
    bench.reopen();
    assertThat(bench.till.forwardNow()).isZero();

    assertThat(notices)
        .extracting(notice -> notice.attempt().state())
        .containsExactlyInAnyOrder(AttemptState.FORWARD_DECLINED, AttemptState.CAPTURED);
    assertThat(notices)
        .filteredOn(notice -> !notice.moved())
        .singleElement()
        .satisfies(it -> assertThat(it.attempt().because().code()).isEqualTo("51"));
    assertThat(bench.charged()).isEqualTo(1250);
    assertThat(bench.asked("022")).isEqualTo(2);
  }

  /** A host that takes the payment and says nothing: the next round asks with the same key. */
  @Test
  void forwardedAndNoAnswer_isRepeatedWithItsKey_andKeepsTheOrder() {
    sellOffline(3);
    bench.script("0220", 1, Behaviour.fault(Fault.DROP_REPLY));

    assertThat(bench.till.forwardNow()).isEqualTo(3);
    bench.reopen();
    assertThat(bench.till.forwardNow()).isZero();

    assertThat(bench.charged()).isEqualTo(3750);
    assertThat(bench.host.entries())
        .extracting(HostLedgerEntry::state)
        .containsOnly(State.APPROVED);
    List<String> keys =
        bench.asked.stream()
            .filter(line -> line.startsWith("022"))
            .map(line -> line.substring(5))
            .distinct()
            .toList();
    assertThat(keys).hasSize(3).isSorted();
  }

  /**
   * odoo/odoo #203431, #137648, #16151: a session was closed while orders had not been sent, and
   * they were gone. A naive close forgets the queue, or counts the sale again when it is sent.
   */
  @Test
  void dayClosedWithUnsentPayments_carriesThemOver_andCountsThemOnce() {
    bench.host.offline(true);
    finished(bench.byCard(bench.pens(1)));
    finished(bench.byCard(bench.pens(2)));

    DayTotals first = bench.till.closeDay(bench.max);
    assertThat(first.currencies().get(0).gross()).isEqualTo(CampaignTill.pounds(37_50));
    assertThat(bench.till.unfinishedPayments()).isEqualTo(2);
    bench.reopen();
    assertThat(bench.till.recovery().waiting()).isEqualTo(2);
    bench.host.offline(false);
    assertThat(bench.till.forwardNow()).isZero();

    assertThat(bench.charged()).isEqualTo(3750);
    assertThat(bench.till.dayTotals(bench.max).isEmpty()).isTrue();
    assertThat(bench.till.closeDay(bench.max).number()).isEqualTo(2);
  }
}
