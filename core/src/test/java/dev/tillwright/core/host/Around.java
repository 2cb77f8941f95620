package dev.tillwright.core.host;

import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.CaptureRequest;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.IncrementRequest;
import dev.tillwright.core.payment.LateAnswer;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.payment.StatusRequest;
import java.time.Duration;
import java.util.function.Consumer;

/** A host that does what another does, except for what a test changes. */
class Around implements PaymentHost {
  final PaymentHost inner;

  Around(PaymentHost inner) {
    this.inner = inner;
  }

  @Override
  public HostCapabilities capabilities() {
    return inner.capabilities();
  }

  @Override
  public HostReply authorize(AuthorizationRequest request, Duration deadline) {
    return inner.authorize(request, deadline);
  }

  @Override
  public HostReply refund(RefundRequest request, Duration deadline) {
    return inner.refund(request, deadline);
  }

  @Override
  public ReversalReply reverse(ReversalRequest request, Duration deadline) {
    return inner.reverse(request, deadline);
  }

  @Override
  public StatusReply status(StatusRequest request, Duration deadline) {
    return inner.status(request, deadline);
  }

  @Override
  public HostReply capture(CaptureRequest request, Duration deadline) {
    return inner.capture(request, deadline);
  }

  @Override
  public HostReply increment(IncrementRequest request, Duration deadline) {
    return inner.increment(request, deadline);
  }

  @Override
  public void onLateAnswer(Consumer<LateAnswer> listener) {
    inner.onLateAnswer(listener);
  }

  @Override
  public void close() {
    inner.close();
  }
}
