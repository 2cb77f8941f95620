package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts value that was sold on cards, and takes it off again. */
final class Loads {
  private final Attempts attempts;
  private final HostDesk hosts;
  private final Settling settling;
  private final Clock clock;
  private final Object left = new Object();

  Loads(Attempts attempts, HostDesk hosts, Settling settling, Clock clock) {
    this.attempts = attempts;
    this.hosts = hosts;
    this.settling = settling;
    this.clock = clock;
  }

  PaymentResult load(LoadOrder order) {
    if (!hosts.can(order.tender(), HostCapability.LOAD)) {
      return new PaymentResult.Refused("payment.notOffered", "the host puts no value on cards");
    }
    AttemptKind kind = order.first() ? AttemptKind.ACTIVATION : AttemptKind.LOAD;
    return moved(
        attempts.begin(
            intent(kind, order.tender(), order.sale(), null, order.amount(), order.card()),
            List.of()));
  }

  PaymentResult unload(PaymentKey loaded, String sale) {
    Attempt attempt;
    synchronized (left) { // no two returns take the same value off
      Attempt original =
          attempts
              .find(loaded)
              .orElseThrow(() -> new IllegalArgumentException("no attempt " + loaded));
      Money amount = original.intent().amount();
      boolean stands = original.intent().kind().loads() && original.state().counts();
      if (!stands || !attempts.refunded(loaded, amount.currency()).isZero()) {
        return new PaymentResult.Refused(
            "gift.notLoaded", "there is no such value, or it was taken off again");
      }
      attempt =
          attempts.begin(
              intent(
                  AttemptKind.UNLOAD,
                  original.intent().tender(),
                  sale,
                  loaded,
                  amount,
                  original.intent().card()),
              List.of());
    }
    return moved(attempt);
  }

  private PaymentResult moved(Attempt attempt) {
    try {
      Attempt now = settling.reply(attempt, settling.send(attempt, false));
      return Results.of(settling.rested(now));
    } finally {
      attempts.release(attempt.key());
    }
  }

  private AttemptEvent.Intended intent(
      AttemptKind kind,
      TenderKind tender,
      String sale,
      @Nullable PaymentKey original,
      Money amount,
      ProtectedCard card) {
    PaymentKey key = attempts.nextKey();
    return new AttemptEvent.Intended(
        key,
        kind,
        tender,
        sale,
        original,
        Charge.of(amount),
        Money.zero(amount.currency()),
        card,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        false,
        true,
        hosts.ids(tender, key),
        null);
  }
}
