package dev.tillwright.core.till;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Returned;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.Objects;
import java.util.Optional;

/**
 * Goods back and money back: by the original tenders, cards first, then points, then cash, and
 * never more than each of them took.
 */
final class Returns {
  private final Books books;
  private final Checkout checkout;

  Returns(Books books, Checkout checkout) {
    this.books = books;
    this.checkout = checkout;
  }

  /** The command that gives back goods of the original sale, with what came back before. */
  SaleCommand line(Ticket ticket, int originalLine, Quantity quantity) {
    CompletedSale original = original(ticket);
    CompletedLine line =
        original.lines().stream()
            .filter(each -> each.priced().line().number() == originalLine)
            .findFirst()
            .orElseThrow(
                () -> new RefusedException("sale.noSuchLine", "the sale has no such line"));
    Returned before =
        books.read(
            SalesBook.NAME,
            tx -> SalesBook.returned(original.id(), originalLine, original.total().currency(), tx));
    return new SaleCommand.ReturnLine(line, quantity, before);
  }

  /** Pays out what is due, tender by tender; stops at the first that does not go through. */
  Outcome payOut(Ticket ticket) {
    return checkout.claimed(ticket, () -> paidOut(ticket));
  }

  private Outcome paidOut(Ticket ticket) {
    if (!ticket.sale().kind().isReturn()) {
      throw new RefusedException("sale.isSale", "a sale is paid, not paid out");
    }
    checkout.beginTender(ticket);
    if (ticket.due().isZero()) {
      return checkout.finish(ticket);
    }
    Outcome outcome = next(ticket);
    // Each round pays out at least one minor unit of one of at most 20 tenders.
    while (outcome instanceof Outcome.Approved approved && approved.sale().isEmpty()) {
      outcome = next(ticket);
    }
    return outcome;
  }

  private Outcome next(Ticket ticket) {
    if (ticket.sale().kind() == SaleKind.RETURN_WITHOUT_RECEIPT) {
      synchronized (checkout) {
        return cash(ticket, ticket.due());
      }
    }
    CompletedSale original = original(ticket);
    for (TenderLine line : original.tenders()) {
      if (line.kind() == TenderKind.CARD) {
        Optional<Outcome> outcome = card(ticket, line);
        if (outcome.isPresent()) {
          return outcome.get();
        }
      }
    }
    synchronized (checkout) { // what is left and what is written: no other return comes between
      return withoutHost(ticket, original);
    }
  }

  private Outcome withoutHost(Ticket ticket, CompletedSale original) {
    for (TenderLine line : original.tenders()) {
      if (line.kind() == TenderKind.POINTS) {
        Optional<Outcome> outcome = points(ticket, original, line);
        if (outcome.isPresent()) {
          return outcome.get();
        }
      }
    }
    Money cash = left(ticket, original, TenderKind.CASH);
    if (cash.isPositive()) {
      return cash(ticket, cash.min(ticket.due()));
    }
    return new Outcome.Declined(
        "refund.aboveOriginal", "more is due than the original tenders took");
  }

  private Optional<Outcome> card(Ticket ticket, TenderLine line) {
    PaymentKey key = PaymentKey.parse(Objects.requireNonNull(line.payment(), "payment"));
    Payments payments = checkout.payments();
    Optional<Attempt> purchase = payments.find(key);
    if (purchase.isEmpty()) {
      return Optional.empty();
    }
    Money amount = payments.refundable(purchase.get()).min(ticket.due());
    if (!amount.isPositive()) {
      return Optional.empty();
    }
    return Optional.of(
        Checkout.outcome(ticket, payments.refund(key, ticket.id().toString(), amount)));
  }

  private Optional<Outcome> points(Ticket ticket, CompletedSale original, TenderLine line) {
    Money amount = left(ticket, original, TenderKind.POINTS).min(ticket.due());
    if (!amount.isPositive()) {
      return Optional.empty();
    }
    SalesBook.PaidOut before = paidOut(ticket, original, TenderKind.POINTS);
    long back = PointsDesk.pointsBack(line, before, amount);
    String hold = Objects.requireNonNull(line.payment(), "hold");
    return Optional.of(write(ticket, TenderLine.points(amount, hold, back)));
  }

  private Outcome cash(Ticket ticket, Money amount) {
    return write(ticket, TenderLine.cash(amount, amount));
  }

  private Outcome write(Ticket ticket, TenderLine line) {
    Checkout.Step step = checkout.tender(ticket.sale(), line);
    books.append(step.drafts());
    return checkout.arrived(ticket, step, Money.zero(line.amount().currency()), false);
  }

  /** What a kind of tender took, less what went back by it, also on this ticket. */
  private Money left(Ticket ticket, CompletedSale original, TenderKind kind) {
    Money took = sum(original.tenders(), kind, original.total());
    Money now = sum(ticket.sale().tenders(), kind, original.total());
    return took.minus(paidOut(ticket, original, kind).amount()).minus(now);
  }

  private SalesBook.PaidOut paidOut(Ticket ticket, CompletedSale original, TenderKind kind) {
    return books.read(
        SalesBook.NAME, tx -> SalesBook.paidOut(original.id(), kind, ticket.due().currency(), tx));
  }

  private static Money sum(Iterable<TenderLine> tenders, TenderKind kind, Money like) {
    Money sum = Money.zero(like.currency());
    for (TenderLine tender : tenders) {
      if (tender.kind() == kind) {
        sum = sum.plus(tender.amount());
      }
    }
    return sum;
  }

  private CompletedSale original(Ticket ticket) {
    SaleId origin =
        ticket
            .sale()
            .origin()
            .orElseThrow(
                () ->
                    new RefusedException("sale.noOrigin", "this ticket points at no earlier sale"));
    return books
        .finished(origin)
        .orElseThrow(() -> new RefusedException("sale.unknown", "this till finished no such sale"))
        .sale();
  }
}
