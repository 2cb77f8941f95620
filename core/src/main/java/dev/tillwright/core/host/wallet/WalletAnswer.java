package dev.tillwright.core.host.wallet;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HostReply.Cause;
import java.net.URI;

/** What a wallet said, in no wallet's words. What is not clear is {@link Unclear}, never a no. */
public sealed interface WalletAnswer {

  /**
   * The customer paid.
   *
   * @param number the shop's own
   * @param trade the wallet's own
   */
  record Paid(String number, String trade, Money amount) implements WalletAnswer {}

  /** The customer has yet to confirm, or the wallet has yet to end it. */
  record Pending() implements WalletAnswer {}

  /** What to show to the customer as a code. */
  record Shown(String content) implements WalletAnswer {
    /** How long it is: whoever has it could pay in the customer's place. */
    @Override
    public String toString() {
      return "Shown[" + content.length() + "]";
    }
  }

  /**
   * Nothing moved, and nothing will.
   *
   * @param code the wallet's own
   */
  record Refused(String code) implements WalletAnswer {}

  /** The wallet has no such payment or refund. */
  record NotFound() implements WalletAnswer {}

  /** It is undone: nothing of it is charged, and nothing will be. */
  record Undone() implements WalletAnswer {}

  /** It was paid already and is not undone by this; what was paid can be given back. */
  record PaidAlready() implements WalletAnswer {}

  /** The money went back. */
  record Refunded(String refund, Money amount) implements WalletAnswer {}

  /**
   * Where a bill is.
   *
   * @param sha1 of the file, in hexadecimal digits; empty when the wallet does not say
   */
  record BillAt(URI at, String sha1) implements WalletAnswer {}

  /** Nothing can be known from this. */
  record Unclear(Cause cause) implements WalletAnswer {}
}
