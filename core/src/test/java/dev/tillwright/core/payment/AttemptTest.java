package dev.tillwright.core.payment;

import static dev.tillwright.core.payment.Samples.KEY;
import static dev.tillwright.core.payment.Samples.PART;
import static dev.tillwright.core.payment.Samples.gbp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The attempt's machine (A6 to A9; invariant I8). */
class AttemptTest {
  /**
   * The table, written by hand: state, event, next state, of a purchase; a second next state is
   * that of an authorization, a third that of a refund. Whatever is not here is refused.
   */
  private static final String TABLE =
"""
CREATED              Sending           SENDING
CREATED              Cancelled         CANCELLED
CREATED              Stored            OFFLINE_APPROVED
SENDING              Approved          CAPTURED             AUTHORIZED
SENDING              PartiallyApproved PARTIALLY_AUTHORIZED PARTIALLY_AUTHORIZED -
SENDING              Declined          DECLINED
SENDING              NotSent           NOT_SENT
SENDING              OutcomeLost       UNKNOWN
SENDING              ReversalDecided   REVERSAL_PENDING
SENDING              Stored            OFFLINE_APPROVED
UNKNOWN              Approved          CAPTURED             AUTHORIZED
UNKNOWN              PartiallyApproved PARTIALLY_AUTHORIZED PARTIALLY_AUTHORIZED -
UNKNOWN              Declined          DECLINED
UNKNOWN              Repeating         UNKNOWN
UNKNOWN              ReversalDecided   REVERSAL_PENDING
UNKNOWN              Stored            -                    -                    OFFLINE_APPROVED
UNKNOWN              SettledByHand     REVERSED
PARTIALLY_AUTHORIZED PartialAccepted   CAPTURED             AUTHORIZED
PARTIALLY_AUTHORIZED ReversalDecided   REVERSAL_PENDING
PARTIALLY_AUTHORIZED SettledByHand     REVERSED
AUTHORIZED           VoidDecided       VOID_PENDING
AUTHORIZED           CaptureDecided    CAPTURE_PENDING
AUTHORIZED           IncrementDecided  INCREMENT_PENDING
CAPTURE_PENDING      Captured          CAPTURED
CAPTURE_PENDING      CaptureDeclined   AUTHORIZED
CAPTURE_PENDING      SettledByHand     AUTHORIZED
INCREMENT_PENDING    Incremented       AUTHORIZED
INCREMENT_PENDING    IncrementDeclined AUTHORIZED
INCREMENT_PENDING    SettledByHand     AUTHORIZED
CAPTURED             VoidDecided       VOID_PENDING
CAPTURED             ReversalDecided   REVERSAL_PENDING
CAPTURED             Settled           SETTLED
SETTLED              Disputed          DISPUTED
DISPUTED             DisputeEnded      DISPUTE_WON
DISPUTE_WON          Disputed          DISPUTED
OFFLINE_APPROVED     Forwarding        FORWARDING
OFFLINE_APPROVED     Declined          -                    -                    FORWARD_DECLINED
OFFLINE_APPROVED     VoidDecided       VOID_PENDING
OFFLINE_APPROVED     Voided            VOIDED
FORWARDING           Forwarding        FORWARDING
FORWARDING           Approved          CAPTURED
FORWARDING           Declined          FORWARD_DECLINED
FORWARDING           VoidDecided       VOID_PENDING
FORWARDING           SettledByHand     FORWARD_DECLINED
DECLINED             LateApproval      REVERSAL_PENDING
REVERSAL_PENDING     Reversed          REVERSED
REVERSAL_PENDING     LateApproval      REVERSAL_PENDING
REVERSAL_PENDING     SettledByHand     REVERSED
REVERSED             LateApproval      REVERSAL_PENDING
VOID_PENDING         Voided            VOIDED
VOID_PENDING         SettledByHand     VOIDED
VOID_PENDING         LateApproval      VOID_PENDING
VOIDED               LateApproval      VOID_PENDING
""";

