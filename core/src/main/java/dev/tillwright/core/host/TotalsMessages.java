package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HostReply.Cause;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/**
 * Totals as messages (0500 and 0510): credits in 74 and 86, debits in 76 and 88, the net in 97, as
 * the cardholder sees them; the settlement code in 66.
 */
final class TotalsMessages {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMdd", Locale.ROOT);
  private static final String IN_BALANCE = "1";
  private static final String OUT_OF_BALANCE = "2";

  private TotalsMessages() {}

  static IsoMessage question(
      Iso8583Config config, HostTotals totals, LocalDate day, Instant now, long trace) {
    IsoMessage.Builder message =
        IsoMessage.of("0500")
            .set(7, new Times(now, config.zone()).transmission())
            .set(11, String.format(Locale.ROOT, "%06d", trace))
            .set(15, DAY.format(day))
            .set(41, config.terminalId())
            .set(42, config.merchantId())
            .set(50, Messages.number(totals.taken().currency()));
    return figures(message, totals).build();
  }

  /** The answer of a test host. */
  static IsoMessage answer(IsoMessage question, HostLedger ledger) {
    IsoMessage.Builder answer = IsoMessage.of("0510").set(39, ResponseCodes.APPROVED);
    for (int field : new int[] {7, 11, 15, 41, 42, 50}) {
      question.field(field).ifPresent(value -> answer.set(field, value));
    }
    HostLedger.Sums sums = ledger.sums(question.text(50), question.text(15));
    boolean same =
        number(question, 74) == sums.gives()
            && number(question, 76) == sums.takes()
            && number(question, 86) == sums.given()
            && number(question, 88) == sums.taken();
    return figures(answer, sums.gives(), sums.given(), sums.takes(), sums.taken())
        .set(66, same ? IN_BALANCE : OUT_OF_BALANCE)
        .build();
  }

  static TotalsReply reply(IsoMessage answer, HostTotals ours) {
    String code = answer.text(66);
    boolean says = code.equals(IN_BALANCE) || code.equals(OUT_OF_BALANCE);
    if (!answer.text(39).equals(ResponseCodes.APPROVED) || !says) {
      return new TotalsReply.Unanswered(Cause.GARBLED);
    }
    boolean figures = answer.has(74) && answer.has(76) && answer.has(86) && answer.has(88);
    if (!figures) {
      return code.equals(IN_BALANCE)
          ? new TotalsReply.InBalance()
          : new TotalsReply.Unanswered(Cause.GARBLED);
    }
    long[] read = {number(answer, 74), number(answer, 76), number(answer, 86), number(answer, 88)};
    if (read[0] < 0 || read[1] < 0 || read[2] < 0 || read[3] < 0) {
      return new TotalsReply.Unanswered(Cause.GARBLED);
    }
    Currency currency = ours.taken().currency();
    HostTotals host =
        new HostTotals(
            read[1], Money.ofMinor(read[3], currency), read[0], Money.ofMinor(read[2], currency));
    // A host that says "in balance" beside other figures is believed in the figures.
    return host.equals(ours) ? new TotalsReply.InBalance() : new TotalsReply.OutOfBalance(host);
  }

  private static IsoMessage.Builder figures(IsoMessage.Builder message, HostTotals it) {
    return figures(message, it.gives(), it.given().minor(), it.takes(), it.taken().minor());
  }

  private static IsoMessage.Builder figures(
      IsoMessage.Builder message, long gives, long given, long takes, long taken) {
    long net = Math.subtractExact(taken, given);
    return message
        .set(74, digits(gives, 10))
        .set(76, digits(takes, 10))
        .set(86, digits(given, 16))
        .set(88, digits(taken, 16))
        .set(97, (net < 0 ? "C" : "D") + digits(Math.abs(net), 16));
  }

  private static String digits(long value, int length) {
    String digits = String.format(Locale.ROOT, "%0" + length + "d", value);
    if (digits.length() > length) {
      throw new IllegalArgumentException("a total does not fit its field");
    }
    return digits;
  }

  /** What a peer sent; -1 when it is none. */
  private static long number(IsoMessage message, int field) {
    String text = message.text(field).strip();
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }
}
