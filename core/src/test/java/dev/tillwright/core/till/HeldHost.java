package dev.tillwright.core.till;

import dev.tillwright.core.host.HostLedger;
import dev.tillwright.core.host.MemoryHost;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.payment.StatusRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A host that keeps whoever asks for money waiting until it is told to answer. */
final class HeldHost implements PaymentHost {
  /** Long enough for a test on a busy machine. */
  static final PaymentTimes TIMES =
      new PaymentTimes(Duration.ofSeconds(30), Duration.ofSeconds(10));

  private final MemoryHost host = MemoryHost.create();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);

  HostLedger ledger() {
    return host.ledger();
  }

  void awaitAsked() throws InterruptedException {
    if (!asked.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody asked");
    }
  }

  /** Answers, and everything later at once. */
  void answer() {
    answered.countDown();
  }

  @Override
  public HostCapabilities capabilities() {
    return host.capabilities();
  }

  @Override
  public HostReply authorize(AuthorizationRequest request, Duration deadline) {
    asked.countDown();
    try {
      if (!answered.await(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        return new HostReply.Unknown(HostReply.Cause.TIMEOUT);
      }
    } catch (InterruptedException e) {
      return new HostReply.Unknown(HostReply.Cause.FAILED);
    }
    return host.authorize(request, deadline);
  }

  @Override
  public HostReply refund(RefundRequest request, Duration deadline) {
    return host.refund(request, deadline);
  }

  @Override
  public ReversalReply reverse(ReversalRequest request, Duration deadline) {
    return host.reverse(request, deadline);
  }

  @Override
  public StatusReply status(StatusRequest request, Duration deadline) {
    return host.status(request, deadline);
  }

  @Override
  public void close() {
    answer();
    host.close();
  }
}
