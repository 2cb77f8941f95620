package dev.tillwright.core.campaign;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import java.nio.file.Path;

/** Sells once for cash and prints; the power fails while the paper comes out. */
final class PrintingChild {
  private PrintingChild() {}

  /** Arguments: file, port. */
  public static void main(String[] arguments) {
    Till till =
        CampaignTill.open(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[1]),
            HostKind.ALL,
            false,
            (job, document, deadline) -> {
              System.out.println(new TextRenderer(42).render(document));
              System.out.flush();
              Runtime.getRuntime().halt(137);
              throw new IllegalStateException("the power is gone");
            });
    Ticket ticket =
        till.sale(CampaignTill.manager(till), "INV-1")
            .add(CampaignTill.ITEMS.get(3), Quantity.of(2));
    till.pay(ticket, Tender.cash(CampaignTill.pounds(30_00)));
    till.print(ticket.id());
  }
}
