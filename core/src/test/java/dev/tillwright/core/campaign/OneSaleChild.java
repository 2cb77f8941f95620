package dev.tillwright.core.campaign;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import java.nio.file.Path;

/** Sells a few times by card and says what it was shown. */
final class OneSaleChild {
  static final int SALES = 3;

  private OneSaleChild() {}

  /** Arguments: file, port. */
  public static void main(String[] arguments) {
    try (Till till =
        CampaignTill.builder(Path.of(arguments[0]), Integer.parseInt(arguments[1]), HostKind.ALL)
            .times(PaymentTimes.usual()) // it is slow while it is watched
            .background(false)
            .open()) {
      OperatorSession max = CampaignTill.manager(till);
      for (int i = 0; i < SALES; i++) {
        Ticket ticket = till.sale(max).add(CampaignTill.ITEMS.get(3), Quantity.of(1));
        try (CardRead card = FixedCards.read(0)) {
          Outcome outcome = till.pay(ticket, Tender.card(card));
          System.out.println("shown " + outcome.getClass().getSimpleName());
        }
      }
    }
  }
}
