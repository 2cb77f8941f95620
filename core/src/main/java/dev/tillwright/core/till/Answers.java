package dev.tillwright.core.till;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentResult;

/** What the cashier is told of payments. */
final class Answers {
  private Answers() {}

  /** What the cashier is told of a payment whose sale was moved on already. */
  static Outcome of(Ticket ticket, PaymentResult result) {
    return result.match(
        taken ->
            new Outcome.Approved(
                ticket.due(),
                cashback(ticket, taken.key().toString()),
                taken.offline(),
                ticket.sale().completed()),
        declined -> new Outcome.Declined("host." + declined.code(), declined.reason()),
        notTaken -> new Outcome.Declined("host.notTaken", Sentences.notTaken(notTaken.cause())),
        unresolved ->
            new Outcome.Unknown(
                unresolved.key().toString(), Sentences.unresolved(unresolved.cause())),
        refused -> new Outcome.Declined(refused.code(), refused.reason()));
  }

  private static Money cashback(Ticket ticket, String payment) {
    return ticket.sale().tenders().stream()
        .filter(line -> payment.equals(line.payment()))
        .map(line -> line.extras().cashback())
        .findFirst()
        .orElse(Money.zero(ticket.due().currency()));
  }
}
