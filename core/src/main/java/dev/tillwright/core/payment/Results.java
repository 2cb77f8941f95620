package dev.tillwright.core.payment;

import dev.tillwright.core.payment.HostReply.Cause;

/** What the cashier is told of an attempt as it stands. */
final class Results {
  private Results() {}

  static PaymentResult of(Attempt attempt) {
    Attempt.Because because = attempt.because();
    if (attempt.state().counts()) {
      return new PaymentResult.Taken(
          attempt.key(), attempt.counted(), attempt.authorizationCode(), attempt.state().waits());
    }
    return switch (attempt.state()) {
      case DECLINED, FORWARD_DECLINED ->
          new PaymentResult.Declined(attempt.key(), because.code(), because.reason());
      case NOT_SENT, CANCELLED, REVERSED, VOIDED ->
          new PaymentResult.NotTaken(attempt.key(), cause(attempt));
      default -> new PaymentResult.Unresolved(attempt.key(), cause(attempt));
    };
  }

  private static Cause cause(Attempt attempt) {
    if (attempt.state() == AttemptState.NOT_SENT) {
      return Cause.NO_CONNECTION;
    }
    for (Cause cause : Cause.values()) {
      if (cause.name().equals(attempt.because().code())) {
        return cause;
      }
    }
    return Cause.CANCELLED;
  }
}
