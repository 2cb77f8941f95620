package dev.tillwright.core.till;

import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.sale.TenderPolicy;
import java.util.Optional;

/**
 * The one place that is asked before a tender moves anything: the sale's own rules first, then the
 * shop's policy, then its limits and checks. What is refused here is written down before it is
 * answered.
 */
final class Acceptance {
  /** Stands for the key of a payment that has none yet. */
  static final String PLANNED = "planned";

  private final Books books;
  private final TenderPolicy policy;
  private final Checks checks;

  Acceptance(Books books, TenderPolicy policy, Checks checks) {
    this.books = books;
    this.policy = policy;
    this.checks = checks;
  }

  Checks checks() {
    return checks;
  }

  /** Why a tender is not taken; empty when it may be. */
  Optional<Outcome> refuses(Ticket ticket, TenderLine tender) {
    return refuses(ticket, tender, Checks.Source.NONE);
  }

  /** The same, of a tender that a reader read. */
  Optional<Outcome> refuses(Ticket ticket, TenderLine tender, Checks.Source source) {
    // A sale that refused after the host approved would leave money without a place.
    if (ticket.sale().decide(new SaleCommand.Tender(tender)) instanceof Decision.Refused refused) {
      return declined(ticket, tender, refused.refusal().code(), refused.refusal().sentence());
    }
    String operator = ticket.session().operator().id();
    return policy
        .restricts(new TenderPolicy.Offer(ticket.sale(), tender, operator))
        .flatMap(it -> declined(ticket, tender, it.code(), it.sentence()))
        .or(() -> checks.beforeTender(ticket, tender, source));
  }

  private Optional<Outcome> declined(
      Ticket ticket, TenderLine tender, String code, String sentence) {
    ticket.refused("Tender", code, tender);
    books.settle(ticket);
    return Optional.of(new Outcome.Declined(code, sentence));
  }
}
