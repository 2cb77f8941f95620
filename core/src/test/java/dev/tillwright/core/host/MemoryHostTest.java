package dev.tillwright.core.host;

import static dev.tillwright.core.host.HostBench.AT;
import static dev.tillwright.core.host.HostBench.LONG;
import static dev.tillwright.core.host.HostBench.SHORT;
import static dev.tillwright.core.host.HostBench.card;
import static dev.tillwright.core.host.HostBench.gbp;
import static dev.tillwright.core.host.HostBench.key;
import static dev.tillwright.core.host.HostBench.purchase;
import static dev.tillwright.core.host.HostBench.refund;
import static dev.tillwright.core.host.HostBench.reversal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.host.Behaviour.Fault;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.LateAnswer;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.payment.StatusRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryHostTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(AT);
  private final List<LateAnswer> late = new ArrayList<>();

  private MemoryHost host(HostCapabilities can) {
    MemoryHost host = MemoryHost.of(can, now::get);
    host.onLateAnswer(late::add);
    return host;
  }

  private MemoryHost host() {
    return host(PaymentHostContractTest.ALL);
  }

  private static HostCapabilities without(HostCapability lacking) {
    return new HostCapabilities(
        EnumSet.complementOf(EnumSet.of(lacking)), HostCapabilities.USUAL_MEMORY);
  }

  @ParameterizedTest
  @CsvSource({
    "DROP_REQUEST, TIMEOUT, 0",
    "DROP_REPLY, TIMEOUT, 500",
    "WRONG_KEY, TIMEOUT, 500",
    "HALF_REPLY, TIMEOUT, 500",
    "GARBAGE, GARBLED, 500",
    "CLOSE_MID_MESSAGE, CONNECTION_LOST, 500",
    "CLOSE, CONNECTION_LOST, 0",
  })
  void fault_isUnknownAtOnce_andTheBooksSayWhatHappened(Fault fault, Cause cause, long moved) {
    MemoryHost host = host();
    host.play(Script.once(Behaviour.fault(fault)));

    assertThat(host.authorize(purchase(1, 500), LONG)).isEqualTo(new HostReply.Unknown(cause));
    assertThat(host.ledger().movedMinor(key(1))).isEqualTo(moved);
    assertThat(host.authorize(purchase(2, 600), LONG)).isInstanceOf(HostReply.Approved.class);
  }

  @Test
  void lateAnswer_comesWhenItIsDelivered_once() {
    MemoryHost host = host();
    host.play(Script.once(Behaviour.delay(Duration.ofSeconds(1))));

    assertThat(host.authorize(purchase(1, 500), SHORT))
        .isEqualTo(new HostReply.Unknown(Cause.TIMEOUT));
    assertThat(host.ledger().movedMinor(key(1))).isEqualTo(500);
    assertThat(late).isEmpty();
    assertThat(host.deliver()).isEqualTo(1);
    assertThat(host.deliver()).isZero();
    assertThat(late).extracting(LateAnswer::key).containsExactly(key(1));
  }

  @Test
  void answerThatIsSlowButInTime_isThere() {
    MemoryHost host = host();
    host.play(Script.once(Behaviour.delay(Duration.ofSeconds(1))));

    assertThat(host.authorize(purchase(1, 500), LONG)).isInstanceOf(HostReply.Approved.class);
    assertThat(host.deliver()).isZero();
  }

  @Test
  void requestThatArrivesAfterItsReversal_neverCounts() {
    MemoryHost host = host();
    host.play(Script.once(Behaviour.queue(Duration.ofSeconds(1))));

    assertThat(host.authorize(purchase(1, 500), SHORT)).isInstanceOf(HostReply.Unknown.class);
    assertThat(host.reverse(reversal(purchase(1, 500), false), LONG))
        .isEqualTo(ReversalReply.ACKNOWLEDGED);
    host.deliver();

    assertThat(late)
        .containsExactly(
            new LateAnswer(key(1), new HostReply.Declined("12", "the transaction is not allowed")));
    assertThat(host.ledger().takenMinor(HostBench.GBP)).isZero();
  }

  @Test
  void hostOutOfReach_isUnreachable_untilItIsBack() {
    MemoryHost host = host();
    host.offline(true);
    assertThat(host.authorize(purchase(1, 500), LONG))
        .isEqualTo(new HostReply.Unreachable(Cause.NO_CONNECTION));
    host.offline(false);
    assertThat(host.authorize(purchase(1, 500), LONG)).isInstanceOf(HostReply.Approved.class);
    host.close();
    assertThat(host.authorize(purchase(2, 500), LONG))
        .isEqualTo(new HostReply.Unreachable(Cause.CLOSED));
  }

  @Test
  void hostThatForgets_chargesAgain_andFindsNothing() {
    MemoryHost host = host(PaymentHostContractTest.ALL.remembering(Duration.ofHours(1)));
    host.authorize(purchase(1, 500), LONG);

    now.set(AT.plus(Duration.ofHours(1)));
    host.authorize(purchase(1, 500).repeated(), LONG);
    assertThat(host.ledger().movedMinor(key(1))).isEqualTo(500);

    now.set(AT.plus(Duration.ofHours(1)).plusSeconds(1));
    assertThat(host.status(status(1, 500), LONG)).isEqualTo(new StatusReply.NotFound());
    host.authorize(purchase(1, 500).repeated(), LONG);
    assertThat(host.ledger().movedMinor(key(1))).isEqualTo(1_000);
  }

  private static StatusRequest status(long seq, long minor) {
    return new StatusRequest(key(seq), AttemptKind.PURCHASE, gbp(minor), card(), AT);
  }

  @Test
  void hostThatKnowsNoKeyAgain_chargesEachRepeat_andAReversalTakesBackAll() {
    MemoryHost host = host(without(HostCapability.DEDUPLICATION));
    host.authorize(purchase(1, 500), LONG);
    host.authorize(purchase(1, 500).repeated(), LONG);

    assertThat(host.ledger().movedMinor(key(1))).isEqualTo(1_000);
    host.reverse(reversal(purchase(1, 500), false), LONG);
    assertThat(host.ledger().movedMinor(key(1))).isZero();
    assertThat(host.ledger().entries()).hasSize(2);
  }

  @Test
  void whatWasNotDeclared_isMisuse() {
    assertThatThrownBy(
            () ->
                host(without(HostCapability.REVERSAL))
                    .reverse(reversal(purchase(1, 1), false), LONG))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> host(without(HostCapability.STATUS_QUERY)).status(status(1, 1), LONG))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> host().authorize(purchase(1, 1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void purchaseThatWasRefunded_cannotBeReversed_forThatWouldGiveBackTwice() {
    MemoryHost host = host();
    host.authorize(purchase(1, 1_000), LONG);
    host.refund(refund(2, 1, 300), LONG);

    assertThat(host.reverse(reversal(purchase(1, 1_000), false), LONG))
        .isEqualTo(ReversalReply.UNACKNOWLEDGED);
    assertThat(host.ledger().netMinor(List.of(key(1), key(2)))).isEqualTo(700);
  }

  @Test
  void twoAttemptsForOneSale_showInTheNetOfTheSale() {
    MemoryHost host = host();
    host.authorize(purchase(1, 1_000), LONG);
    host.authorize(purchase(2, 1_000), LONG);

    assertThat(host.ledger().netMinor(List.of(key(1), key(2)))).isEqualTo(2_000);
    host.reverse(reversal(purchase(2, 1_000), false), LONG);
    assertThat(host.ledger().netMinor(List.of(key(1), key(2)))).isEqualTo(1_000);
  }
}
