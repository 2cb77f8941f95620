package dev.tillwright.examples;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.LayawayPlan;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.Surcharge;
import dev.tillwright.core.till.Layaways;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What a till does beside a plain sale: exchange, layaway, cashback, surcharge, tip, void, cash.
 * The page docs/sales.md shows it, and a test runs it.
 */
public final class SalesTour {
  private final Till till;
  private final OperatorSession ann;

  /**
   * @param ann logged on, may do everything
   */
  public SalesTour(Till till, OperatorSession ann) {
    this.till = till;
    this.ann = ann;
  }

  /** Goods back, other goods out; the customer pays the difference or gets it. */
  public Outcome exchange(SaleId original, Item scarf) {
    // docs: exchange
    Ticket ticket = till.exchange(ann, original, "");
    ticket.giveBack(1, Quantity.of(1)); // the first line of the original sale
    ticket.add(scarf, Quantity.of(1));
    if (ticket.due().isZero()) {
      return till.finish(ticket);
    }
    return ticket.sale().paysOut()
        ? till.payOut(ticket) // to the cards of the original sale, then in cash
        : till.pay(ticket, Tender.cash(ticket.sale().cashDue()));
    // docs: end
  }

  /** Goods that are kept and paid in deposits. */
  public Outcome layaway(Ticket ticket, LocalDate today, Money deposit) {
    // docs: layaway
    Money rest = ticket.due().minus(deposit);
    LayawayPlan plan =
        new LayawayPlan(
            List.of(
                new LayawayPlan.Instalment(today, deposit),
                new LayawayPlan.Instalment(today.plusMonths(1), rest)),
            new LayawayPlan.Fee("storage", Money.zero(deposit.currency()), Percent.of(10)));
    Layaways layaways = till.layaways(ann);
    layaways.lay(ticket, plan);
    till.pay(ticket, Tender.cash(deposit));

    // A month later, perhaps after many restarts:
    Ticket again = layaways.take(ticket.id());
    return till.pay(again, Tender.cash(again.due())); // the last deposit completes the sale
    // docs: end
  }

  /** Cash handed out with a card payment. */
  public Outcome cashback(Ticket ticket, CardRead card, Money cash) {
    // docs: cashback
    Outcome outcome = till.pay(ticket, Tender.card(card).withCashback(cash));
    // approved.change() is what to hand out
    // docs: end
    return outcome;
  }

  /** A surcharge that is shown, and counts only when it was chosen. */
  public Outcome surcharge(Ticket ticket, CardRead card) {
    // docs: surcharge
    Surcharge.Quote quote =
        Surcharge.quote(ticket.due(), Percent.parse("1.5"), "1.5 % for credit cards");
    // Show quote.amount() and quote.disclosure(); when the customer says yes:
    Outcome outcome = till.pay(ticket, Tender.card(card).withSurcharge(quote.chosen()));
    // docs: end
    return outcome;
  }

  /** A tip that is written on the slip after the card was read. */
  public Outcome tip(Ticket ticket, CardRead card, Money tip) {
    // docs: tip
    till.pay(ticket, Tender.card(card).withTipLater(tip.times(2)));
    CompletedSale sale = till.find(ticket.id()).orElseThrow();
    PaymentKey payment = PaymentKey.parse(Objects.requireNonNull(sale.tenders().get(0).payment()));
    // The slip comes back with a tip on it:
    return till.adjustTip(ann, sale.id(), payment, tip);
    // docs: end
  }

  /** A completed sale of the same day is taken back whole. */
  public Outcome takeBack(SaleId sale) {
    // docs: void
    return till.voidCompleted(ann, sale, "wrong customer");
    // docs: end
  }

  /** The float in the morning, the bank at noon, the count at night. */
  public Money day(Money change, Money bank) {
    // docs: cash
    till.cash(ann).payIn(change, "float");
    till.cash(ann).payOut(bank, "to the bank");
    Money counted = till.cash(ann).expected(); // what must be in the drawer by the books
    till.closeDay(ann);
    // docs: end
    return counted;
  }
}