  /** Value that goes onto a card or off it moves as a purchase's money does. */
  private static Map<AttemptState, Map<String, AttemptState>> table(AttemptKind its) {
    AttemptKind kind = its.movesSoldValue() ? AttemptKind.PURCHASE : its;
    Map<AttemptState, Map<String, AttemptState>> table = new EnumMap<>(AttemptState.class);
    for (String line : TABLE.lines().toList()) {
      String[] row = line.trim().split("\\s+");
      int column = Math.min(row.length - 1, 2 + kind.ordinal());
      if (column == 3 && row.length == 4 && kind == AttemptKind.REFUND) {
        column = 2; // two columns: the second is of authorizations alone
      }
      if (!row[column].equals("-")) {
        table
            .computeIfAbsent(AttemptState.valueOf(row[0]), state -> new HashMap<>())
            .put(row[1], AttemptState.valueOf(row[column]));
      }
    }
    return table;
  }

  @Test
  void everyPairOfStateAndEvent_isAsTheTableSays() {
    int pairs = 0;
    for (AttemptKind kind : AttemptKind.values()) {
      Map<AttemptState, Map<String, AttemptState>> table = table(kind);
      for (AttemptState state : AttemptState.values()) {
        for (AttemptEvent event : Samples.events()) {
          String name = event.getClass().getSimpleName();
          AttemptState expected = table.getOrDefault(state, Map.of()).get(name);
          AttemptState actual =
              Samples.in(state, kind).after(event).map(Attempt::state).orElse(null);
          assertThat(actual).as(kind + " " + state + " + " + name).isEqualTo(expected);
          pairs++;
        }
      }
    }
    System.out.println("attempt table: " + pairs + " pairs of state and event");
    assertThat(pairs)
        .isEqualTo(
            AttemptKind.values().length
                * AttemptState.values().length
                * AttemptEvent.class.getPermittedSubclasses().length);
  }

