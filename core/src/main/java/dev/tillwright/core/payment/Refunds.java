package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Gives money back, and gives up what was approved. What is left of a purchase is looked at and
 * taken in one go, so that no two refunds, and no refund and a void, share it.
 */
final class Refunds {
  private final Attempts attempts;
  private final HostDesk hosts;
  private final Settling settling;
  private final Clock clock;
  private final Object left = new Object();

  Refunds(Attempts attempts, HostDesk hosts, Settling settling, Clock clock) {
    this.attempts = attempts;
    this.hosts = hosts;
    this.settling = settling;
    this.clock = clock;
  }

  PaymentResult refund(PaymentKey purchase, String sale, Money amount) {
    Attempt attempt;
    Attempt original;
    synchronized (left) {
      original = find(purchase);
      if (amount.compareTo(left(original)) > 0) {
        return new PaymentResult.Refused(
            "refund.aboveOriginal", "more is due than is left of the purchase");
      }
      attempt = attempts.begin(intent(original, sale, amount), List.of());
    }
    // The host does not know a purchase that still waits: its refund waits behind it.
    return giveBack(attempt, original.state().waits());
  }

  private AttemptEvent.Intended intent(Attempt original, String sale, Money amount) {
    AttemptEvent.Intended intent = original.intent();
    PaymentKey key = attempts.nextKey();
    return new AttemptEvent.Intended(
        key,
        AttemptKind.REFUND,
        intent.tender(),
        sale,
        original.key(),
        Charge.of(amount),
        Money.zero(amount.currency()),
        intent.card(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        false,
        !original.state().waits(),
        hosts.ids(intent.tender(), key),
        null);
  }

  /**
   * Gives back of a purchase that another till made, which this one knows nothing of: whoever calls
   * knows what is left of it.
   */
  PaymentResult elsewhere(PaymentKey purchase, PaymentOrder order) {
    if (hosts.can(order.tender(), HostCapability.AT_TERMINAL) || !hosts.has(order.tender())) {
      return new PaymentResult.Refused(
          "payment.notOffered", "this till cannot give back what another one took by this");
    }
    PaymentKey key = attempts.nextKey();
    AttemptEvent.Intended intent =
        new AttemptEvent.Intended(
            key,
            AttemptKind.REFUND,
            order.tender(),
            order.sale(),
            purchase,
            order.charge(),
            Money.zero(order.charge().total().currency()),
            Objects.requireNonNull(order.card(), "card"),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            false,
            true,
            hosts.ids(order.tender(), key),
            null);
    return giveBack(attempts.begin(intent, List.of()), false);
  }

  PaymentResult withoutPurchase(PaymentOrder order) {
    if (!hosts.can(order.tender(), HostCapability.UNLINKED_REFUND)) {
      return new PaymentResult.Refused(
          "payment.notOffered", "the host does not refund without a purchase");
    }
    PaymentKey key = attempts.nextKey();
    AttemptEvent.Intended intent =
        new AttemptEvent.Intended(
            key,
            AttemptKind.REFUND,
            order.tender(),
            order.sale(),
            null,
            order.charge(),
            Money.zero(order.charge().total().currency()),
            Objects.requireNonNull(order.card(), "card"),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            false,
            true,
            hosts.ids(order.tender(), key),
            order.chip());
    return giveBack(attempts.begin(intent, List.of()), false);
  }

  private PaymentResult giveBack(Attempt attempt, boolean behind) {
    try {
      HostReply reply = behind ? null : settling.send(attempt, false);
      boolean store =
          reply == null
              || reply instanceof HostReply.Unreachable
                  && hosts.can(attempt.intent().tender(), HostCapability.DEDUPLICATION)
                  && !hosts.can(attempt.intent().tender(), HostCapability.AT_TERMINAL);
      Attempt now =
          store
              ? settling.take(attempt, new AttemptEvent.Stored(attempt.key(), false))
              : settling.reply(attempt, Objects.requireNonNull(reply));
      return Results.of(settling.rested(now));
    } finally {
      attempts.release(attempt.key());
    }
  }

  /** What may still be given back of a purchase. */
  Money left(Attempt original) {
    Money nothing = Money.zero(original.intent().amount().currency());
    boolean reserved = original.intent().kind() == AttemptKind.AUTHORIZATION;
    if (original.isRefund() || !original.state().counts()) {
      return nothing;
    }
    Money captured = reserved ? original.captured() : original.counted();
    return captured.minus(attempts.refunded(original.key(), nothing.currency()));
  }

  /**
   * What ends a refund that waited behind its purchase, when that brought less than is given back:
   * it is never sent, for not every host looks. Of a purchase that brought nothing, nothing is due.
   */
  Optional<AttemptEvent> unfounded(Attempt refund) {
    PaymentKey purchase = refund.intent().original();
    if (purchase == null || refund.sends() > 0) {
      return Optional.empty();
    }
    Optional<Attempt> known = attempts.find(purchase);
    if (known.isEmpty()) {
      return Optional.empty(); // another till's: its host says
    }
    Attempt original = known.get();
    if (!original.state().counts()) {
      return Optional.of(new AttemptEvent.Voided(refund.key()));
    }
    return left(original).isNegative()
        ? Optional.of(
            new AttemptEvent.Declined(
                refund.key(), "refund.aboveOriginal", "the purchase brought less than that"))
        : Optional.empty();
  }

  /** Gives up what was approved; answers why not, or nothing. */
  Optional<PaymentResult.Refused> giveUp(PaymentKey key, String why, List<Draft> with) {
    synchronized (left) {
      Attempt attempt = find(key);
      if (!attempts.refunded(key, attempt.intent().amount().currency()).isZero()) {
        return refused("payment.refunded", "money of it was given back already");
      }
      boolean never = attempt.state() == AttemptState.OFFLINE_APPROVED && attempt.sends() == 0;
      if (!never && !hosts.undoes(attempt)) {
        return refused("payment.notOffered", "the host does not reverse");
      }
      AttemptEvent event =
          never ? new AttemptEvent.Voided(key) : new AttemptEvent.VoidDecided(key, why);
      return attempts.move(event, with).isPresent()
          ? Optional.empty()
          : refused("payment.notVoidable", "it cannot be given up any more");
    }
  }

  private static Optional<PaymentResult.Refused> refused(String code, String reason) {
    return Optional.of(new PaymentResult.Refused(code, reason));
  }

  private Attempt find(PaymentKey key) {
    return attempts.find(key).orElseThrow(() -> new IllegalArgumentException("no attempt " + key));
  }
}
