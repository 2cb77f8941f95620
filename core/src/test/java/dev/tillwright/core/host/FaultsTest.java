package dev.tillwright.core.host;

import static dev.tillwright.core.host.HostBench.LONG;
import static dev.tillwright.core.host.HostBench.SHORT;
import static dev.tillwright.core.host.HostBench.eventually;
import static dev.tillwright.core.host.HostBench.gbp;
import static dev.tillwright.core.host.HostBench.key;
import static dev.tillwright.core.host.HostBench.purchase;
import static dev.tillwright.core.host.HostBench.reversal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tillwright.core.host.Behaviour.Fault;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.LateAnswer;
import dev.tillwright.core.payment.ReversalReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the network and a host do wrong, and that no money is lost or doubled by it. */
@Timeout(120)
class FaultsTest {
  private final HostBench bench = new HostBench();

  @AfterEach
  void close() {
    bench.close();
  }

  /** The fault for the first request, the usual for all others. */
  private void once(Behaviour behaviour) {
    AtomicInteger count = new AtomicInteger();
    bench.simulator.script(request -> count.getAndIncrement() == 0 ? behaviour : Behaviour.usual());
  }

  private void assertNextIsApproved() {
    assertThat(bench.host.authorize(purchase(1000, 77), LONG))
        .isInstanceOfSatisfying(
            HostReply.Approved.class, it -> assertThat(it.amount()).isEqualTo(gbp(77)));
  }

  @Test
  void droppedReply_isUnknown_theHostCharged_andAReversalTakesItBackOnce() {
    once(Behaviour.fault(Fault.DROP_REPLY));
    AuthorizationRequest lost = purchase(1, 500);

    assertThat(bench.host.authorize(lost, SHORT)).isEqualTo(new HostReply.Unknown(Cause.TIMEOUT));
    assertThat(bench.simulator.approvedMinor()).isEqualTo(500);
    assertThat(bench.host.reverse(reversal(lost, false), LONG))
        .isEqualTo(ReversalReply.ACKNOWLEDGED);
    assertThat(bench.host.reverse(reversal(lost, true), LONG))
        .isEqualTo(ReversalReply.ACKNOWLEDGED);
    assertThat(bench.simulator.approvedMinor()).isZero();
    assertNextIsApproved();
  }

  @Test
  void droppedRequest_isUnknown_andItsReversalIsAcknowledged() {
    once(Behaviour.fault(Fault.DROP_REQUEST));
    AuthorizationRequest lost = purchase(1, 500);

    assertThat(bench.host.authorize(lost, SHORT)).isEqualTo(new HostReply.Unknown(Cause.TIMEOUT));
    assertThat(bench.simulator.approvedMinor()).isZero();
    assertThat(bench.host.reverse(reversal(lost, false), LONG))
        .isEqualTo(ReversalReply.ACKNOWLEDGED);
    assertNextIsApproved();
  }

  @Test
  void droppedReversal_isNotAcknowledged() {
    once(Behaviour.fault(Fault.DROP_REPLY));

    assertThat(bench.host.reverse(reversal(purchase(1, 500), false), SHORT))
        .isEqualTo(ReversalReply.UNACKNOWLEDGED);
  }

  @Test
  void requestThatComesAfterItsReversal_neverCharges() {
    once(Behaviour.queue(Duration.ofMillis(300)));
    AuthorizationRequest slow = purchase(1, 500);

    assertThat(bench.host.authorize(slow, SHORT)).isEqualTo(new HostReply.Unknown(Cause.TIMEOUT));
    assertThat(bench.host.reverse(reversal(slow, false), LONG))
        .isEqualTo(ReversalReply.ACKNOWLEDGED);
    eventually(() -> !bench.late.isEmpty());

    assertThat(bench.late)
        .extracting(LateAnswer::key, it -> ((HostReply.Declined) it.reply()).code())
        .containsExactly(tuple(key(1), "12"));
    assertThat(bench.simulator.approvedMinor()).isZero();
  }

