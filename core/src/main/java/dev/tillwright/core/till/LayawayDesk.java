package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.money.CashRounding;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.LayawayPlan;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Lays away, takes up, and pays deposits back. */
final class LayawayDesk {
  private final Books books;
  private final Checkout checkout;
  private final Tickets tickets;

  LayawayDesk(Books books, Checkout checkout, Tickets tickets) {
    this.books = books;
    this.checkout = checkout;
    this.tickets = tickets;
  }

  void lay(Ticket ticket, LayawayPlan plan) {
    Outcome laid =
        checkout.claimed(
            ticket,
            () -> {
              Optional<Outcome> against = checkout.beginTender(ticket);
              if (against.isPresent()) {
                return against.get();
              }
              books.settle(ticket); // the lock, without which nothing can be laid away
              write(ticket, accept(ticket, new SaleCommand.LayAway(plan)));
              tickets.keep(ticket);
              return new Outcome.Approved(
                  ticket.due(), Money.zero(ticket.due().currency()), false, Optional.empty());
            });
    if (laid instanceof Outcome.Declined declined) {
      throw new RefusedException(declined.code(), declined.reason());
    }
  }

  List<Layaways.Layaway> open() {
    return tickets.kept().stream().filter(LayawayDesk::isOpen).map(Layaways.Layaway::of).toList();
  }

  private static boolean isOpen(Sale sale) {
    Sale.State state = sale.underneath();
    return state == Sale.State.LAID_AWAY || state == Sale.State.CANCELLING;
  }

  Ticket take(OperatorSession session, SaleId sale) {
    return checkout.takenUp(sale, () -> tickets.take(session, sale));
  }

  Outcome cancel(Ticket ticket, OperatorSession session, String reason) {
    return checkout.claimed(ticket, () -> cancelled(ticket, session, reason));
  }

  private Outcome cancelled(Ticket ticket, OperatorSession session, String reason) {
    if (ticket.sale().state() != Sale.State.CANCELLING) {
      checkout.checks().requireGiveUp(session, ticket.sale());
      write(ticket, accept(ticket, new SaleCommand.CancelLayaway(reason)));
    }
    Money before = moved(ticket.sale(), ticket.sale().paidBack());
    // Each round pays back one of at most 20 deposits, or all the cash.
    while (ticket.sale().state() == Sale.State.CANCELLING) {
      Outcome outcome = payBack(ticket);
      if (!(outcome instanceof Outcome.Approved)) {
        return outcome;
      }
    }
    Money handedOut = moved(ticket.sale(), ticket.sale().paidBack()).minus(before);
    return new Outcome.Approved(
        Money.zero(handedOut.currency()), handedOut, false, Optional.empty());
  }

  /** Pays one tender back. */
  private Outcome payBack(Ticket ticket) {
    Sale sale = ticket.sale();
    Payments payments = checkout.payments();
    for (TenderLine deposit : sale.tenders()) {
      if (deposit.kind().byHost()) {
        PaymentKey key = PaymentKey.parse(Objects.requireNonNull(deposit.payment(), "payment"));
        Money besides = deposit.charged().minus(deposit.amount());
        Money left = payments.refundable(payments.find(key).orElseThrow()).minus(besides);
        if (left.isPositive()) {
          return Answers.of(
              ticket, payments.refund(key, sale.id().toString(), left.min(sale.due())));
        }
      }
    }
    Money amount = covered(sale, sale.tenders()).minus(covered(sale, sale.paidBack()));
    if (amount.compareTo(sale.due()) < 0) {
      return new Outcome.Declined("refund.aboveOriginal", "more is due than the deposits took");
    }
    // Rounded, but never above what was handed over.
    CashRounding rounding = sale.terms().cash();
    Money moves = rounding.rounded(sale.due());
    Money left = moved(sale, sale.tenders()).minus(moved(sale, sale.paidBack()));
    Money goes = moves.compareTo(left) > 0 && rounding.payable(left) ? left : moves;
    TenderLine line = TenderLine.cash(sale.due(), goes, goes.minus(sale.due()));
    write(ticket, accept(ticket, new SaleCommand.PayBack(line)));
    return new Outcome.Approved(ticket.due(), goes, false, Optional.empty());
  }

  private static Decision.Accepted accept(Ticket ticket, SaleCommand command) {
    Decision decision = ticket.sale().decide(command);
    if (decision instanceof Decision.Refused refused) {
      ticket.refused(command.getClass().getSimpleName(), refused.refusal().code(), null);
    }
    return Checkout.accept(decision);
  }

  private void write(Ticket ticket, Decision.Accepted accepted) {
    books.append(accepted.events().stream().map(SaleEvents::toDraft).toList());
    ticket.advance(accepted.next());
  }

  /** What cash tenders cover. */
  private static Money covered(Sale sale, List<TenderLine> lines) {
    return cash(lines)
        .map(TenderLine::amount)
        .reduce(Money.zero(sale.basket().currency()), Money::plus);
  }

  /** What moved by them. */
  private static Money moved(Sale sale, List<TenderLine> lines) {
    return cash(lines)
        .map(TenderLine::charged)
        .reduce(Money.zero(sale.basket().currency()), Money::plus);
  }

  private static Stream<TenderLine> cash(List<TenderLine> lines) {
    return lines.stream().filter(line -> line.kind() == TenderKind.CASH);
  }
}
