package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import java.util.Currency;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Begins tickets, and takes up those that a crash left open. */
final class Tickets {
  private final Till till;
  private final Books books;
  private final Currency currency;
  private final Map<SaleId, Sale> open;
  private final AtomicLong lastNumber = new AtomicLong();

  Tickets(Till till, Books books, Currency currency, Map<SaleId, Sale> open) {
    this.till = till;
    this.books = books;
    this.currency = currency;
    this.open = new ConcurrentHashMap<>(open);
  }

  Ticket sale(OperatorSession session, String reference) {
    return begin(session, SaleKind.SALE, reference, null);
  }

  Ticket giveBackWithoutReceipt(OperatorSession session, String reference) {
    return begin(session, SaleKind.RETURN_WITHOUT_RECEIPT, reference, null);
  }

  Ticket giveBack(OperatorSession session, SaleId original, String reference) {
    SaleKind kind =
        books
            .finished(original)
            .orElseThrow(
                () -> new RefusedException("sale.unknown", "this till finished no such sale"))
            .sale()
            .kind();
    if (kind.isReturn()) {
      throw new RefusedException("sale.isReturn", "a return is not given back");
    }
    return begin(session, SaleKind.RETURN, reference, original);
  }

  Ticket resume(OperatorSession session, SaleId id) {
    Sale sale = open.remove(id);
    if (sale == null) {
      throw new RefusedException("sale.notOpen", "no such sale was left open");
    }
    return new Ticket(till, session, sale);
  }

  private Ticket begin(
      OperatorSession session, SaleKind kind, String reference, @Nullable SaleId original) {
    SaleId id =
        new SaleId(
            books.journal().terminal(), books.journal().epoch(), lastNumber.incrementAndGet());
    Decision.Accepted accepted =
        Checkout.accept(
            Sale.open(
                new SaleCommand.Open(
                    id, kind, session.operator().id(), currency, reference, original)));
    Ticket ticket = new Ticket(till, session, accepted.next());
    ticket.onTheWay(books.submit(accepted.events()));
    return ticket;
  }
}
