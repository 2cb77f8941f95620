package dev.tillwright.core.host;

import static dev.tillwright.core.host.HostBench.AT;
import static dev.tillwright.core.host.HostBench.LONG;
import static dev.tillwright.core.host.HostBench.SHORT;
import static dev.tillwright.core.host.HostBench.card;
import static dev.tillwright.core.host.HostBench.eventually;
import static dev.tillwright.core.host.HostBench.gbp;
import static dev.tillwright.core.host.HostBench.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.CaptureRequest;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.Converted;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.IncrementRequest;
import dev.tillwright.core.payment.LateAnswer;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.payment.StatusRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every message beyond the plain purchase, field by field, as docs/iso8583-host.md lists it. */
@Timeout(60)
class CardMessagesTest {
  private static final String ORIGINAL_TIME = "0714213005";

  private final HostSimulator simulator = HostSimulator.start(0);
  private final List<IsoMessage> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<LateAnswer> late = Collections.synchronizedList(new ArrayList<>());
  private final Iso8583Host host =
      Iso8583Host.connect(
          HostBench.config(simulator.address())
              .capabilities(PaymentHostContractTest.ALL)
              .partialMark(61, "PA")
              .build());

  CardMessagesTest() {
    host.onLateAnswer(late::add);
    record(Behaviour.usual());
  }

  @AfterEach
  void close() {
    host.close();
    simulator.close();
  }

  private void record(Behaviour behaviour) {
    simulator.script(
        request -> {
          asked.add(request);
          return behaviour;
        });
  }

  private static AuthorizationRequest authorization(Manner manner, Charge charge, boolean partial) {
    return new AuthorizationRequest(key(42), charge, card(), AT, manner, partial, false);
  }

  private HostReply authorize(long minor) {
    return host.authorize(authorization(Manner.AUTHORIZATION, Charge.of(gbp(minor)), false), LONG);
  }

  private static CaptureRequest capture(long seq, long minor, boolean last, boolean repeat) {
    return new CaptureRequest(
        key(seq),
        key(42),
        AT,
        "000001",
        gbp(minor),
        last,
        card(),
        AT.plus(Duration.ofHours(2)),
        repeat);
  }

  private static IsoMessage.Builder message(String mti, String trace, String time) {
    return IsoMessage.of(mti)
        .set(2, HostBench.PAN)
        .set(3, "000000")
        .set(7, time)
        .set(11, trace)
        .set(13, "0714")
        .set(14, "3012")
        .set(22, "050")
        .set(25, "00")
        .set(41, "T1      ")
        .set(42, "SHOP 1         ")
        .set(49, "826");
  }

  @Test
  void authorization_is0100_andNothingIsTaken() {
    HostReply reply = authorize(5_000);

    assertThat(reply).isInstanceOf(HostReply.Approved.class);
    assertThat(asked)
        .containsExactly(
            message("0100", "000042", ORIGINAL_TIME)
                .set(4, "000000005000")
                .set(12, "223005")
                .set(37, "619521000042")
                .set(48, "till-01/3/42")
                .build());
    assertThat(simulator.ledger().authorizedMinor(key(42))).isEqualTo(5_000);
    assertThat(simulator.approvedMinor()).isZero();
  }

  @Test
  void captures_are0220_underKeysOfTheirOwn_andCiteTheAuthorization() {
    authorize(5_000);

    HostReply some = host.capture(capture(43, 2_000, false, false), LONG);
    HostReply again = host.capture(capture(43, 2_000, false, true), LONG);
    HostReply last = host.capture(capture(44, 1_500, true, false), LONG);
    HostReply more = host.capture(capture(45, 100, false, false), LONG);

    assertThat(again).isEqualTo(some).isInstanceOf(HostReply.Approved.class);
    assertThat(last).isInstanceOf(HostReply.Approved.class);
    assertThat(more).isInstanceOf(HostReply.Declined.class);
    assertThat(asked)
        .extracting(IsoMessage::mti)
        .containsExactly("0100", "0220", "0221", "0220", "0220");
    assertThat(asked.get(1))
        .isEqualTo(
            message("0220", "000043", "0714233005")
                .set(4, "000000002000")
                .set(12, "003005")
                .set(13, "0715")
                .set(25, "06")
                .set(37, "619523000043")
                .set(38, "000001")
                .set(48, "till-01/3/43|till-01/3/42|M")
                .set(90, "0100" + "000042" + ORIGINAL_TIME + "0".repeat(22))
                .build());
    assertThat(asked.get(2)).isEqualTo(ofType("0221", asked.get(1)));
    assertThat(asked.get(3).text(48)).isEqualTo("till-01/3/44|till-01/3/42|L");
    assertThat(simulator.movedMinor(key(42))).isEqualTo(3_500);
    assertThat(simulator.ledger().netMinor(List.of(key(42)))).isEqualTo(3_500);
  }

