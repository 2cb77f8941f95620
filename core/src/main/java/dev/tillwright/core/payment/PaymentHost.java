package dev.tillwright.core.payment;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Whoever moves the money: an acquirer, a wallet, a gift card ledger.
 *
 * <p><b>Contract.</b> A call answers within its deadline, whatever the network does, and never
 * throws for anything the network did: what cannot be known is {@link HostReply.Unknown}, and
 * {@link HostReply.Unreachable} only when not one byte was sent. A key is sent unchanged each time,
 * and a repeat differs from the first in its mark alone. An answer reaches the question it belongs
 * to or nobody. {@link dev.tillwright.core.payment.contract.PaymentHostContract} checks all of this
 * on an implementation.
 *
 * <p><b>Threads.</b> Any number at once. {@link #close} frees the transport; calls under way answer
 * {@link HostReply.Unknown}.
 */
public interface PaymentHost extends AutoCloseable {

  /** What this host can do. The same answer each time. */
  HostCapabilities capabilities();

  /** Takes the money, reserves it, or tells of money that was taken offline. */
  HostReply authorize(AuthorizationRequest request, Duration deadline);

  /** Gives money back. */
  HostReply refund(RefundRequest request, Duration deadline);

  /**
   * Undoes an attempt, whether the host ever had it or not. An original that comes later than its
   * reversal is declined. Called with {@link HostCapability#REVERSAL} only.
   */
  default ReversalReply reverse(ReversalRequest request, Duration deadline) {
    throw notDeclared(HostCapability.REVERSAL);
  }

  /** What became of an attempt. Called with {@link HostCapability#STATUS_QUERY} only. */
  default StatusReply status(StatusRequest request, Duration deadline) {
    throw notDeclared(HostCapability.STATUS_QUERY);
  }

  /**
   * Takes money that was authorized. Repeated with its key until there is an answer. Called with
   * {@link HostCapability#SEPARATE_CAPTURE} only.
   */
  default HostReply capture(CaptureRequest request, Duration deadline) {
    throw notDeclared(HostCapability.SEPARATE_CAPTURE);
  }

  /**
   * Raises an authorization. Repeated with its key until there is an answer. Called with {@link
   * HostCapability#INCREMENT} only.
   */
  default HostReply increment(IncrementRequest request, Duration deadline) {
    throw notDeclared(HostCapability.INCREMENT);
  }

  /**
   * Puts value on a card, or takes it off again. Called with {@link HostCapability#LOAD} only.
   * Status queries and reversals are about it as about any attempt.
   */
  default HostReply load(LoadRequest request, Duration deadline) {
    throw notDeclared(HostCapability.LOAD);
  }

  /**
   * What is on a card. Moves nothing. Who asks too often, or with numbers that are wrong, is
   * refused. Called with {@link HostCapability#BALANCE} only.
   */
  default BalanceReply balance(BalanceRequest request, Duration deadline) {
    throw notDeclared(HostCapability.BALANCE);
  }

  /**
   * Nobody wants this any more: a host before which a person stands may stop waiting for him. Only
   * a wish, from another thread than the one that waits; what became of it is that one's answer.
   */
  default void cancel(PaymentKey key) {}

  /**
   * Who is told of answers that came after their callers had gone. Set once, before the first
   * question; called on a thread of the host, and returns soon. A host whose transport gives no
   * late answers ignores it.
   */
  default void onLateAnswer(Consumer<LateAnswer> listener) {}

  /**
   * Under which names the acquirer knows a payment, for its slip. Answers at once, asks nobody, and
   * says the same each time.
   */
  default AcquirerIds ids(PaymentKey key) {
    return AcquirerIds.NONE;
  }

  /** Frees the transport, at once. */
  @Override
  void close();

  private static IllegalStateException notDeclared(HostCapability capability) {
    return new IllegalStateException("the host does not declare " + capability);
  }
}