  @Test
  void lateReply_isToldAndCounted_andNeverGivenToAnother() {
    once(Behaviour.delay(Duration.ofMillis(300)));

    assertThat(bench.host.authorize(purchase(1, 500), SHORT))
        .isEqualTo(new HostReply.Unknown(Cause.TIMEOUT));
    assertNextIsApproved();
    eventually(() -> bench.host.lateReplies() == 1);

    eventually(() -> !bench.late.isEmpty());
    assertThat(bench.late)
        .extracting(LateAnswer::key, it -> ((HostReply.Approved) it.reply()).amount())
        .containsExactly(tuple(key(1), gbp(500)));
    assertThat(bench.host.authorize(purchase(2, 900), LONG))
        .isInstanceOfSatisfying(
            HostReply.Approved.class, it -> assertThat(it.amount()).isEqualTo(gbp(900)));
  }

  @Test
  void listenerThatFails_harmsNothing() {
    try (Iso8583Host host =
        Iso8583Host.connect(HostBench.config(bench.simulator.address()).build())) {
      host.onLateAnswer(
          late -> {
            throw new IllegalStateException("listener");
          });
      once(Behaviour.delay(Duration.ofMillis(200)));
      assertThat(host.authorize(purchase(1, 500), SHORT)).isInstanceOf(HostReply.Unknown.class);
      eventually(() -> host.lateReplies() == 1);
      assertThat(host.authorize(purchase(2, 5), LONG)).isInstanceOf(HostReply.Approved.class);
      assertThat(bench.simulator.connections()).isEqualTo(1);
    }
  }

  @Test
  void duplicateReply_isCounted_andNeverGivenToAnother() {
    once(Behaviour.fault(Fault.DUPLICATE_REPLY));

    assertThat(bench.host.authorize(purchase(1, 500), LONG)).isInstanceOf(HostReply.Approved.class);
    assertNextIsApproved();
    assertThat(bench.host.lateReplies()).isEqualTo(1);
    assertThat(bench.late).isEmpty();
  }

  @Test
  void answerThatNamesAnotherPayment_isNobodys() {
    once(Behaviour.fault(Fault.WRONG_KEY));

    assertThat(bench.host.authorize(purchase(1, 500), SHORT))
        .isEqualTo(new HostReply.Unknown(Cause.TIMEOUT));
    assertThat(bench.host.lateReplies()).isEqualTo(1);
    assertNextIsApproved();
  }

  @Test
  void garbage_isUnknown_andTheNextGetsACleanConnection() {
    once(Behaviour.fault(Fault.GARBAGE));

    assertThat(bench.host.authorize(purchase(1, 500), LONG))
        .isEqualTo(new HostReply.Unknown(Cause.GARBLED));
    assertNextIsApproved();
  }

  @Test
  void halfAnAnswer_isUnknown() {
    once(Behaviour.fault(Fault.CLOSE_MID_MESSAGE));

    assertThat(bench.host.authorize(purchase(1, 500), LONG))
        .isEqualTo(new HostReply.Unknown(Cause.CONNECTION_LOST));
    assertNextIsApproved();
  }

  @Test
  void halfAnAnswer_andSilence_isUnknown_andTheNextGetsACleanConnection() {
    once(Behaviour.fault(Fault.HALF_REPLY));

    assertThat(bench.host.authorize(purchase(1, 500), SHORT))
        .isEqualTo(new HostReply.Unknown(Cause.TIMEOUT));
    assertThat(bench.simulator.approvedMinor()).isEqualTo(500);
    eventually(
        () ->
            bench.host.reverse(reversal(purchase(1, 500), true), LONG)
                == ReversalReply.ACKNOWLEDGED);
    assertThat(bench.simulator.approvedMinor()).isZero();
    assertNextIsApproved();
  }

  @Test
  void connectionClosedAfterSending_isUnknown() {
    once(Behaviour.fault(Fault.CLOSE));

    assertThat(bench.host.authorize(purchase(1, 500), LONG))
        .isEqualTo(new HostReply.Unknown(Cause.CONNECTION_LOST));
    assertThat(bench.simulator.approvedMinor()).isZero();
    assertNextIsApproved();
  }

