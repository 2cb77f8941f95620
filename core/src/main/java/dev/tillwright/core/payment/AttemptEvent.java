package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens to an attempt; each is one journal entry, durable before its effect. Which event may
 * follow which stands in {@link Attempt}, how each is written in {@link PaymentEntries}.
 */
public sealed interface AttemptEvent {

  /** Which attempt. */
  PaymentKey key();

  /**
   * Money is about to be asked for. Durable before a byte leaves.
   *
   * @param kind purchase, authorization or refund
   * @param tender which kind of host is asked
   * @param sale text of the sale's id
   * @param original for a refund the purchase that is given back, for an unload what put the value
   *     there; otherwise, and for a refund without one, {@code null}
   * @param charge how much, and what it is made of
   * @param tolerance how much more than authorized a capture may take, for a tip; 0 or more
   * @param card the card, protected
   * @param at intent time
   * @param partial whether an approval of less is welcome
   * @param sending whether it is sent right after; otherwise it waits to be
   * @param acquirer under which names the acquirer knows it
   * @param chip what the card's chip told so far; {@code null} without one
   */
  record Intended(
      PaymentKey key,
      AttemptKind kind,
      TenderKind tender,
      String sale,
      @Nullable PaymentKey original,
      Charge charge,
      Money tolerance,
      ProtectedCard card,
      Instant at,
      boolean partial,
      boolean sending,
      AcquirerIds acquirer,
      @Nullable ChipFacts chip)
      implements AttemptEvent {
    /** Without a word of the acquirer or the chip. */
    public Intended(
        PaymentKey key,
        AttemptKind kind,
        TenderKind tender,
        String sale,
        @Nullable PaymentKey original,
        Charge charge,
        Money tolerance,
        ProtectedCard card,
        Instant at,
        boolean partial,
        boolean sending) {
      this(
          key,
          kind,
          tender,
          sale,
          original,
          charge,
          tolerance,
          card,
          at,
          partial,
          sending,
          AcquirerIds.NONE,
          null);
    }

    public Intended {
      Objects.requireNonNull(acquirer, "acquirer");
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(tender, "tender");
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(charge, "charge");
      Objects.requireNonNull(card, "card");
      Objects.requireNonNull(at, "at");
      if (tolerance.isNegative()) {
        throw new IllegalArgumentException("a tolerance is 0 or more");
      }
      if (original != null && kind != AttemptKind.REFUND && kind != AttemptKind.UNLOAD) {
        throw new IllegalArgumentException("only a refund has an original, and an unload");
      }
    }

    /** All that is asked for. */
    public Money amount() {
      return charge.total();
    }
  }

  /** It is about to be sent. Durable before a byte leaves. */
  record Sending(PaymentKey key) implements AttemptEvent {}

  /** Given up before anything was sent. */
  record Cancelled(PaymentKey key) implements AttemptEvent {}

  /** Nothing was sent, for certain, and nothing will be. */
  record NotSent(PaymentKey key) implements AttemptEvent {}

  /**
   * The host approved.
   *
   * @param amount how much: the whole; on a forwarded payment and on a refund perhaps less; {@code
   *     null} for the whole
   * @param authorizationCode as the host gave it; empty for none
   * @param reference the host's own; empty for none
   */
  record Approved(
      PaymentKey key, @Nullable Money amount, String authorizationCode, String reference)
      implements AttemptEvent {}

  /**
   * The host approved less than was asked.
   *
   * @param amount how much, positive
   */
  record PartiallyApproved(PaymentKey key, Money amount, String authorizationCode, String reference)
      implements AttemptEvent {}

  /** The part is taken. */
  record PartialAccepted(PaymentKey key) implements AttemptEvent {}

  /**
   * The host said no.
   *
   * @param code the host's response code
   * @param reason for people
   */
  record Declined(PaymentKey key, String code, String reason) implements AttemptEvent {}

  /**
   * Something was sent and nothing is known.
   *
   * @param cause a short code: {@code TIMEOUT}, {@code CONNECTION_LOST}, {@code RECOVERY}
   */
  record OutcomeLost(PaymentKey key, String cause) implements AttemptEvent {}

  /** It is sent again with its key, to a host that knows it again. */
  record Repeating(PaymentKey key) implements AttemptEvent {}

  /**
   * The outcome cannot be known, or is not wanted: it is undone from here on, whatever comes.
   *
   * @param why a short code: {@code TIMEOUT}, {@code CANCELLED}, {@code PARTIAL}, {@code UNWANTED}
   */
  record ReversalDecided(PaymentKey key, String why) implements AttemptEvent {}

  /** The host acknowledged that nothing of it is charged. */
  record Reversed(PaymentKey key) implements AttemptEvent {}

  /** The host approved after the attempt was given up: it is undone, again if need be. */
  record LateApproval(PaymentKey key, Money amount, String authorizationCode, String reference)
      implements AttemptEvent {}

  /**
   * The shop gives up what was approved.
   *
   * @param why a short code
   */
  record VoidDecided(PaymentKey key, String why) implements AttemptEvent {}

  /** Nothing of it is charged: the host acknowledged it, or never had it. */
  record Voided(PaymentKey key) implements AttemptEvent {}

  /**
   * Taken here, to be sent later.
   *
   * @param sent whether the host may have it already, so that it is sent as a repeat
   */
  record Stored(PaymentKey key, boolean sent) implements AttemptEvent {}

  /** A stored attempt is about to be sent. Durable before a byte leaves. */
  record Forwarding(PaymentKey key) implements AttemptEvent {}

  /**
   * Authorized money is about to be taken.
   *
   * @param part key of this capture
   * @param amount positive
   * @param last whether nothing more will be captured
   * @param at when it was decided
   */
  record CaptureDecided(PaymentKey key, PaymentKey part, Money amount, boolean last, Instant at)
      implements AttemptEvent {}

  /** The capture under way is done. */
  record Captured(PaymentKey key) implements AttemptEvent {}

  /** The host refused the capture under way; nothing of it was taken. */
  record CaptureDeclined(PaymentKey key, String code, String reason) implements AttemptEvent {}

  /**
   * An authorization is about to be raised.
   *
   * @param part key of this raise
   * @param amount by how much, positive
   * @param at when it was decided
   */
  record IncrementDecided(PaymentKey key, PaymentKey part, Money amount, Instant at)
      implements AttemptEvent {}

  /** The raise under way is done. */
  record Incremented(PaymentKey key, String authorizationCode) implements AttemptEvent {}

  /** The host refused the raise under way. */
  record IncrementDeclined(PaymentKey key, String code, String reason) implements AttemptEvent {}

  /**
   * The host's settlement shows it.
   *
   * @param reference of the settlement
   */
  record Settled(PaymentKey key, String reference) implements AttemptEvent {}

  /**
   * The cardholder disputes it.
   *
   * @param reference of the case
   */
  record Disputed(PaymentKey key, String reference) implements AttemptEvent {}

  /**
   * The dispute ended.
   *
   * @param won whether the shop keeps the money
   */
  record DisputeEnded(PaymentKey key, boolean won) implements AttemptEvent {}

  /**
   * A person found out what no machine could.
   *
   * @param moved whether the money moved
   * @param operator who says so
   * @param note how it was found out
   */
  record SettledByHand(PaymentKey key, boolean moved, String operator, String note)
      implements AttemptEvent {}
}
