package dev.tillwright.core.host.wallet;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.qr.PaymentCode;
import java.net.URI;
import java.time.LocalDate;

/** What is asked of a wallet, in no wallet's words. Numbers are the shop's own. */
public sealed interface WalletQuestion {

  /** Take this, by the code that the customer's phone shows. */
  record Pay(WalletOrder order, PaymentCode code) implements WalletQuestion {}

  /** Make a code that the customer's phone can read, and take this when it does. */
  record Show(WalletOrder order) implements WalletQuestion {}

  /** What became of this payment? */
  record Query(String number) implements WalletQuestion {}

  /**
   * Undo this payment, whether it was paid or not.
   *
   * @param shown whether a code was shown to the customer
   */
  record Cancel(String number, boolean shown) implements WalletQuestion {}

  /**
   * Give back a part of a payment.
   *
   * @param number of the payment
   * @param refund of this refund; the same for each repeat
   * @param total all that was paid; as {@code amount} where the wallet does not want to know
   */
  record Refund(String number, String refund, Money amount, Money total)
      implements WalletQuestion {}

  /** What became of this refund? */
  record QueryRefund(String number, String refund) implements WalletQuestion {}

  /** Where is the bill of this day? */
  record Bill(LocalDate day) implements WalletQuestion {}

  /** The bill itself. */
  record BillFile(URI at) implements WalletQuestion {}
}
