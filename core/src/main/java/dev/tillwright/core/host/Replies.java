package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.ReversalReply;

/**
 * Answers of the host as replies. An answer that does not say clearly what became of the money is
 * unknown, never a decline.
 */
final class Replies {
  private Replies() {}

  /** A purchase or refund of this much. */
  static HostReply money(IsoMessage answer, Money asked) {
    String code = answer.text(39);
    if (code.length() != 2) {
      return garbled();
    }
    if (ResponseCodes.isOpen(code)) {
      return new HostReply.Unknown(Cause.TIMEOUT);
    }
    boolean partial = code.equals(ResponseCodes.PARTIAL);
    if (!partial && !ResponseCodes.isApproved(code)) {
      return new HostReply.Declined(code, ResponseCodes.reason(code));
    }
    String currency = answer.text(49);
    if (!currency.isEmpty() && !currency.equals(Messages.number(asked.currency()))) {
      return garbled();
    }
    String amount = answer.text(4);
    if (amount.isEmpty() ? partial : !amount.matches("[0-9]{1,12}")) {
      return garbled();
    }
    Money approved =
        amount.isEmpty() ? asked : Money.ofMinor(Long.parseLong(amount), asked.currency());
    return new HostReply.Approved(approved, answer.text(38).strip(), answer.text(37).strip());
  }

  /** A reversal: 25 means that the host never had the original, so nothing of it is charged. */
  static ReversalReply reversal(IsoMessage answer) {
    String code = answer.text(39);
    return code.equals(ResponseCodes.APPROVED) || code.equals(ResponseCodes.NOT_FOUND)
        ? ReversalReply.ACKNOWLEDGED
        : ReversalReply.UNACKNOWLEDGED;
  }

  private static HostReply garbled() {
    return new HostReply.Unknown(Cause.GARBLED);
  }
}
