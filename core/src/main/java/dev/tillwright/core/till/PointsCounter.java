package dev.tillwright.core.till;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.payment.Withheld;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.TenderLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes points. What they pay earns nothing, so the basket is quoted anew. */
final class PointsCounter {
  private static final String UPKEEP = "points.upkeep";
  private final PointsDesk desk;
  private final Quotes quotes;
  private final Acceptance acceptance;

  PointsCounter(PointsDesk desk, Quotes quotes, Acceptance acceptance) {
    this.desk = desk;
    this.quotes = quotes;
    this.acceptance = acceptance;
  }

  /**
   * Tells the ledger what it has to be told by now: when the till opens, and with each day. A
   * ledger that is late stops neither; what is due waits for the next time, and an alarm says so.
   *
   * @param terminal and
   * @param when for the alarm
   */
  void upkeep(Monitor monitor, String terminal, String when) {
    try {
      desk.upkeep();
      monitor.clear(UPKEEP, terminal);
    } catch (TillwrightException e) {
      monitor.raise(UPKEEP, terminal, "the points ledger did not take " + when + ": " + e.code());
    }
  }

  /** How many points could pay just now. */
  PointsOffer offer(Sale sale) {
    Money due = sale.state() == Sale.State.OPEN ? quotes.offer(sale).totals().total() : sale.due();
    return sale.member()
        .map(member -> desk.offer(member, due, quotes.redeemable(sale)))
        .orElse(PointsOffer.none(due.currency(), "the sale names no member"));
  }

  /** What is withheld from a refund. */
  Withheld withheld(CompletedSale back, long pointsBack, Money most) {
    return desk.withheld(back, pointsBack, most);
  }

  /** Of a ticket that is claimed; not under the lock of the checkout while others are asked. */
  Outcome pay(Checkout checkout, Ticket ticket, Tender.Points tender) {
    Optional<String> member = ticket.sale().member();
    if (member.isEmpty()) {
      return new Outcome.Declined("points.noMember", "the sale names no member");
    }
    if (!ticket.sale().tenders().isEmpty()) {
      // A new quote needs an unpaid basket.
      return new Outcome.Declined("points.first", "points are taken before any other tender");
    }
    if (ticket.sale().state() != Sale.State.TENDERING) {
      return new Outcome.Declined("points.notHere", "a layaway is not paid with points");
    }
    PointsDesk.Held held =
        desk.hold(
            ticket.sale(),
            member.get(),
            tender.points(),
            quotes.redeemable(ticket.sale()),
            line -> acceptance.refuses(ticket, line));
    if (held.refusal().isPresent()) {
      return held.refusal().get();
    }
    return checkout.taken(
        ticket, () -> with(checkout, ticket, held.line()), Money.zero(ticket.due().currency()));
  }

  private Checkout.Step with(Checkout checkout, Ticket ticket, TenderLine line) {
    List<Draft> drafts = new ArrayList<>();
    Sale open = step(ticket.sale(), new SaleCommand.ReopenBasket(), drafts);
    // The same promotions: what is held was measured by what was due with them.
    SaleCommand.BeginTender begin = quotes.begin(open, ticket.sale().promotions(), line.amount());
    Sale locked = step(open, begin, drafts);
    Checkout.Step step = checkout.tender(locked, line);
    drafts.addAll(step.drafts());
    return new Checkout.Step(step.next(), drafts, step.finished());
  }

  private static Sale step(Sale sale, SaleCommand command, List<Draft> drafts) {
    Decision.Accepted accepted = Checkout.accept(sale.decide(command));
    accepted.events().stream().map(SaleEvents::toDraft).forEach(drafts::add);
    return accepted.next();
  }
}
