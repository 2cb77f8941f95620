package dev.tillwright.core.payment;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import java.time.Instant;
import java.util.Currency;
import java.util.List;

/** Attempts and events to try the machine with. */
final class Samples {
  static final PaymentKey KEY = new PaymentKey("till-01", 1, 7);
  static final PaymentKey PART = new PaymentKey("till-01", 1, 8);
  static final Instant AT = Instant.parse("2025-03-01T10:00:00Z");
  static final ProtectedCard CARD =
      new ProtectedCard(
          new CardToken("tok_1"), new MaskedPan("************1111"), "k1", EntryMode.CHIP);

  private Samples() {}

  static Money gbp(long minor) {
    return Money.ofMinor(minor, Currency.getInstance("GBP"));
  }

  static AttemptEvent.Intended intended(AttemptKind kind, boolean sending) {
    return new AttemptEvent.Intended(
        KEY,
        kind,
        TenderKind.CARD,
        "till-01.1.1",
        null,
        Charge.of(gbp(1250)),
        gbp(0),
        CARD,
        AT,
        true,
        sending);
  }

  /** An attempt as it is in this state, when it came there the usual way. */
  static Attempt in(AttemptState state, AttemptKind kind) {
    Money authorized =
        switch (state) {
          case PARTIALLY_AUTHORIZED -> gbp(500);
          case CREATED,
              SENDING,
              UNKNOWN,
              DECLINED,
              CANCELLED,
              NOT_SENT,
              OFFLINE_APPROVED,
              FORWARDING,
              FORWARD_DECLINED,
              REVERSAL_PENDING,
              REVERSED ->
              gbp(0);
          default -> gbp(1250);
        };
    boolean part = state == AttemptState.CAPTURE_PENDING || state == AttemptState.INCREMENT_PENDING;
    boolean never =
        state == AttemptState.CREATED
            || state == AttemptState.CANCELLED
            || state == AttemptState.OFFLINE_APPROVED;
    return new Attempt(
        intended(kind, state != AttemptState.CREATED),
        state,
        never ? 0 : 1,
        authorized,
        gbp(0),
        "",
        Attempt.Because.NOTHING,
        part ? new Attempt.Part(PART, gbp(100), true, AT) : null);
  }

  /** One of each kind, which fits where it may. */
  static List<AttemptEvent> events() {
    return List.of(
        intended(AttemptKind.PURCHASE, true),
        new AttemptEvent.Sending(KEY),
        new AttemptEvent.Cancelled(KEY),
        new AttemptEvent.NotSent(KEY),
        new AttemptEvent.Approved(KEY, gbp(1250), "123456", "ref"),
        new AttemptEvent.PartiallyApproved(KEY, gbp(500), "123456", "ref"),
        new AttemptEvent.PartialAccepted(KEY),
        new AttemptEvent.Declined(KEY, "51", "insufficient funds"),
        new AttemptEvent.OutcomeLost(KEY, "TIMEOUT"),
        new AttemptEvent.Repeating(KEY),
        new AttemptEvent.ReversalDecided(KEY, "TIMEOUT"),
        new AttemptEvent.Reversed(KEY),
        new AttemptEvent.LateApproval(KEY, gbp(1250), "123456", "ref"),
        new AttemptEvent.VoidDecided(KEY, "VOID"),
        new AttemptEvent.Voided(KEY),
        new AttemptEvent.Stored(KEY, false),
        new AttemptEvent.Forwarding(KEY),
        new AttemptEvent.CaptureDecided(KEY, PART, gbp(100), false, AT),
        new AttemptEvent.Captured(KEY),
        new AttemptEvent.CaptureDeclined(KEY, "05", "no"),
        new AttemptEvent.IncrementDecided(KEY, PART, gbp(100), AT),
        new AttemptEvent.Incremented(KEY, "654321"),
        new AttemptEvent.IncrementDeclined(KEY, "05", "no"),
        new AttemptEvent.Settled(KEY, "file 7"),
        new AttemptEvent.Disputed(KEY, "case 1"),
        new AttemptEvent.DisputeEnded(KEY, true),
        new AttemptEvent.SettledByHand(KEY, false, "ann", "asked the acquirer"));
  }
}
