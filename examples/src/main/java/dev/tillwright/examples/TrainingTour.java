package dev.tillwright.examples;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import java.nio.file.Path;

/** Training; docs/training.md shows the parts between the marks. */
final class TrainingTour {
  private TrainingTour() {}

  static Till begin(Till till, OperatorSession manager, Path folder) {
    // docs: begin
    Till training = till.training(manager, Database.sqlite(folder.resolve("training.db")));
    // docs: end
    return training;
  }

  static SaleId sell(Till training, char[] secret, String code) {
    // docs: sell
    OperatorSession ann = training.logOn("ann", secret).orThrow(); // as at the real till
    Ticket ticket = training.sale(ann).add(code, 1);
    training.pay(ticket, Tender.cash(ticket.due()));
    training.print(ticket.id()); // marked
    // docs: end
    return ticket.id();
  }
}