  private static IsoMessage ofType(String mti, IsoMessage message) {
    IsoMessage.Builder builder = IsoMessage.of(mti);
    message.numbers().forEach(number -> builder.set(number, message.text(number)));
    return builder.build();
  }

  @Test
  void increment_is0100_thatCitesTheAuthorization() {
    authorize(1_000);
    IncrementRequest raise =
        new IncrementRequest(key(50), key(42), AT, gbp(500), card(), AT, false);

    assertThat(host.increment(raise, LONG)).isInstanceOf(HostReply.Approved.class);

    assertThat(asked.get(1))
        .isEqualTo(
            message("0100", "000050", ORIGINAL_TIME)
                .set(4, "000000000500")
                .set(12, "223005")
                .set(37, "619521000050")
                .set(48, "till-01/3/50|till-01/3/42")
                .set(90, "0100" + "000042" + ORIGINAL_TIME + "0".repeat(22))
                .build());
    assertThat(simulator.ledger().authorizedMinor(key(42))).isEqualTo(1_500);
  }

  @Test
  void partsOfACharge_travelInFields54And28() {
    Charge charge = new Charge(gbp(10_000), gbp(2_000), gbp(500), gbp(150));

    host.authorize(authorization(Manner.PURCHASE, charge, false), LONG);

    IsoMessage sent = asked.get(0);
    assertThat(sent.text(3)).isEqualTo("090000");
    assertThat(sent.text(4)).isEqualTo("000000010000");
    assertThat(sent.text(54)).isEqualTo("0040826D000000002000" + "0044826D000000000500");
    assertThat(sent.text(28)).isEqualTo("D00000150");
    assertThat(simulator.approvedMinor()).isEqualTo(10_000);
  }

  /** Some hosts look for the original by all its amounts. */
  @Test
  void reversal_carriesTheAmountsOfItsOriginal() {
    Charge charge = converted(new BigDecimal("1.18"), 2_950);
    AuthorizationRequest first = authorization(Manner.PURCHASE, charge, false);
    host.authorize(first, LONG);
    host.reverse(HostBench.reversal(first, false), LONG);

    for (int field : new int[] {3, 4, 6, 7, 10, 11, 28, 49, 51, 54}) {
      assertThat(asked.get(1).text(field))
          .as("field " + field)
          .isNotEmpty()
          .isEqualTo(asked.get(0).text(field));
    }
    assertThat(simulator.approvedMinor()).isZero();
  }

  private static Charge converted(BigDecimal rate, long foreign) {
    Money euros = Money.ofMinor(foreign, Currency.getInstance("EUR"));
    Converted converted = new Converted(euros, rate, "q-17");
    return new Charge(gbp(2_500), gbp(500), gbp(100), gbp(50), converted);
  }