  @Test
  void hostOffTheNetwork_isUnreachable_untilItIsBack() {
    assertThat(bench.host.authorize(purchase(1, 500), LONG)).isInstanceOf(HostReply.Approved.class);
    bench.simulator.offline(true);
    eventually(() -> bench.simulator.connections() == 0);
    // The link learns of the end of its connection a moment later, or by a write that fails.
    eventually(
        () ->
            bench
                .host
                .authorize(purchase(2, 500), LONG)
                .equals(new HostReply.Unreachable(Cause.NO_CONNECTION)));
    assertThat(bench.host.reverse(reversal(purchase(2, 500), false), LONG))
        .isEqualTo(ReversalReply.UNACKNOWLEDGED);
    assertThat(bench.simulator.approvedMinor()).isEqualTo(500);

    bench.simulator.offline(false);
    assertThat(bench.host.authorize(purchase(3, 200), LONG)).isInstanceOf(HostReply.Approved.class);
    assertThat(bench.simulator.approvedMinor()).isEqualTo(700);
  }

  @Test
  void sixteenTills_onOneConnection_getEachItsOwnAnswer() throws Exception {
    long seed = System.nanoTime();
    System.out.println("multiplexing: seed " + seed);
    RandomGenerator random = new SplittableRandom(seed);
    List<Integer> delays = new ArrayList<>();
    random.ints(1_000, 0, 6).forEach(delays::add);
    AtomicInteger next = new AtomicInteger();
    bench.simulator.script(
        request -> Behaviour.delay(Duration.ofMillis(delays.get(next.getAndIncrement() % 1_000))));
    ConcurrentHashMap<String, Long> codes = new ConcurrentHashMap<>();
    ExecutorService tills = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Void>> all = new ArrayList<>();
      for (int till = 0; till < 16; till++) {
        int first = till * 50;
        all.add(
            () -> {
              for (int i = 1; i <= 50; i++) {
                long seq = first + i;
                HostReply.Approved approved =
                    (HostReply.Approved) bench.host.authorize(purchase(seq, seq), LONG);
                assertThat(approved.amount()).isEqualTo(gbp(seq));
                assertThat(codes.put(approved.authorizationCode(), seq)).isNull();
              }
              return null;
            });
      }
      for (Future<Void> done : tills.invokeAll(all)) {
        done.get();
      }
    } finally {
      tills.shutdownNow();
    }
    assertThat(bench.simulator.connections()).isEqualTo(1);
    assertThat(bench.simulator.approvedMinor()).isEqualTo(800 * 801 / 2);
    assertThat(bench.host.lateReplies()).isZero();
  }

  @Test
  void sameQuestionAskedTwiceAtOnce_isSentOnce_andAnsweredTwice() throws Exception {
    bench.simulator.script(request -> Behaviour.delay(Duration.ofMillis(200)));
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      Callable<HostReply> ask = () -> bench.host.authorize(purchase(1, 500), LONG);
      List<Future<HostReply>> replies = two.invokeAll(List.of(ask, ask));

      assertThat(replies.get(0).get()).isInstanceOf(HostReply.Approved.class);
      assertThat(replies.get(1).get()).isEqualTo(replies.get(0).get());
    } finally {
      two.shutdownNow();
    }
    assertThat(bench.simulator.approvedMinor()).isEqualTo(500);
  }

  @Test
  void randomFaults_leaveNothingCharged_onceAllIsReversed() {
    long seed = System.nanoTime();
    System.out.println("random faults: seed " + seed);
    RandomGenerator random = new SplittableRandom(seed);
    Fault[] faults = Fault.values();
    List<Behaviour> script = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Fault fault = random.nextInt(3) == 0 ? faults[random.nextInt(faults.length)] : Fault.NONE;
      script.add(new Behaviour(fault, fault == Fault.DECLINE ? "05" : "", Duration.ZERO, 1));
    }
    AtomicInteger next = new AtomicInteger();
    bench.simulator.script(request -> script.get(next.getAndIncrement() % script.size()));
    long paid = 0;
    for (int seq = 1; seq <= 100; seq++) {
      AuthorizationRequest request = purchase(seq, 10_000);
      HostReply reply = bench.host.authorize(request, SHORT);
      paid += reply.match(it -> it.amount().minor(), it -> 0L, it -> 0L, it -> 0L);
      if (reply instanceof HostReply.Unknown) {
        boolean repeat = false;
        while (bench.host.reverse(reversal(request, repeat), SHORT) != ReversalReply.ACKNOWLEDGED) {
          repeat = true;
        }
      }
    }
    assertThat(bench.simulator.approvedMinor()).isEqualTo(paid);
  }
}
