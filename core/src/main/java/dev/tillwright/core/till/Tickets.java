package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.SaleTerms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Begins tickets, and takes up those that a crash left open. */
final class Tickets {
  private final Till till;
  private final Books books;
  private final Currency currency;
  private final SaleTerms terms;
  private final Map<SaleId, Sale> open;
  private final Map<SaleId, Ticket> kept = new ConcurrentHashMap<>();
  private final AtomicLong lastNumber = new AtomicLong();

  Tickets(Till till, Books books, Currency currency, SaleTerms terms, Map<SaleId, Sale> open) {
    this.till = till;
    this.books = books;
    this.currency = currency;
    this.terms = terms;
    this.open = new ConcurrentHashMap<>(open);
  }

  Ticket sale(OperatorSession session, String reference) {
    return begin(session, SaleKind.SALE, reference, null, null);
  }

  Ticket giveBackWithoutReceipt(OperatorSession session, String reference) {
    return begin(session, SaleKind.RETURN_WITHOUT_RECEIPT, reference, null, null);
  }

  Ticket giveBack(OperatorSession session, SaleId original, String reference) {
    return of(session, SaleKind.RETURN, original, reference);
  }

  Ticket exchange(OperatorSession session, SaleId original, String reference) {
    return of(session, SaleKind.EXCHANGE, original, reference);
  }

  private Ticket of(OperatorSession session, SaleKind kind, SaleId original, String reference) {
    CompletedSale sold = till.opened().checkout().origins().begin(original, kind);
    return begin(session, kind, reference, original, sold.channel());
  }

  /** A ticket that takes a whole sale back; its checks are the caller's. */
  Ticket takeBack(OperatorSession session, SaleId original) {
    return begin(session, SaleKind.VOID, "", original, null);
  }

  /** A layaway is kept here between its deposits. */
  void keep(Ticket ticket) {
    kept.put(ticket.id(), ticket);
  }

  /** All layaways, in the order of their sales. */
  List<Sale> kept() {
    List<Sale> sales = new ArrayList<>(open.values());
    kept.values().forEach(ticket -> sales.add(ticket.sale()));
    return sales.stream()
        .filter(sale -> sale.plan().isPresent())
        .sorted(
            Comparator.comparingInt((Sale sale) -> sale.id().epoch())
                .thenComparingLong(sale -> sale.id().number()))
        .toList();
  }

  /** A layaway as it stands: open, or ended since the till was opened. */
  Sale layaway(SaleId id) {
    return kept().stream()
        .filter(sale -> sale.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new RefusedException("layaway.unknown", "no such layaway is open"));
  }

  /** Takes a layaway up, from whoever took it up before, or from the last run. */
  synchronized Ticket take(OperatorSession session, SaleId id) {
    Ticket before = kept.get(id);
    Sale found = before == null ? open.get(id) : before.sale();
    boolean layaway =
        found != null
            && (found.underneath() == Sale.State.LAID_AWAY
                || found.underneath() == Sale.State.CANCELLING);
    if (found == null || !layaway) {
      throw new RefusedException("layaway.unknown", "no such layaway is open");
    }
    open.remove(id);
    Ticket ticket = before == null ? new Ticket(till, session, found) : before.handOver(session);
    kept.put(id, ticket);
    return ticket;
  }

  /** A suspended sale waits here for whoever resumes it. */
  void suspended(Ticket ticket) {
    books.settle(ticket);
    open.put(ticket.id(), ticket.sale());
  }

  Ticket resume(OperatorSession session, SaleId id) {
    Sale sale = open.remove(id);
    if (sale == null) {
      throw new RefusedException("sale.notOpen", "no such sale was left open");
    }
    Ticket ticket = new Ticket(till, session, sale);
    if (sale.state() == Sale.State.SUSPENDED) {
      Checkout.accept(ticket.decide(new SaleCommand.Resume(session.operator().id())));
      books.settle(ticket); // or else it would still be listed
    }
    return ticket;
  }

  /** The name of a sale that begins now. */
  SaleId next() {
    return new SaleId(
        books.journal().terminal(), books.journal().epoch(), lastNumber.incrementAndGet());
  }

  Currency currency() {
    return currency;
  }

  /** A ticket of a sale whose first steps are durable. */
  Ticket holding(OperatorSession session, Sale sale) {
    return new Ticket(till, session, sale);
  }

  private Ticket begin(
      OperatorSession session,
      SaleKind kind,
      String reference,
      @Nullable SaleId original,
      @Nullable String channel) {
    Decision.Accepted accepted = open(next(), session, kind, reference, original, channel);
    Ticket ticket = new Ticket(till, session, accepted.next());
    ticket.send(accepted.events().stream().map(SaleEvents::toDraft).toList());
    return ticket;
  }

  private Decision.Accepted open(
      SaleId id,
      OperatorSession session,
      SaleKind kind,
      String reference,
      @Nullable SaleId original,
      @Nullable String channel) {
    return Checkout.accept(
        Sale.open(
            new SaleCommand.Open(
                id, kind, session.operator().id(), currency, reference, original, terms, channel)));
  }

  /** A sale of which nothing is written: to ask what one would come to. */
  Sale imagined(OperatorSession session) {
    SaleId id = new SaleId(books.journal().terminal(), books.journal().epoch(), Long.MAX_VALUE);
    return open(id, session, SaleKind.SALE, "", null, null).next();
  }
}
