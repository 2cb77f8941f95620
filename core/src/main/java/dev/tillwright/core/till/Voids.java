package dev.tillwright.core.till;

import dev.tillwright.core.basket.Line;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.PaymentResult;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Gives a sale up, open or completed: its card tenders are reversed, its points are released, its
 * cash goes back.
 */
final class Voids {
  private static final int MAX_REASON = 200;

  private final Books books;
  private final Checkout checkout;
  private final Origins origins;
  private final Returns returns;
  private final Day day;
  private final GiftSales gifts;

  Voids(
      Books books, Checkout checkout, Origins origins, Returns returns, Day day, GiftSales gifts) {
    this.gifts = gifts;
    this.books = books;
    this.checkout = checkout;
    this.origins = origins;
    this.returns = returns;
    this.day = day;
  }

  /**
   * The sale, when it can still be voided.
   *
   * @throws RefusedException with why it cannot
   */
  CompletedSale requireVoidable(SaleId id) {
    Books.Finished finished =
        books
            .finished(id)
            .orElseThrow(
                () -> new RefusedException("sale.unknown", "this till finished no such sale"));
    CompletedSale sale = finished.sale();
    if (sale.kind() != SaleKind.SALE || sale.deposits() > 0) {
      throw new RefusedException("void.notASale", "only a plain sale is voided whole");
    }
    if (sale.channel() != null) {
      throw new RefusedException("void.order", "an order was collected; take it back as a return");
    }
    if (!day.isOpen(finished.entry().seq())) {
      throw new RefusedException(
          "void.dayClosed", "the day of this sale is closed; take it back as a return");
    }
    if (books.read(SalesBook.NAME, tx -> SalesBook.cameBack(id, tx))
        || origins.cameBackElsewhere(id)) {
      throw new RefusedException("void.cameBack", "goods of this sale came back already");
    }
    if (sale.tenders().stream().anyMatch(it -> !it.extras().cashback().isZero())) {
      throw new RefusedException(
          "void.cashback", "cash was handed out on this sale; take it back as a return");
    }
    return sale;
  }

  /** Takes all lines of the sale onto the ticket and its tenders back. */
  Outcome voidCompleted(Ticket ticket, String reason) {
    requireReason(reason);
    CompletedSale sale = origins.original(ticket);
    for (CompletedLine line : sale.lines()) {
      Line sold = line.priced().line();
      Checkout.accept(ticket.decide(origins.line(ticket, sold.number(), sold.quantity())));
    }
    books.append(List.of(TillEntries.voiding(ticket, sale.id(), reason)));
    return returns.payOut(ticket, null);
  }

  Outcome voidSale(Ticket ticket, String reason) {
    requireReason(reason);
    return checkout.claimed(ticket, () -> voided(ticket, reason));
  }

  private static void requireReason(String reason) {
    if (reason.isBlank() || reason.length() > MAX_REASON) {
      throw new IllegalArgumentException("a reason has 1 to " + MAX_REASON + " characters");
    }
  }

  private Outcome voided(Ticket ticket, String reason) {
    checkout.checks().requireGiveUp(ticket.session(), ticket.sale());
    if (ticket.sale().pause().isPresent()) {
      Checkout.accept(ticket.decide(new SaleCommand.DropVerification(reason)));
      books.settle(ticket);
    }
    if (ticket.sale().paysOut() && returns.channelRefunds(ticket)) {
      return new Outcome.Declined(
          "order.refundUnderway", "a channel may have given money back: pay it out to its end");
    }
    Money cashBack = Money.zero(ticket.due().currency());
    for (TenderLine tender : ticket.sale().tenders()) {
      if (tender.kind() == TenderKind.CASH) {
        cashBack = cashBack.plus(tender.charged());
      } else if (tender.kind() != TenderKind.WITHHELD && tender.kind() != TenderKind.CHANNEL) {
        // Of what is withheld nothing moved, and what a channel holds stays with it.
        Optional<Outcome> stays = takeBack(ticket, tender);
        if (stays.isPresent()) {
          return stays.get();
        }
      }
    }
    Decision.Accepted voided =
        Checkout.accept(ticket.sale().decide(new SaleCommand.VoidSale(reason)));
    Optional<Outcome> onCards = gifts.putBack(ticket); // first: see there
    if (onCards.isPresent()) {
      return onCards.get();
    }
    books.append(drafts(voided));
    ticket.advance(voided.next());
    return new Outcome.Approved(Money.zero(cashBack.currency()), cashBack, false, Optional.empty());
  }

  /**
   * Takes a tender back; its removal is durable together with what undoes it.
   *
   * @return why it could not be taken back, or nothing
   */
  private Optional<Outcome> takeBack(Ticket ticket, TenderLine tender) {
    String key = Objects.requireNonNull(tender.payment(), "payment");
    Decision.Accepted removed =
        Checkout.accept(ticket.sale().decide(new SaleCommand.RemoveTender(key)));
    List<Draft> drafts = new ArrayList<>(drafts(removed));
    if (tender.kind() == TenderKind.POINTS) {
      drafts.add(PointsDesk.release(tender));
      books.append(drafts);
    } else {
      PaymentResult result = checkout.payments().giveUp(PaymentKey.parse(key), "VOID", drafts);
      if (result instanceof PaymentResult.Refused refused) {
        return Optional.of(new Outcome.Declined(refused.code(), refused.reason()));
      }
    }
    ticket.advance(removed.next());
    return Optional.empty();
  }

  private static List<Draft> drafts(Decision.Accepted accepted) {
    return accepted.events().stream().map(SaleEvents::toDraft).toList();
  }
}
