package dev.tillwright.core.payment;

import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.monitor.flight.Flight;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Watches how long payments wait, and raises an alarm when one waits for too long, is lost to the
 * shop, or needs a person. Gauges: {@code payment.unfinished}, {@code payment.unknown}, {@code
 * payment.waiting}, {@code payment.oldestWaitingSeconds}, {@code payment.oldestRefundSeconds},
 * {@code payment.oldestUnknownSeconds}. Counters: {@code payment.outcome} and {@code
 * payment.refund}, what callers were told; {@code payment.state}, how often attempts came to each.
 */
final class PaymentWatch {
  static final String WAITS = "payment.waitsTooLong";
  static final String REFUND_WAITS = "payment.refundWaitsTooLong";
  static final String UNKNOWN = "payment.unknownForTooLong";
  static final String PERSON = "payment.needsPerson";
  static final String FORWARD_DECLINED = "payment.forwardDeclined";
  static final String FORWARD_PART = "payment.forwardedInPart";
  static final String LATE = "payment.lateApproval";
  static final String CAPTURE_DECLINED = "payment.captureDeclined";

  private final Monitor monitor;
  private final PaymentPatience patience;
  private final Clock clock;
  private final Supplier<List<Attempt>> restless;
  private final Set<PaymentKey> alarmed = new HashSet<>();

  PaymentWatch(
      Monitor monitor, PaymentPatience patience, Clock clock, Supplier<List<Attempt>> restless) {
    this.monitor = monitor;
    this.patience = patience;
    this.clock = clock;
    this.restless = restless;
    monitor.gauge("payment.unfinished", () -> restless.get().size());
    monitor.gauge("payment.unknown", () -> count(attempt -> attempt.state().unresolved()));
    monitor.gauge("payment.waiting", () -> count(attempt -> attempt.state().waits()));
    monitor.gauge(
        "payment.oldestWaitingSeconds",
        () -> oldest(attempt -> attempt.state().waits() && !attempt.isRefund()));
    monitor.gauge("payment.oldestRefundSeconds", () -> oldest(Attempt::isRefund));
    monitor.gauge(
        "payment.oldestUnknownSeconds", () -> oldest(attempt -> attempt.state().unresolved()));
  }

  /** Looks at what waits. Cheap; called after each round of the resolver. */
  synchronized void look() {
    Instant now = clock.instant();
    Set<PaymentKey> late = new HashSet<>();
    for (Attempt attempt : restless.get()) {
      Duration waits = Duration.between(since(attempt), now);
      if (waits.compareTo(limit(attempt)) > 0) {
        late.add(attempt.key());
        monitor.raise(code(attempt), attempt.key().toString(), sentence(attempt));
      }
    }
    for (PaymentKey key : alarmed) {
      if (!late.contains(key)) {
        List.of(WAITS, REFUND_WAITS, UNKNOWN).forEach(it -> monitor.clear(it, key.toString()));
      }
    }
    alarmed.clear();
    alarmed.addAll(late);
  }

  /** A part may come long after the money was reserved. */
  private static Instant since(Attempt attempt) {
    Attempt.Part part = attempt.part();
    return part == null ? attempt.intent().at() : part.at();
  }

  private Duration limit(Attempt attempt) {
    return attempt.isRefund()
        ? patience.refund()
        : attempt.state().unresolved() ? patience.unknown() : patience.waiting();
  }

  private static String code(Attempt attempt) {
    return attempt.isRefund() ? REFUND_WAITS : attempt.state().unresolved() ? UNKNOWN : WAITS;
  }

  private static String sentence(Attempt attempt) {
    if (attempt.isRefund()) {
      return "a customer waits for money; forward it, or settle it by hand";
    } else if (attempt.part() != null) {
      return "a capture or raise has no answer yet; see that the host can be reached";
    }
    return attempt.state().unresolved()
        ? "nobody knows whether the money moved; ask the host, then settle it by hand"
        : "a payment taken offline was not sent yet; see that the host can be reached";
  }

  /** What an attempt came to. */
  void moved(AttemptState before, Attempt attempt, AttemptEvent event) {
    String subject = attempt.key().toString();
    if (before != attempt.state()) {
      monitor.counter("payment.state", attempt.state().name()).count();
    }
    Flight.payment(
        subject,
        attempt.intent().kind().name(),
        before.name(),
        attempt.state().name(),
        event.getClass().getSimpleName());
    if (attempt.state() == AttemptState.FORWARD_DECLINED) {
      monitor.raise(
          FORWARD_DECLINED,
          subject,
          attempt.isRefund()
              ? "a refund that waited was declined; give the money back another way"
              : "the host declined a payment that was taken offline");
    } else if (event instanceof AttemptEvent.LateApproval) {
      monitor.raise(LATE, subject, "the host approved after the payment was given up; undone");
    } else if (event instanceof AttemptEvent.CaptureDeclined) {
      monitor.raise(CAPTURE_DECLINED, subject, "the host refused to capture; capture or void it");
    } else if (before.waits()
        && event instanceof AttemptEvent.Approved
        && attempt.counted().compareTo(attempt.intent().amount()) < 0) {
      monitor.raise(
          FORWARD_PART,
          subject,
          attempt.isRefund()
              ? "the host gave a part of a refund that waited; give the rest another way"
              : "the host gave less than was taken offline");
    }
    if (event instanceof AttemptEvent.Captured) {
      monitor.clear(CAPTURE_DECLINED, subject);
    }
    if (!attempt.state().restless()) {
      monitor.clear(PERSON, subject);
    }
  }

  /** What a caller is told. */
  PaymentResult told(String counter, PaymentResult result) {
    String outcome =
        result.match(
            taken -> taken.offline() ? "offline" : "taken",
            declined -> "declined",
            notTaken -> "notTaken",
            unresolved -> "unresolved",
            refused -> "refused");
    monitor.counter(counter, outcome).count();
    return result;
  }

  /** No machine can end it. */
  void needsPerson(Attempt attempt) {
    monitor.raise(
        PERSON,
        attempt.key().toString(),
        "its host can neither undo it nor tell of it; ask the host, then settle it by hand");
  }

  /** How long the oldest of a kind has waited; zero when none waits. */
  Duration age(Predicate<Attempt> which) {
    Instant now = clock.instant();
    return restless.get().stream()
        .filter(which)
        .map(attempt -> Duration.between(since(attempt), now))
        .filter(age -> !age.isNegative())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private long oldest(Predicate<Attempt> which) {
    return age(which).toSeconds();
  }

  private long count(Predicate<Attempt> which) {
    return restless.get().stream().filter(which).count();
  }
}
