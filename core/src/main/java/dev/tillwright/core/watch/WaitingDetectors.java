package dev.tillwright.core.watch;

import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.watch.Finding.Severity;
import dev.tillwright.core.watch.Finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What waits for too long: S4 and S11. */
final class WaitingDetectors {
  private final Inputs in;
  private final WatchRules rules;
  private final Consumer<Finding> found;

  WaitingDetectors(Inputs in, WatchRules rules, Consumer<Finding> found) {
    this.in = in;
    this.rules = rules;
    this.found = found;
  }

  void run() {
    for (PaymentFact fact : in.journal.payments()) {
      AttemptState state = fact.attempt().state();
      if (state.waits() && older(fact.intended(), rules.forward)) {
        add(Detector.S4, fact, unsent());
      }
      if (state.restless() && older(begun(fact), deadline(state))) {
        add(Detector.S11, fact, stuck(fact));
      }
    }
    if (!in.shipped.isEmpty()) {
      shipping();
    }
  }

  private void shipping() {
    Map<String, Long> marks =
        in.shipped.stream()
            .collect(Collectors.toMap(HighWater::terminal, HighWater::seq, Math::max));
    in.journal
        .courses()
        .forEach(
            (terminal, course) -> {
              long next = marks.getOrDefault(terminal, 0L) + 1;
              Instant written = course.about(next);
              if (course.seq >= next && older(written, rules.ship)) {
                found.accept(
                    Finding.of(
                        Detector.S4,
                        terminal,
                        "entries from " + next,
                        written,
                        unshipped(terminal),
                        List.of(
                            Evidence.entry(terminal, next),
                            new Evidence(Evidence.Source.SHIPPING, terminal + "@" + (next - 1)))));
              }
            });
  }

  /** A part may come long after the money was reserved. */
  private static Instant begun(PaymentFact fact) {
    return fact.attempt().part() == null ? fact.intended() : fact.attempt().part().at();
  }

  private Duration deadline(AttemptState state) {
    return state.waits() ? rules.forward : rules.stuck;
  }

  private boolean older(Instant since, Duration most) {
    return Duration.between(since, in.now).compareTo(most) > 0;
  }

  private void add(Detector detector, PaymentFact fact, Verdict verdict) {
    found.accept(
        Finding.of(
            detector, fact.terminal(), fact.key(), fact.intended(), verdict, fact.evidence()));
  }

  private static Verdict unsent() {
    return new Verdict(
        Severity.MEDIUM,
        Cause.NETWORK,
        "it was taken offline and was never sent to the host",
        Action.FORWARD);
  }

  private Verdict unshipped(String terminal) {
    return new Verdict(
        Severity.MEDIUM,
        stale(terminal) ? Cause.STALE_VERSION : Cause.NETWORK,
        "the central store does not have what the till wrote",
        stale(terminal) ? Action.UPDATE : Action.SHIP);
  }

  /** Whether most tills run another version than this one. */
  private boolean stale(String terminal) {
    return Silence.stale(in.journal, terminal);
  }

  private Verdict stuck(PaymentFact fact) {
    AttemptState state = fact.attempt().state();
    if (state == AttemptState.CREATED && unfinished(fact)) {
      return new Verdict(
          Severity.MEDIUM,
          Cause.UNFINISHED_STEP,
          "a PIN or signature was asked for and never came",
          Action.ASK_OPERATOR);
    }
    return new Verdict(
        Severity.MEDIUM,
        Cause.NETWORK,
        "it has no end: " + state,
        state.waits()
            ? Action.FORWARD
            : state == AttemptState.REVERSAL_PENDING || state == AttemptState.VOID_PENDING
                ? Action.SEND_REVERSAL
                : Action.ASK_HOST);
  }

  private boolean unfinished(PaymentFact fact) {
    DeviceEvent last = null;
    for (DeviceEvent event : in.devices) {
      if (event.terminal().equals(fact.terminal())
          && event.sale().equals(fact.attempt().intent().sale())) {
        last = event;
      }
    }
    return last != null
        && (last.kind() == DeviceEvent.Kind.PIN_ASKED
            || last.kind() == DeviceEvent.Kind.SIGNATURE_ASKED);
  }
}
