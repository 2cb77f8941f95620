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
        false,
        with);
  }

  PaymentResult captureTipped(PaymentKey key, Money amount, List<Draft> with) {
    return part(
        key,
        HostCapability.SEPARATE_CAPTURE,
        new AttemptEvent.CaptureDecided(key, attempts.nextKey(), amount, true, now()),
        true,
        with);
  }

  boolean captureLater(PaymentKey key, Money amount) {
    Attempt attempt = find(key);
    if (!offers(attempt.intent().tender(), HostCapability.SEPARATE_CAPTURE)
        || !attempts.claim(key)) {
      return false;
    }
    try {
      AttemptEvent event =
          new AttemptEvent.CaptureDecided(key, attempts.nextKey(), amount, true, now());
      return isReserved(event) && attempts.move(event, List.of()).isPresent();
    } finally {
      attempts.release(key);
    }
  }

  PaymentResult increment(PaymentKey key, Money amount, List<Draft> with) {
    return part(
        key,
        HostCapability.INCREMENT,
        new AttemptEvent.IncrementDecided(key, attempts.nextKey(), amount, now()),
        true,
        with);
  }

  /**
   * @param beyond whether it may be more than what is authorized
   */
  private PaymentResult part(
      PaymentKey key, HostCapability needed, AttemptEvent event, boolean beyond, List<Draft> with) {
    Attempt attempt = find(key);
    if (!offers(attempt.intent().tender(), needed)) {
      return new PaymentResult.Refused("payment.notOffered", "the host does not do that");
    }
    if (!attempts.claim(key)) {
      return new PaymentResult.Refused("payment.busy", "something is under way with it");
    }
    try {
      Optional<Attempt> decided =
          beyond || isReserved(event) ? attempts.move(event, with) : Optional.empty();
      return decided.isEmpty()
          ? new PaymentResult.Refused("payment.notReserved", "so much is not reserved")
          : result(settling.settle(decided.get(), false), decided.get());
    } finally {
      attempts.release(key);
    }
  }

  /** A capture takes no more than was authorized, unless it says what the rest is for. */
  private boolean isReserved(AttemptEvent event) {
    Attempt attempt = find(event.key());
    return event instanceof AttemptEvent.CaptureDecided capture
        && attempt.captured().plus(capture.amount()).compareTo(attempt.authorized()) <= 0;
  }

  private Attempt find(PaymentKey key) {
    return attempts.find(key).orElseThrow(() -> new IllegalArgumentException("no attempt " + key));
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
