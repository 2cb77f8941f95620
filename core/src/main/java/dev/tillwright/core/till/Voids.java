package dev.tillwright.core.till;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.PaymentBook;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Gives a sale up: its card tenders are reversed, its points are released, its cash goes back. */
final class Voids {
  private static final int MAX_REASON = 200;

  private final Books books;
  private final Payments payments;
  private final Checkout checkout;

  Voids(Books books, Payments payments, Checkout checkout) {
    this.books = books;
    this.payments = payments;
    this.checkout = checkout;
  }

  Outcome voidSale(Ticket ticket, String reason) {
    if (reason.isBlank() || reason.length() > MAX_REASON) {
      throw new IllegalArgumentException("a reason has 1 to " + MAX_REASON + " characters");
    }
    synchronized (checkout) {
      books.settle(ticket);
      Money cashBack = Money.zero(ticket.due().currency());
      for (TenderLine tender : ticket.sale().tenders()) {
        if (tender.kind() == TenderKind.CASH) {
          cashBack = cashBack.plus(tender.amount());
        } else if (!takeBack(ticket, tender)) {
          return new Outcome.Declined(
              "payment.waits", "a payment of this sale waits for the host; forward it first");
        }
      }
      Decision.Accepted voided =
          Checkout.accept(ticket.sale().decide(new SaleCommand.VoidSale(reason)));
      books.append(drafts(voided));
      ticket.advance(voided.next());
      return new Outcome.Approved(
          Money.zero(cashBack.currency()), cashBack, false, Optional.empty());
    }
  }

  /** Whether a tender could be taken back; its removal is durable together with what undoes it. */
  private boolean takeBack(Ticket ticket, TenderLine tender) {
    String key = Objects.requireNonNull(tender.payment(), "payment");
    Decision.Accepted removed =
        Checkout.accept(ticket.sale().decide(new SaleCommand.RemoveTender(key)));
    List<Draft> drafts = new ArrayList<>(drafts(removed));
    if (tender.kind() == TenderKind.POINTS) {
      drafts.add(PointsDesk.release(tender));
      books.append(drafts);
    } else {
      PaymentKey payment = PaymentKey.parse(key);
      Attempt attempt =
          books.read(PaymentBook.NAME, tx -> PaymentBook.find(payment, tx)).orElseThrow();
      if (attempt.state() != AttemptState.APPROVED) {
        return false;
      }
      payments.reverse(attempt, "VOID", drafts);
    }
    ticket.advance(removed.next());
    return true;
  }

  private static List<Draft> drafts(Decision.Accepted accepted) {
    return accepted.events().stream().map(SaleEvents::toDraft).toList();
  }
}
