package dev.tillwright.core.till;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.PaymentResult;
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
  private final Checkout checkout;

  Voids(Books books, Checkout checkout) {
    this.books = books;
    this.checkout = checkout;
  }

  Outcome voidSale(Ticket ticket, String reason) {
    if (reason.isBlank() || reason.length() > MAX_REASON) {
      throw new IllegalArgumentException("a reason has 1 to " + MAX_REASON + " characters");
    }
    return checkout.claimed(ticket, () -> voided(ticket, reason));
  }

  private Outcome voided(Ticket ticket, String reason) {
    Money cashBack = Money.zero(ticket.due().currency());
    for (TenderLine tender : ticket.sale().tenders()) {
      if (tender.kind() == TenderKind.CASH) {
        cashBack = cashBack.plus(tender.amount());
      } else {
        Optional<Outcome> stays = takeBack(ticket, tender);
        if (stays.isPresent()) {
          return stays.get();
        }
      }
    }
    Decision.Accepted voided =
        Checkout.accept(ticket.sale().decide(new SaleCommand.VoidSale(reason)));
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
