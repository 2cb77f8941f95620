package dev.tillwright.core.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttemptTest {
  private static final PaymentKey KEY = new PaymentKey("till-01", 1, 7);
  private static final AttemptEvent.Intended INTENDED =
      new AttemptEvent.Intended(
          KEY,
          TenderKind.CARD,
          "till-01.1.1",
          null,
          Money.ofMinor(1250, Currency.getInstance("GBP")),
          new ProtectedCard(
              new CardToken("tok_1"), new MaskedPan("************1111"), "k1", EntryMode.CHIP),
          Instant.parse("2025-03-01T10:00:00Z"));

  /** The table, written by hand: state, event, next state. Whatever is not here is refused. */
  private static final String TABLE =
      """
      SENDING          Approved        APPROVED
      SENDING          Declined        DECLINED
      SENDING          NotSent         NOT_SENT
      SENDING          ReversalDecided REVERSAL_PENDING
      SENDING          Stored          STORED
      APPROVED         ReversalDecided REVERSAL_PENDING
      REVERSAL_PENDING Reversed        REVERSED
      STORED           Forwarding      FORWARDING
      FORWARDING       Forwarding      FORWARDING
      FORWARDING       Approved        FORWARDED
      FORWARDING       Declined        FORWARD_DECLINED
      """;

  private static List<AttemptEvent> events() {
    return List.of(
        INTENDED,
        new AttemptEvent.Approved(KEY, "123456", "ref"),
        new AttemptEvent.Declined(KEY, "51", "insufficient funds"),
        new AttemptEvent.NotSent(KEY),
        new AttemptEvent.ReversalDecided(KEY, "TIMEOUT"),
        new AttemptEvent.Reversed(KEY),
        new AttemptEvent.Stored(KEY, false),
        new AttemptEvent.Forwarding(KEY));
  }

  @Test
  void everyPairOfStateAndEvent_isAsTheTableSays() {
    Map<AttemptState, Map<String, AttemptState>> table = new EnumMap<>(AttemptState.class);
    TABLE
        .lines()
        .map(line -> line.trim().split("\\s+"))
        .forEach(
            row ->
                table
                    .computeIfAbsent(
                        AttemptState.valueOf(row[0]), state -> new java.util.HashMap<>())
                    .put(row[1], AttemptState.valueOf(row[2])));
    int pairs = 0;
    for (AttemptState state : AttemptState.values()) {
      for (AttemptEvent event : events()) {
        AttemptState expected =
            table.getOrDefault(state, Map.of()).get(event.getClass().getSimpleName());
        AttemptState actual =
            new Attempt(INTENDED, state, 1).after(event).map(Attempt::state).orElse(null);
        assertThat(actual).as(state + " + " + event.getClass().getSimpleName()).isEqualTo(expected);
        pairs++;
      }
    }
    assertThat(pairs).isEqualTo(AttemptState.values().length * 8);
  }

  @Test
  void anAttemptWhoseReversalWasDecided_isNeverCountedAgain() {
    List<Attempt> frontier = new ArrayList<>();
    frontier.add(new Attempt(INTENDED, AttemptState.REVERSAL_PENDING, 1));
    for (int depth = 0; depth < 6; depth++) {
      List<Attempt> next = new ArrayList<>();
      for (Attempt attempt : frontier) {
        assertThat(attempt.state().counts()).isFalse();
        events().forEach(event -> attempt.after(event).ifPresent(next::add));
      }
      frontier = next;
    }
  }

  @Test
  void sends_countWhatTheHostMayHave() {
    Attempt attempt = Attempt.of(INTENDED);
    assertThat(attempt.sends()).isEqualTo(1);
    Attempt neverSent = attempt.after(new AttemptEvent.Stored(KEY, false)).orElseThrow();
    assertThat(neverSent.sends()).isZero();
    assertThat(neverSent.after(new AttemptEvent.Forwarding(KEY)).orElseThrow().sends())
        .isEqualTo(1);
    Attempt sent = attempt.after(new AttemptEvent.Stored(KEY, true)).orElseThrow();
    assertThat(sent.sends()).isEqualTo(1);
  }

  @Test
  void anEventOfAnotherAttempt_isMisuse() {
    AttemptEvent other = new AttemptEvent.NotSent(new PaymentKey("till-01", 1, 8));
    assertThatThrownBy(() -> Attempt.of(INTENDED).after(other))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyEvent_survivesTheJournal() {
    for (AttemptEvent event : events()) {
      var draft = PaymentEntries.draft(event);
      var entry =
          new dev.tillwright.core.journal.Entry(
              "till-01",
              1,
              1,
              Instant.EPOCH,
              draft.kind(),
              draft.payload(),
              "0".repeat(64),
              "0".repeat(64));
      assertThat(PaymentEntries.read(entry)).contains(event);
    }
  }
}
