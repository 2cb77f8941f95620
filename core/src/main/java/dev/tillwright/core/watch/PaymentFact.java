package dev.tillwright.core.watch;

import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.AttemptState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A payment as the journal tells it.
 *
 * @param attempt where it stands
 * @param intendedSeq position of its intent
 * @param lastSeq position of what moved it last
 * @param since when it was moved last
 * @param reference the host's, of its approval; empty for none
 * @param shown whether whoever stood at the till saw an approval
 */
public record PaymentFact(
    Attempt attempt,
    long intendedSeq,
    long lastSeq,
    Instant since,
    String reference,
    boolean shown) {
  public PaymentFact {
    Objects.requireNonNull(attempt, "attempt");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(reference, "reference");
  }

  PaymentFact after(AttemptEvent event, long seq, Instant at) {
    Attempt next = attempt.after(event).orElse(attempt);
    return new PaymentFact(next, intendedSeq, seq, at, given(event), shown || shows(event));
  }

  private String given(AttemptEvent event) {
    if (event instanceof AttemptEvent.Approved approved) {
      return approved.reference();
    } else if (event instanceof AttemptEvent.PartiallyApproved part) {
      return part.reference();
    }
    return event instanceof AttemptEvent.LateApproval late ? late.reference() : reference;
  }

  /** What is found out later is shown to nobody. */
  private boolean shows(AttemptEvent event) {
    boolean waits =
        attempt.state() == AttemptState.SENDING || attempt.state() == AttemptState.CREATED;
    return waits
        && (event instanceof AttemptEvent.Approved
            || event instanceof AttemptEvent.PartiallyApproved
            || event instanceof AttemptEvent.Stored);
  }

  String key() {
    return attempt.key().toString();
  }

  String terminal() {
    return attempt.key().terminal();
  }

  String token() {
    return attempt.intent().card().token().value();
  }

  Instant intended() {
    return attempt.intent().at();
  }

  List<Evidence> evidence() {
    return intendedSeq == lastSeq
        ? List.of(Evidence.entry(terminal(), intendedSeq))
        : List.of(Evidence.entry(terminal(), intendedSeq), Evidence.entry(terminal(), lastSeq));
  }
}
