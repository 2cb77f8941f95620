package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Takes money that was reserved, and reserves more. Both are repeated until the host answers. */
final class Parts {
  private final Attempts attempts;
  private final HostDesk hosts;
  private final Settling settling;
  private final Clock clock;

  Parts(Attempts attempts, HostDesk hosts, Settling settling, Clock clock) {
    this.attempts = attempts;
    this.hosts = hosts;
    this.settling = settling;
    this.clock = clock;
  }

  PaymentResult capture(PaymentKey key, Money amount, boolean last, List<Draft> with) {
    return part(
        key,
        HostCapability.SEPARATE_CAPTURE,
        new AttemptEvent.CaptureDecided(key, attempts.nextKey(), amount, last, now()),
        with);
  }

  PaymentResult increment(PaymentKey key, Money amount, List<Draft> with) {
    return part(
        key,
        HostCapability.INCREMENT,
        new AttemptEvent.IncrementDecided(key, attempts.nextKey(), amount, now()),
        with);
  }

  private PaymentResult part(
      PaymentKey key, HostCapability needed, AttemptEvent event, List<Draft> with) {
    Attempt attempt =
        attempts.find(key).orElseThrow(() -> new IllegalArgumentException("no attempt " + key));
    if (!offers(attempt.intent().tender(), needed)) {
      return new PaymentResult.Refused("payment.notOffered", "the host does not do that");
    }
    if (!attempts.claim(key)) {
      return new PaymentResult.Refused("payment.busy", "something is under way with it");
    }
    try {
      Optional<Attempt> decided = attempts.move(event, with);
      return decided.isEmpty()
          ? new PaymentResult.Refused("payment.notReserved", "so much is not reserved")
          : result(settling.settle(decided.get(), false), decided.get());
    } finally {
      attempts.release(key);
    }
  }

  private boolean offers(TenderKind kind, HostCapability needed) {
    HostCapabilities can = hosts.capabilities(kind);
    // A part is repeated until there is an answer: only a host that knows it again may get it.
    return can != null && can.can(needed) && can.can(HostCapability.DEDUPLICATION);
  }

  /**
   * @param decided the attempt with the part under way
   */
  private static PaymentResult result(Attempt attempt, Attempt decided) {
    Attempt.Because because = attempt.because();
    if (attempt.part() != null) {
      return new PaymentResult.Unresolved(attempt.key(), HostReply.Cause.TIMEOUT);
    } else if (!because.equals(Attempt.Because.NOTHING)) {
      return new PaymentResult.Declined(attempt.key(), because.code(), because.reason());
    }
    Money amount = Objects.requireNonNull(decided.part(), "part").amount();
    return new PaymentResult.Taken(attempt.key(), amount, attempt.authorizationCode(), false);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
