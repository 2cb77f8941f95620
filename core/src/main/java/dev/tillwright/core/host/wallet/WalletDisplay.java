package dev.tillwright.core.host.wallet;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentKey;

/**
 * Where a code is shown that the customer's phone reads: a customer display, a slip, a page. {@link
 * dev.tillwright.core.qr.QrMaker#squares} makes squares of the content.
 *
 * <p><b>Threads.</b> Called on the thread that asks for the payment. Returns soon; one that throws
 * costs this payment, which is cancelled.
 */
public interface WalletDisplay {

  /** Shows a code until {@link #clear}. */
  void show(PaymentKey payment, String wallet, Money amount, String content);

  /** Takes it away: it was paid or cancelled. Called once for each that was shown. */
  void clear(PaymentKey payment);
}
