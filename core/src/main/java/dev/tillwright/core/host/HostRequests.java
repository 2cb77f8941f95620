package dev.tillwright.core.host;

import dev.tillwright.core.host.HostRequest.Kind;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.CaptureRequest;
import dev.tillwright.core.payment.IncrementRequest;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.payment.StatusRequest;
import org.jspecify.annotations.Nullable;

/** Requests of the till as a test host without a network sees them. */
final class HostRequests {
  private HostRequests() {}

  static HostRequest of(AuthorizationRequest request) {
    Money total = request.charge().total();
    Manner manner = request.manner();
    return new HostRequest(
        manner == Manner.AUTHORIZATION ? Kind.AUTHORIZATION : Kind.PURCHASE,
        request.key().toString(),
        "",
        total.minor(),
        Messages.number(total.currency()),
        request.repeat(),
        manner == Manner.FORWARD,
        request.partial(),
        false);
  }

  static HostRequest of(CaptureRequest request) {
    Money amount = request.amount();
    return new HostRequest(
        Kind.CAPTURE,
        request.key().toString(),
        request.original().toString(),
        amount.minor(),
        Messages.number(amount.currency()),
        request.repeat(),
        false,
        false,
        request.last());
  }

  static HostRequest of(IncrementRequest request) {
    return citing(
        Kind.INCREMENT, request.key(), request.original(), request.amount(), request.repeat());
  }

  static HostRequest of(RefundRequest request) {
    return citing(
        Kind.REFUND, request.key(), request.original(), request.amount(), request.repeat());
  }

  static HostRequest of(ReversalRequest request) {
    boolean given = request.cause() == ReversalRequest.Cause.VOID;
    return citing(
        given ? Kind.VOID : Kind.REVERSAL,
        request.original(),
        null,
        request.amount(),
        request.repeat());
  }

  static HostRequest of(StatusRequest request) {
    return citing(Kind.STATUS, request.key(), null, request.amount(), false);
  }

  private static HostRequest citing(
      Kind kind, PaymentKey key, @Nullable PaymentKey original, Money amount, boolean repeat) {
    return new HostRequest(
        kind,
        key.toString(),
        original == null ? "" : original.toString(),
        amount.minor(),
        Messages.number(amount.currency()),
        repeat,
        false,
        false,
        false);
  }
}
