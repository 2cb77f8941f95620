package dev.tillwright.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.PaymentEntries;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.sale.TenderKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host names a capture by the capture's own key (docs/settlement.md). */
class HostCapturesTest {
  private static final Instant NOON = Instant.parse("2025-03-03T12:00:00Z");
  private static final Instant LATER = NOON.plus(Duration.ofDays(3));
  private static final PaymentKey PAYMENT = new PaymentKey("till-1", 1, 2);
  private static final PaymentKey FIRST = new PaymentKey("till-1", 1, 5);
  private static final PaymentKey LAST = new PaymentKey("till-1", 1, 7);

  private final JournalFacts facts = new JournalFacts();
  private long seq;

  private static Money pounds(long minor) {
    return Money.ofMinor(minor, Currency.getInstance("GBP"));
  }

  private void written(Draft draft) {
    facts.apply(new Entry("till-1", 1, ++seq, NOON, draft.kind(), draft.payload(), "0", "0"));
  }

  private void happens(AttemptEvent event) {
    written(PaymentEntries.draft(event));
  }

  private void authorizedAndCapturedTwice() {
    written(new Draft("till.opened", "{\"version\":\"1\"}"));
    ProtectedCard card =
        new ProtectedCard(
            new CardToken("tok_1"), new MaskedPan("************1111"), "k-1", EntryMode.CHIP);
    happens(
        new AttemptEvent.Intended(
            PAYMENT,
            AttemptKind.AUTHORIZATION,
            TenderKind.CARD,
            "till-1.1.1",
            null,
            Charge.of(pounds(9_000)),
            pounds(0),
            card,
            NOON,
            false,
            true));
    happens(new AttemptEvent.Approved(PAYMENT, null, "A1", ""));
    happens(new AttemptEvent.CaptureDecided(PAYMENT, FIRST, pounds(4_000), false, NOON));
    happens(new AttemptEvent.Captured(PAYMENT));
    happens(new AttemptEvent.CaptureDecided(PAYMENT, LAST, pounds(500), true, NOON));
    happens(new AttemptEvent.Captured(PAYMENT));
  }

  private static HostLine line(int number, PaymentKey key, long minor) {
    return line(number, HostLine.Kind.CAPTURE, key, minor);
  }

  private static HostLine line(int number, HostLine.Kind kind, PaymentKey key, long minor) {
    return new HostLine(
        "file line " + number,
        kind,
        "till-1",
        key.toString(),
        "",
        "",
        pounds(minor),
        NOON.plus(Duration.ofHours(1)));
  }

  private List<Finding> found(HostLine... lines) {
    Inputs in = Inputs.at(LATER, facts).host(List.of(lines), LATER);
    return Detectors.run(in, new WatchRules());
  }

  @Test
  void capturesUnderTheirOwnKeys_areThoseOfThePayment() {
    authorizedAndCapturedTwice();
    assertThat(found(line(1, FIRST, 4_000), line(2, LAST, 500)))
        .extracting(Finding::detector)
        .doesNotContain(Detector.S1, Detector.S5, Detector.S6, Detector.S7);
    assertThat(found(line(1, FIRST, 4_000)))
        .extracting(Finding::detector)
        .contains(Detector.S6)
        .doesNotContain(Detector.S7);
  }

  @Test
  void chargeThatTheHostRepeatedAndUndid_standsOnce() {
    authorizedAndCapturedTwice();
    assertThat(
            found(
                line(1, FIRST, 4_000),
                line(2, LAST, 500),
                line(3, LAST, 500),
                line(4, HostLine.Kind.REVERSAL, LAST, 500)))
        .extracting(Finding::detector)
        .doesNotContain(Detector.S5, Detector.S6);
    assertThat(found(line(1, LAST, 500), line(2, HostLine.Kind.REVERSAL, LAST, 500)))
        .extracting(Finding::detector)
        .contains(Detector.S5);
  }

  @Test
  void whatAnEarlierFileShowed_isNotMissingInTheNext_unlessItWasUndone() {
    authorizedAndCapturedTwice();
    assertThat(found()).extracting(Finding::detector).contains(Detector.S5);
    happens(new AttemptEvent.Settled(PAYMENT, "monday"));
    assertThat(found()).extracting(Finding::detector).doesNotContain(Detector.S5);
    assertThat(found(line(1, HostLine.Kind.REVERSAL, PAYMENT, 4_500)))
        .extracting(Finding::detector)
        .contains(Detector.S5);
  }
}
