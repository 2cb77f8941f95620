package dev.tillwright.core.host;

import static dev.tillwright.core.host.HostBench.LONG;
import static dev.tillwright.core.host.HostBench.gbp;
import static dev.tillwright.core.host.HostBench.key;
import static dev.tillwright.core.host.HostBench.purchase;
import static dev.tillwright.core.host.HostBench.refund;
import static dev.tillwright.core.host.HostBench.reversal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageSpec;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked and what it means, over a real socket. */
@Timeout(60)
class Iso8583HostTest {
  private final HostBench bench = new HostBench();
  private final List<IsoMessage> asked = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    bench.close();
  }

  private void record(Behaviour behaviour) {
    bench.simulator.script(
        request -> {
          asked.add(request);
          return behaviour;
        });
  }

  @Test
  void purchase_isApproved_andTheHostHasIt() {
    record(Behaviour.usual());

    HostReply reply = bench.host.authorize(purchase(42, 1250), LONG);

    assertThat(reply)
        .isInstanceOfSatisfying(
            HostReply.Approved.class,
            approved -> {
              assertThat(approved.amount()).isEqualTo(gbp(1250));
              assertThat(approved.authorizationCode()).hasSize(6);
              assertThat(approved.reference()).isEqualTo("619521000042");
            });
    assertThat(bench.simulator.approvedMinor()).isEqualTo(1250);
    assertThat(bench.simulator.movedMinor(key(42))).isEqualTo(1250);
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0))
        .isEqualTo(
            IsoMessage.of("0200")
                .set(2, HostBench.PAN)
                .set(3, "000000")
                .set(4, "000000001250")
                .set(7, "0714213005")
                .set(11, "000042")
                .set(12, "223005")
                .set(13, "0714")
                .set(14, "3012")
                .set(22, "050")
                .set(25, "00")
                .set(37, "619521000042")
                .set(41, "T1      ")
                .set(42, "SHOP 1         ")
                .set(48, "till-01/3/42")
                .set(49, "826")
                .build());
  }

  @Test
  void repeats_differInTheirTypeAlone() {
    record(Behaviour.usual());
    AuthorizationRequest first = purchase(7, 500);
    AuthorizationRequest again = first.repeated();

    HostReply one = bench.host.authorize(first, LONG);
    HostReply two = bench.host.authorize(again, LONG);

    assertThat(two).isEqualTo(one);
    assertThat(asked).extracting(IsoMessage::mti).containsExactly("0200", "0201");
    assertThat(IsoMessage.of("0200").build().numbers()).isEmpty();
    assertThat(asked.get(0).numbers())
        .allSatisfy(
            field -> assertThat(asked.get(1).text(field)).isEqualTo(asked.get(0).text(field)));
    assertThat(bench.simulator.approvedMinor()).isEqualTo(500);
  }

  @Test
  void paymentTakenOffline_isAnAdvice() {
    record(Behaviour.usual());
    AuthorizationRequest first = purchase(1, 300);
    for (boolean repeat : new boolean[] {false, true}) {
      AuthorizationRequest advice =
          new AuthorizationRequest(
              first.key(),
              first.charge(),
              first.card(),
              first.at(),
              AuthorizationRequest.Manner.FORWARD,
              false,
              repeat);
      assertThat(bench.host.authorize(advice, LONG)).isInstanceOf(HostReply.Approved.class);
    }

    assertThat(asked).extracting(IsoMessage::mti).containsExactly("0220", "0221");
    assertThat(bench.simulator.approvedMinor()).isEqualTo(300);
  }

  @Test
  void refund_namesItsPurchase_andNeverGivesBackMore() {
    record(Behaviour.usual());
    bench.host.authorize(purchase(1, 1000), LONG);

    HostReply some = bench.host.refund(refund(2, 1, 600), LONG);
    HostReply more = bench.host.refund(refund(3, 1, 600), LONG);
    HostReply unknown = bench.host.refund(refund(4, 99, 1), LONG);
    RefundRequest repeat =
        new RefundRequest(key(2), key(1), gbp(600), HostBench.card(), HostBench.AT, true);
    HostReply again = bench.host.refund(repeat, LONG);

    assertThat(some).isInstanceOf(HostReply.Approved.class).isEqualTo(again);
    assertThat(more).isEqualTo(new HostReply.Declined("13", "the amount is not allowed"));
    assertThat(unknown).isEqualTo(new HostReply.Declined("25", "the original is not known"));
    assertThat(bench.simulator.refundedMinor()).isEqualTo(600);
    assertThat(asked.get(1).text(3)).isEqualTo("200000");
    assertThat(asked.get(1).text(48)).isEqualTo("till-01/3/2|till-01/3/1");
    assertThat(asked.get(4).mti()).isEqualTo("0201");
  }

  @Test
  void reversal_takesBackOnce_alsoWhenRepeated() {
    record(Behaviour.usual());
    AuthorizationRequest original = purchase(5, 800);
    bench.host.authorize(original, LONG);

    assertThat(bench.host.reverse(reversal(original, false), LONG))
        .isEqualTo(ReversalReply.ACKNOWLEDGED);
    assertThat(bench.host.reverse(reversal(original, true), LONG))
        .isEqualTo(ReversalReply.ACKNOWLEDGED);

    assertThat(bench.simulator.approvedMinor()).isZero();
    assertThat(asked).extracting(IsoMessage::mti).containsExactly("0200", "0400", "0401");
    assertThat(asked.get(1).text(90)).isEqualTo("0200" + "000005" + "0714213005" + "0".repeat(22));
  }

  @Test
  void reversedRefund_isLeftToGiveBackAgain() {
    bench.host.authorize(purchase(1, 1000), LONG);
    bench.host.refund(refund(2, 1, 1000), LONG);
    ReversalRequest undo =
        new ReversalRequest(
            key(2),
            AttemptKind.REFUND,
            Charge.of(gbp(1000)),
            HostBench.card(),
            HostBench.AT,
            ReversalRequest.Cause.REVERSAL,
            false);

    assertThat(bench.host.reverse(undo, LONG)).isEqualTo(ReversalReply.ACKNOWLEDGED);
    assertThat(bench.simulator.refundedMinor()).isZero();
    assertThat(bench.host.refund(refund(3, 1, 1000), LONG)).isInstanceOf(HostReply.Approved.class);
    assertThat(bench.simulator.refundedMinor()).isEqualTo(1000);
  }

  @Test
  void reversalBeforeItsOriginal_keepsItFromEverCounting() {
    AuthorizationRequest original = purchase(5, 800);

    assertThat(bench.host.reverse(reversal(original, false), LONG))
        .isEqualTo(ReversalReply.ACKNOWLEDGED);
    assertThat(bench.host.authorize(original, LONG)).isInstanceOf(HostReply.Declined.class);
    assertThat(bench.simulator.approvedMinor()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "51, not enough money on the account",
    "05, the card's bank declined",
    "ZZ, declined with code ZZ",
  })
  void decline_hasItsCodeAndAReason(String code, String reason) {
    record(Behaviour.decline(code));

    assertThat(bench.host.authorize(purchase(1, 100), LONG))
        .isEqualTo(new HostReply.Declined(code, reason));
    assertThat(bench.simulator.approvedMinor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08", "09", "32", "68", "94"})
  void codeThatSaysNeitherYesNorNo_isUnknown(String code) {
    record(Behaviour.decline(code));

    assertThat(bench.host.authorize(purchase(1, 100), LONG)).isInstanceOf(HostReply.Unknown.class);
  }

  @Test
  void reversalThatTheHostRefuses_isNotAcknowledged() {
    record(Behaviour.decline("96"));

    assertThat(bench.host.reverse(reversal(purchase(1, 100), false), LONG))
        .isEqualTo(ReversalReply.UNACKNOWLEDGED);
  }

  @Test
  void partialApproval_givesWhatWasApproved() {
    record(Behaviour.partial(400));

    assertThat(bench.host.authorize(purchase(1, 1000), LONG))
        .isInstanceOfSatisfying(
            HostReply.Approved.class, it -> assertThat(it.amount()).isEqualTo(gbp(400)));
    assertThat(bench.simulator.approvedMinor()).isEqualTo(400);
    bench.host.reverse(reversal(purchase(1, 1000), false), LONG);
    assertThat(bench.simulator.approvedMinor()).isZero();
  }

  @Test
  void amountAboveTheHostsLimit_isDeclined() {
    bench.simulator.limit(999);

    assertThat(bench.host.authorize(purchase(1, 1000), LONG))
        .isEqualTo(new HostReply.Declined("61", "above the card's limit"));
    assertThat(bench.host.authorize(purchase(2, 999), LONG)).isInstanceOf(HostReply.Approved.class);
  }

  @Test
  void sameKeyForAnotherAmount_isUnknown_notACharge() {
    bench.host.authorize(purchase(1, 1000), LONG);

    assertThat(bench.host.authorize(purchase(1, 2000), LONG)).isInstanceOf(HostReply.Unknown.class);
    assertThat(bench.simulator.approvedMinor()).isEqualTo(1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"87Abb", "87B", "87bb-emv"})
  void otherDialects_doTheSame(String dialect) {
    MessageSpec spec = MessageSpec.named(dialect);
    try (HostSimulator simulator = HostSimulator.start(0, spec);
        Iso8583Host host =
            Iso8583Host.connect(HostBench.config(simulator.address()).spec(spec).build())) {
      assertThat(host.authorize(purchase(1, 700), LONG)).isInstanceOf(HostReply.Approved.class);
      assertThat(host.reverse(reversal(purchase(1, 700), false), LONG))
          .isEqualTo(ReversalReply.ACKNOWLEDGED);
      assertThat(simulator.approvedMinor()).isZero();
    }
  }

  @Test
  void whatCannotBeSent_wasNotSent() {
    ProtectedCard unknown =
        new ProtectedCard(
            new CardToken("lost"), new MaskedPan("************1111"), "k1", EntryMode.CHIP);
    AuthorizationRequest noCard =
        AuthorizationRequest.purchase(key(1), Charge.of(gbp(1)), unknown, HostBench.AT);
    HostReply tooMuch = bench.host.authorize(purchase(2, 1_000_000_000_000L), LONG);

    assertThat(bench.host.authorize(noCard, LONG))
        .isEqualTo(new HostReply.Unreachable(Cause.FAILED));
    assertThat(tooMuch).isEqualTo(new HostReply.Unreachable(Cause.FAILED));
    assertThat(bench.host.reverse(reversal(noCard, false), LONG))
        .isEqualTo(ReversalReply.UNACKNOWLEDGED);
    assertThat(bench.simulator.requests()).isZero();
  }

  @Test
  void host_declaresThatItIsSafe() {
    assertThat(bench.host.capabilities().can(HostCapability.REVERSAL)).isTrue();
  }

  @Test
  void misuse_isRefusedAtOnce() {
    assertThatThrownBy(() -> bench.host.authorize(purchase(1, 1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    Iso8583Config.Builder config = HostBench.config(bench.simulator.address());
    assertThatThrownBy(() -> config.spec(MessageSpec.named("93A")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> config.backOff(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> config.connectDeadline(Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
    HostBench.KnownCards cards = new HostBench.KnownCards();
    assertThatThrownBy(
            () -> Iso8583Config.builder(bench.simulator.address(), cards, "123456789", "M"))
        .hasMessageContaining("terminal");
    assertThatThrownBy(
            () -> Iso8583Config.builder(bench.simulator.address(), cards, "T", "m\u00e9"))
        .hasMessageContaining("merchant");
  }

  @Test
  void traceNumbers_wrapWithoutZero() {
    assertThat(Messages.trace(key(1))).isEqualTo("000001");
    assertThat(Messages.trace(key(999_999))).isEqualTo("999999");
    assertThat(Messages.trace(key(1_000_000))).isEqualTo("000001");
  }
}
