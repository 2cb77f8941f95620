package dev.tillwright.core.till;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.GiftCards;
import dev.tillwright.core.payment.PaymentOrder;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.Optional;
import java.util.function.Function;

/** Gift cards as a tender. */
final class GiftCounter {
  private final GiftCards cards;
  private final Acceptance acceptance;

  GiftCounter(GiftCards cards, Acceptance acceptance) {
    this.cards = cards;
    this.acceptance = acceptance;
  }

  GiftCards cards() {
    return cards;
  }

  /**
   * Asks for the money of a card.
   *
   * @param pay plans the tender and sends the order
   */
  Outcome pay(Ticket ticket, Tender.Gift gift, Function<Planned, Outcome> pay) {
    Money most = ticket.due().min(payable(ticket.sale()));
    Money amount = gift.amount() == null ? most : gift.amount();
    if (ticket.due().isPositive() && !most.isPositive()) {
      return new Outcome.Declined(
          "gift.notForGift", "value of gift cards is not bought with gift cards");
    }
    if (!amount.isPositive() || amount.compareTo(most) > 0) {
      return new Outcome.Declined(
          "sale.overpaid", "a gift card pays at most what is due for goods");
    }
    ProtectedCard safe = cards.protect(gift.card());
    TenderLine asked = TenderLine.gift(amount, Acceptance.PLANNED, safe, "");
    Optional<Outcome> refused = acceptance.refuses(ticket, asked);
    if (refused.isPresent()) {
      return refused.get();
    }
    PaymentOrder order =
        PaymentOrder.of(TenderKind.GIFT, ticket.id().toString(), Charge.of(amount), safe)
            .partial(gift.partial())
            .reader(safe.token().value()) // one payment of a card at a time
            .presenting(gift.code())
            .offline(gift.code() == null)
            .build();
    return pay.apply(new Planned(asked, order));
  }

  /** A tender, and how it is asked for. */
  record Planned(TenderLine line, PaymentOrder order) {}

  /** What gift cards may still pay of a sale: its goods, but no value that is sold with them. */
  private static Money payable(Sale sale) {
    Money payable = sale.total();
    for (TenderLine tender : sale.tenders()) {
      payable = tender.kind() == TenderKind.GIFT ? payable.minus(tender.amount()) : payable;
    }
    return payable.minus(sale.totals().storedValue());
  }
}
