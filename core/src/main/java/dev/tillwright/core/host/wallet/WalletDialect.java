package dev.tillwright.core.host.wallet;

import dev.tillwright.core.money.Money;
import java.time.Instant;

/**
 * How one wallet says things. Pure: no I/O, no waiting, no state.
 *
 * <p><b>Guarantee.</b> An answer counts only when it is signed, and {@link WalletAnswer.Paid} only
 * says what stands in it; that it belongs to the question, {@link WalletHost} checks.
 *
 * <p><b>Threads.</b> Any number.
 */
public interface WalletDialect {

  /**
   * The question as HTTP carries it.
   *
   * @param at now
   * @param nonce letters and digits, another one each time
   */
  HttpQuestion write(WalletQuestion question, Instant at, String nonce);

  /** What an answer says; {@link WalletAnswer.Unclear} for all that is not clear. */
  WalletAnswer read(WalletQuestion question, HttpAnswer answer, Instant now);

  /** What a notice says, once it is known that the wallet sent it. */
  HeardNotice hear(HttpAnswer notice, Instant now);

  /** What the wallet wants to hear after a notice. */
  NoticeReply reply(NoticeVerdict verdict);

  /** What a bill says. */
  WalletBill bill(HttpAnswer file, WalletNumbers numbers, java.time.LocalDate day);

  /** Whether an amount is in the currency of the shop's account. */
  boolean takes(Money amount);

  /** Whether a refund must name all that was paid. */
  boolean refundsNeedTotal();
}
