package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.StatusReply;

/**
 * Answers of the host as replies. An answer that does not say clearly what became of the money is
 * unknown, never a decline.
 */
final class Replies {
  private static final HostReply.Unknown GARBLED = new HostReply.Unknown(Cause.GARBLED);

  private Replies() {}

  /** An authorization, capture, raise or refund of this much. */
  static HostReply money(IsoMessage answer, Money asked) {
    return money(answer, answer.text(39), asked);
  }

  private static HostReply money(IsoMessage answer, String code, Money asked) {
    if (code.length() != 2) {
      return GARBLED;
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
      return GARBLED;
    }
    String amount = answer.text(4);
    if (amount.isEmpty() ? partial : !amount.matches("[0-9]{1,12}")) {
      return GARBLED;
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

  /**
   * A status query. Field 39 is about the query and field 44 about what was asked: one field for
   * both would let a host that fails to look (96) read like one that declined.
   */
  static StatusReply status(IsoMessage answer, Money asked) {
    String code = answer.text(39);
    if (code.equals(ResponseCodes.NOT_FOUND)) {
      return new StatusReply.NotFound();
    }
    String outcome = answer.text(44).strip();
    if (!code.equals(ResponseCodes.APPROVED) || !outcome.matches("[0-9A-Z]{2}R?")) {
      return new StatusReply.Unanswered(Cause.GARBLED);
    }
    if (outcome.length() == 3) {
      return new StatusReply.Declined(new HostReply.Declined(outcome, "it was undone"));
    }
    return money(answer, outcome, asked)
        .match(
            StatusReply.Approved::new,
            StatusReply.Declined::new,
            unknown -> new StatusReply.Unanswered(unknown.cause()),
            unreachable -> new StatusReply.Unanswered(unreachable.cause()));
  }
}