  /** What the customer chose to be charged is what the host is told to charge. */
  @ParameterizedTest
  @CsvSource({
    "1.18, 61180000",
    "195.0412345, 41950412",
    "0.00061, 90610000",
    "0.000061, 90061000",
    "9.99999996, 51000000",
    "1234567.4, 01234567",
    "16000, 21600000"
  })
  void conversion_travelsInFields6And10And51(BigDecimal rate, String field) {
    host.authorize(authorization(Manner.PURCHASE, converted(rate, 2_950), false), LONG);

    assertThat(asked.get(0).text(4)).isEqualTo("000000002500");
    assertThat(asked.get(0).text(49)).isEqualTo("826");
    assertThat(asked.get(0).text(6)).isEqualTo("000000002950");
    assertThat(asked.get(0).text(10)).isEqualTo(field);
    assertThat(asked.get(0).text(51)).isEqualTo("978");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678", "0.00000000001"})
  void rateThatDoesNotFit_isNotSent(String rate) {
    assertThat(
            host.authorize(
                authorization(Manner.PURCHASE, converted(new BigDecimal(rate), 2_950), false),
                LONG))
        .isEqualTo(new HostReply.Unreachable(Cause.FAILED));
    assertThat(asked).isEmpty();
  }

  @Test
  void surchargeThatDoesNotFit_isNotSent() {
    Charge charge = new Charge(gbp(200_000_000), gbp(0), gbp(0), gbp(100_000_000));

    assertThat(host.authorize(authorization(Manner.PURCHASE, charge, false), LONG))
        .isEqualTo(new HostReply.Unreachable(Cause.FAILED));
    assertThat(asked).isEmpty();
  }

  @Test
  void partialApproval_isMarkedWhereTheAcquirerWantsIt() {
    host.authorize(authorization(Manner.PURCHASE, Charge.of(gbp(1_000)), true), LONG);

    assertThat(asked.get(0).text(61)).isEqualTo("PA");
    assertThat(asked.get(0).has(60)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"REVERSAL, 68", "VOID, 17"})
  void reversal_saysWhy(ReversalRequest.Cause cause, String code) {
    authorize(1_000);
    ReversalRequest request =
        new ReversalRequest(
            key(42), AttemptKind.AUTHORIZATION, Charge.of(gbp(1_000)), card(), AT, cause, true);

    assertThat(host.reverse(request, LONG)).isEqualTo(ReversalReply.ACKNOWLEDGED);

    assertThat(asked.get(1))
        .isEqualTo(
            message("0401", "000042", ORIGINAL_TIME)
                .set(4, "000000001000")
                .set(12, "223005")
                .set(37, "619521000042")
                .set(39, code)
                .set(48, "till-01/3/42")
                .set(90, "0100" + "000042" + ORIGINAL_TIME + "0".repeat(22))
                .build());
    assertThat(simulator.ledger().authorizedMinor(key(42))).isZero();
    assertThat(simulator.entries().get(0).state().name())
        .isEqualTo(cause == ReversalRequest.Cause.VOID ? "VOIDED" : "REVERSED");
  }

  @Test
  void refundWithoutPurchase_citesNothing() {
    RefundRequest refund = new RefundRequest(key(60), null, gbp(300), card(), AT, false);

    assertThat(host.refund(refund, LONG)).isInstanceOf(HostReply.Approved.class);

    assertThat(asked.get(0).text(3)).isEqualTo("200000");
    assertThat(asked.get(0).text(48)).isEqualTo("till-01/3/60");
    assertThat(simulator.movedMinor(key(60))).isEqualTo(300);
  }

  @Test
  void statusQuery_is0600_hasNoCard_andATraceOfItsOwn() {
    authorize(1_000);
    StatusRequest query =
        new StatusRequest(key(42), AttemptKind.AUTHORIZATION, gbp(1_000), card(), AT);

    StatusReply first = host.status(query, LONG);
    host.status(query, LONG);

    assertThat(first)
        .isInstanceOfSatisfying(
            StatusReply.Approved.class,
            it -> assertThat(it.reply().amount()).isEqualTo(gbp(1_000)));
    IsoMessage sent = asked.get(1);
    assertThat(sent.mti()).isEqualTo("0600");
    assertThat(sent.numbers()).containsExactly(3, 4, 7, 11, 37, 41, 42, 48, 49, 90);
    assertThat(sent.text(37)).isEqualTo("619521000042");
    assertThat(sent.text(48)).isEqualTo("till-01/3/42");
    assertThat(sent.text(90)).startsWith("0100" + "000042" + ORIGINAL_TIME);
    assertThat(List.of(sent.text(11), asked.get(2).text(11))).containsExactly("000001", "000002");
  }

  @ParameterizedTest
  @CsvSource({"96", "91", "30", "05"})
  void statusQueryThatTheHostCannotAnswer_isUnanswered_neverADecline(String code) {
    authorize(1_000);
    record(Behaviour.decline(code));

    StatusReply reply =
        host.status(
            new StatusRequest(key(42), AttemptKind.AUTHORIZATION, gbp(1_000), card(), AT), LONG);

    assertThat(reply).isInstanceOf(StatusReply.Unanswered.class);
  }

  @Test
  void lateAnswer_saysWhatBecameOfIt_toWhoeverListens() {
    record(Behaviour.delay(Duration.ofMillis(300)));
    HostReply gone =
        host.authorize(authorization(Manner.PURCHASE, Charge.of(gbp(700)), false), SHORT);

    assertThat(gone).isEqualTo(new HostReply.Unknown(Cause.TIMEOUT));
    eventually(() -> !late.isEmpty());
    assertThat(late)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.key()).isEqualTo(key(42));
              assertThat(it.reply())
                  .isInstanceOfSatisfying(
                      HostReply.Approved.class,
                      approved -> assertThat(approved.amount()).isEqualTo(gbp(700)));
            });
  }

  @Test
  void lateAnswerToAReversal_isNotTakenForOneToItsOriginal() {
    authorize(700);
    record(Behaviour.delay(Duration.ofMillis(300)));
    ReversalRequest undo =
        new ReversalRequest(
            key(42),
            AttemptKind.AUTHORIZATION,
            Charge.of(gbp(700)),
            card(),
            AT,
            ReversalRequest.Cause.REVERSAL,
            false);

    assertThat(host.reverse(undo, SHORT)).isEqualTo(ReversalReply.UNACKNOWLEDGED);
    eventually(() -> host.lateReplies() == 1);
    assertThat(late).isEmpty();
  }

  @Test
  void marksThatMakeNoSense_areRefused() {
    Iso8583Config.Builder config = HostBench.config(simulator.address());
    assertThatThrownBy(() -> config.partialMark(4, "1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> config.partialMark(60, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