  @Test
  void anAttemptWhoseReversalWasDecided_isNeverCountedAgain() {
    List<Attempt> frontier = new ArrayList<>();
    frontier.add(Samples.in(AttemptState.REVERSAL_PENDING, AttemptKind.PURCHASE));
    Set<AttemptState> seen = EnumSet.noneOf(AttemptState.class);
    for (int depth = 0; depth < 6; depth++) {
      List<Attempt> next = new ArrayList<>();
      for (Attempt attempt : frontier) {
        assertThat(attempt.state().counts()).isFalse();
        seen.add(attempt.state());
        Samples.events().forEach(event -> attempt.after(event).ifPresent(next::add));
      }
      frontier = next;
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(AttemptState.REVERSAL_PENDING, AttemptState.REVERSED);
  }

  /** Every state in which a machine may be at its end. */
  @Test
  void whatAPersonFoundToHaveMoved_counts_unlessItWasGivenUp() {
    AttemptEvent moved = new AttemptEvent.SettledByHand(KEY, true, "ann", "asked the acquirer");
    Map<AttemptState, AttemptState> expected =
        Map.of(
            AttemptState.UNKNOWN, AttemptState.CAPTURED,
            AttemptState.PARTIALLY_AUTHORIZED, AttemptState.CAPTURED,
            AttemptState.FORWARDING, AttemptState.CAPTURED,
            AttemptState.CAPTURE_PENDING, AttemptState.CAPTURED,
            AttemptState.INCREMENT_PENDING, AttemptState.AUTHORIZED);
    for (AttemptState state : AttemptState.values()) {
      assertThat(
              Samples.in(state, AttemptKind.PURCHASE).after(moved).map(Attempt::state).orElse(null))
          .as(state.name())
          .isEqualTo(expected.get(state));
    }
    Attempt part =
        after(Samples.in(AttemptState.PARTIALLY_AUTHORIZED, AttemptKind.PURCHASE), moved);
    assertThat(part.counted()).isEqualTo(gbp(500));
    Attempt raised =
        after(Samples.in(AttemptState.INCREMENT_PENDING, AttemptKind.AUTHORIZATION), moved);
    assertThat(raised.authorized()).isEqualTo(gbp(1350));
  }

  @Test
  void sends_countWhatTheHostMayHave() {
    Attempt attempt = Attempt.of(Samples.intended(AttemptKind.REFUND, true));
    assertThat(attempt.sends()).isEqualTo(1);
    Attempt neverSent = after(attempt, new AttemptEvent.Stored(KEY, false));
    assertThat(neverSent.sends()).isZero();
    assertThat(after(neverSent, new AttemptEvent.Forwarding(KEY)).sends()).isEqualTo(1);
    Attempt sent = after(attempt, new AttemptEvent.Stored(KEY, true));
    assertThat(sent.sends()).isEqualTo(1);
    assertThat(sent.after(new AttemptEvent.Voided(KEY))).as("the host may have it").isEmpty();
  }

  @Test
  void afterASecondSending_nothingWasSentIsNoLongerCertain() {
    Attempt attempt = Attempt.of(Samples.intended(AttemptKind.PURCHASE, true));
    Attempt unknown = after(attempt, new AttemptEvent.OutcomeLost(KEY, "TIMEOUT"));
    Attempt again = after(unknown, new AttemptEvent.Repeating(KEY));
    assertThat(again.sends()).isEqualTo(2);
    assertThat(again.after(new AttemptEvent.NotSent(KEY))).isEmpty();
  }

  @Test
  void captures_areNeverMoreThanAuthorizedAndTolerated() {
    AttemptEvent.Intended plain = Samples.intended(AttemptKind.AUTHORIZATION, true);
    AttemptEvent.Intended tipped =
        new AttemptEvent.Intended(
            KEY,
            AttemptKind.AUTHORIZATION,
            plain.tender(),
            plain.sale(),
            null,
            plain.charge(),
            gbp(250),
            plain.card(),
            plain.at(),
            false,
            true);
    Attempt authorized =
        after(Attempt.of(tipped), new AttemptEvent.Approved(KEY, null, "123456", ""));
    assertThat(authorized.capturable()).isEqualTo(gbp(1500));
    assertThat(authorized.after(capture(1501, true))).isEmpty();
    assertThat(authorized.after(capture(0, true))).isEmpty();

    Attempt first = after(after(authorized, capture(700, false)), new AttemptEvent.Captured(KEY));
    assertThat(first.state()).isEqualTo(AttemptState.AUTHORIZED);
    assertThat(first.captured()).isEqualTo(gbp(700));
    assertThat(first.after(capture(801, false))).isEmpty();
    assertThat(first.after(new AttemptEvent.VoidDecided(KEY, "VOID")))
        .as("a part is taken already")
        .isEmpty();
    Attempt last = after(after(first, capture(800, true)), new AttemptEvent.Captured(KEY));
    assertThat(last.state()).isEqualTo(AttemptState.CAPTURED);
    assertThat(last.counted()).isEqualTo(gbp(1500));
  }

  @Test
  void aRaise_addsToWhatMayBeCaptured() {
    Attempt authorized = Samples.in(AttemptState.AUTHORIZED, AttemptKind.AUTHORIZATION);
    Attempt raised =
        after(
            after(authorized, new AttemptEvent.IncrementDecided(KEY, PART, gbp(300), Samples.AT)),
            new AttemptEvent.Incremented(KEY, "777777"));
    assertThat(raised.capturable()).isEqualTo(gbp(1550));
    assertThat(raised.authorizationCode()).isEqualTo("777777");
  }

  /** What was forwarded, given up and undone before it came, may come after all. */
  @Test
  void anApprovalThatComesAfterAVoid_isUndoneAgain() {
    HostReply late = new HostReply.Approved(gbp(1250), "123456", "");
    for (AttemptState state : List.of(AttemptState.VOID_PENDING, AttemptState.VOIDED)) {
      Attempt given = Samples.in(state, AttemptKind.PURCHASE);
      Attempt now = after(given, Objects.requireNonNull(Course.onLateAnswer(given, late)));
      assertThat(now.state()).isEqualTo(AttemptState.VOID_PENDING);
    }
  }

  /** What the customer got counts; the rest may be asked for anew. */
  @Test
  void aRefundInPart_countsForWhatWasGiven() {
    for (AttemptState state :
        List.of(AttemptState.SENDING, AttemptState.UNKNOWN, AttemptState.FORWARDING)) {
      Attempt refund = Samples.in(state, AttemptKind.REFUND);
      HostReply reply = new HostReply.Approved(gbp(500), "123456", "");
      Attempt now = after(refund, Objects.requireNonNull(Course.onReply(refund, reply)));
      assertThat(now.state()).isEqualTo(AttemptState.CAPTURED);
      assertThat(now.counted()).isEqualTo(gbp(500));
    }
  }

  @Test
  void theFirstReason_isKept() {
    Attempt attempt = Attempt.of(Samples.intended(AttemptKind.PURCHASE, true));
    Attempt lost = after(attempt, new AttemptEvent.OutcomeLost(KEY, "TIMEOUT"));
    Attempt undone = after(lost, new AttemptEvent.ReversalDecided(KEY, "UNKNOWN"));
    assertThat(undone.because().code()).isEqualTo("TIMEOUT");
  }

  @Test
  void anEventOfAnotherAttempt_isMisuse() {
    AttemptEvent other = new AttemptEvent.NotSent(PART);
    assertThatThrownBy(() -> Attempt.of(Samples.intended(AttemptKind.PURCHASE, true)).after(other))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyEvent_survivesTheJournal() {
    for (AttemptEvent event : Samples.events()) {
      assertThat(PaymentEntries.read(entry(PaymentEntries.draft(event)))).contains(event);
    }
  }

  @Test
  void aConversion_survivesTheJournal() {
    AttemptEvent.Intended plain = Samples.intended(AttemptKind.PURCHASE, true);
    Money yen = Money.ofMinor(2_438, Currency.getInstance("JPY"));
    Charge charge =
        new Charge(
            gbp(1250), gbp(0), gbp(0), gbp(0), new Converted(yen, new BigDecimal("195.040"), "q"));
    AttemptEvent.Intended event =
        new AttemptEvent.Intended(
            KEY,
            plain.kind(),
            plain.tender(),
            plain.sale(),
            null,
            charge,
            plain.tolerance(),
            plain.card(),
            plain.at(),
            false,
            true);
    assertThat(PaymentEntries.read(entry(PaymentEntries.draft(event)))).contains(event);
  }

  /** The first journals knew neither kinds nor parts nor tolerances. */
  @Test
  void anIntentOfTheFirstJournals_isStillRead() {
    String old =
        "{\"key\":\"till-01/1/7\",\"tender\":\"CARD\",\"sale\":\"till-01.1.1\",\"currency\":\"GBP\","
            + "\"amount\":1250,\"card\":{\"token\":\"tok_1\",\"masked\":\"************1111\","
            + "\"keyId\":\"k1\",\"entry\":\"CHIP\"},\"at\":\"2025-03-01T10:00:00Z\"}";
    AttemptEvent read =
        PaymentEntries.read(entry(new Draft("payment.intended", old))).orElseThrow();
    assertThat(Attempt.of((AttemptEvent.Intended) read).state()).isEqualTo(AttemptState.SENDING);
    AttemptEvent approved =
        PaymentEntries.read(
                entry(
                    new Draft(
                        "payment.approved",
                        "{\"key\":\"till-01/1/7\",\"authorizationCode\":\"A1\",\"reference\":\"\"}")))
            .orElseThrow();
    Attempt attempt = after(Attempt.of((AttemptEvent.Intended) read), approved);
    assertThat(attempt.counted()).isEqualTo(gbp(1250));
    assertThat(after(attempt, new AttemptEvent.ReversalDecided(KEY, "VOID")).state())
        .isEqualTo(AttemptState.REVERSAL_PENDING);
  }

  private static AttemptEvent capture(long minor, boolean last) {
    return new AttemptEvent.CaptureDecided(KEY, PART, gbp(minor), last, Samples.AT);
  }

  private static Attempt after(Attempt attempt, AttemptEvent event) {
    return attempt.after(event).orElseThrow();
  }

  private static Entry entry(Draft draft) {
    return new Entry(
        "till-01",
        1,
        1,
        Instant.EPOCH,
        draft.kind(),
        draft.payload(),
        "0".repeat(64),
        "0".repeat(64));
  }
}
