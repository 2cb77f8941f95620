package dev.tillwright.core.payment;

import java.time.Duration;

/**
 * Whoever moves the money: an acquirer, a wallet, a gift card ledger.
 *
 * <p><b>Contract.</b> A call answers within its deadline, whatever the network does, and never
 * throws for anything the network did: what cannot be known is {@link HostReply.Unknown}. A key is
 * sent unchanged each time. The host honours {@link #reverse}; one that does not cannot be made
 * safe and says so in its {@link #capabilities}.
 *
 * <p><b>Threads.</b> Any number at once. {@link #close} frees the transport; calls under way answer
 * {@link HostReply.Unknown}.
 */
public interface PaymentHost extends AutoCloseable {

  /** What this host can do. The same answer each time. */
  HostCapabilities capabilities();

  /** Takes the money: authorization and capture in one. */
  HostReply purchase(PurchaseRequest request, Duration deadline);

  /** Gives money back for an earlier purchase. */
  HostReply refund(RefundRequest request, Duration deadline);

  /** Undoes a purchase or refund whose outcome is not known, or that came too late. */
  ReversalReply reverse(ReversalRequest request, Duration deadline);

  /** Frees the transport, at once. */
  @Override
  void close();
}
