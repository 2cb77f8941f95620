package dev.tillwright.core.campaign;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What the cashiers of one till share: tickets that stand open, sales that may come back. */
final class Counter {
  private static final int MOST_FINISHED = 200;
  private static final int MOST_OPEN = 12;

  final Till till;
  final OperatorSession session;
  private final List<Ticket> open = new ArrayList<>();
  private final List<CompletedSale> finished = new ArrayList<>();

  Counter(Till till, OperatorSession session) {
    this.till = till;
    this.session = session;
    till.recovery().open().forEach(id -> open.add(till.resume(session, id)));
    long head = till.journal().headSeq();
    till.journal()
        .read(
            Math.max(1, head - 2_000),
            head,
            entry -> {
              if (entry.kind().equals(CompletedSale.KIND)) {
                finished(CompletedSale.read(entry));
              }
            });
  }

  /** A customer walks away and the ticket stays open. */
  synchronized void leave(Ticket ticket) {
    open.add(ticket);
  }

  synchronized boolean crowded() {
    return open.size() > MOST_OPEN;
  }

  /** Somebody takes up what stands open. */
  synchronized Optional<Ticket> takeUp(Random random) {
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(open.remove(random.nextInt(open.size())));
  }

  synchronized void finished(CompletedSale sale) {
    if (sale.kind() == SaleKind.SALE && !sale.lines().isEmpty()) {
      finished.add(sale);
      if (finished.size() > MOST_FINISHED) {
        finished.remove(0);
      }
    }
  }

  synchronized Optional<CompletedSale> anyFinished(Random random) {
    return finished.isEmpty()
        ? Optional.empty()
        : Optional.of(finished.get(random.nextInt(finished.size())));
  }
}
