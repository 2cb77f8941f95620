package dev.tillwright.core.till;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.GiftBook;
import dev.tillwright.core.payment.GiftEntries;
import dev.tillwright.core.payment.GiftLine;
import dev.tillwright.core.payment.LoadOrder;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.PaymentResult;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Value for cards that is sold: put on its card once the sale's money is certain, and taken off
 * again before money of it goes back.
 */
final class GiftSales {
  private static final Logger LOG = LoggerFactory.getLogger(GiftSales.class);
  private static final int MOST_AT_ONCE = 100;

  private final Books books;
  private final Checkout checkout;
  private final Queue<SaleId> finished = new ConcurrentLinkedQueue<>();
  private final Set<String> underway = new HashSet<>();

  GiftSales(Books books, Checkout checkout) {
    this.books = books;
    this.checkout = checkout;
  }

  /** Puts value on a ticket, for a card. */
  int sell(Ticket ticket, ProtectedCard card, Money amount, boolean first, String name) {
    for (GiftLine other : lines(ticket.id().toString())) {
      boolean here = ticket.sale().basket().has(other.line());
      if (here && other.card().token().equals(card.token())) {
        throw new RefusedException("gift.twice", "this card is on the ticket already");
      }
    }
    Item item = Item.storedValue("GIFT", name + " " + card.masked().text(), amount);
    Sale next =
        Checkout.accept(ticket.decide(new SaleCommand.AddLine(item, Quantity.of(1)))).next();
    List<Line> there = next.basket().lines();
    int line = there.get(there.size() - 1).number();
    ticket.send(List.of(GiftEntries.line(ticket.id().toString(), line, card, amount, first)));
    books.settle(ticket);
    return line;
  }

  List<GiftLine> lines(String sale) {
    return books.read(GiftBook.NAME, tx -> GiftBook.ofSale(sale, tx));
  }

  /** Paid for, and not on a card: due, not known, or refused. */
  List<GiftLine> outstanding() {
    return books.read(
        GiftBook.NAME,
        tx -> {
          List<GiftLine> all = new ArrayList<>(GiftBook.in(GiftLine.State.DUE, MOST_AT_ONCE, tx));
          all.addAll(GiftBook.in(GiftLine.State.LOADING, MOST_AT_ONCE, tx));
          all.addAll(GiftBook.in(GiftLine.State.REFUSED, MOST_AT_ONCE, tx));
          return List.copyOf(all);
        });
  }

  /** Hears of each finished sale, at once. */
  void finished(CompletedSale sale) {
    boolean value = sale.lines().stream().anyMatch(it -> it.priced().line().item().isStoredValue());
    if (value && sale.kind() != SaleKind.RETURN && sale.kind() != SaleKind.VOID) {
      finished.add(sale.id());
    }
  }

  /** Puts value on its cards that was paid for a moment ago. */
  void deliverFinished() {
    for (SaleId sale = finished.poll(); sale != null; sale = finished.poll()) {
      deliver(sale.toString());
    }
  }

  /** The same of all that is due, at most so many sales. */
  void deliverAll() {
    List<GiftLine> due =
        books.read(GiftBook.NAME, tx -> GiftBook.in(GiftLine.State.DUE, MOST_AT_ONCE, tx));
    due.stream().map(GiftLine::sale).distinct().forEach(this::deliver);
  }

  private void deliver(String sale) {
    synchronized (underway) {
      if (!underway.add(sale)) {
        return; // somebody is at it
      }
    }
    try {
      if (certain(SaleId.parse(sale))) {
        lines(sale).stream().filter(it -> it.state() == GiftLine.State.DUE).forEach(this::load);
      }
    } catch (RuntimeException e) {
      LOG.warn("value of {} is put on its card later: {}", sale, e.getClass().getName());
    } finally {
      synchronized (underway) {
        underway.remove(sale);
      }
    }
  }

  private void load(GiftLine line) {
    LoadOrder order =
        new LoadOrder(TenderKind.GIFT, line.sale(), line.card(), line.amount(), line.first());
    checkout.payments().load(order);
  }

  /** Whether no tender of a finished sale waits for its host. */
  private boolean certain(SaleId id) {
    Optional<Books.Finished> sale = books.finished(id);
    return sale.isPresent() && sale.get().sale().tenders().stream().noneMatch(this::waits);
  }

  private boolean waits(TenderLine tender) {
    if (!tender.kind().byHost()) {
      return false;
    }
    PaymentKey key = PaymentKey.parse(Objects.requireNonNull(tender.payment(), "payment"));
    return checkout
        .payments()
        .find(key)
        .map(it -> it.state().waits() || !it.state().counts())
        .orElse(true);
  }

  /** Refused value goes on another card. */
  GiftLine replace(
      SaleId sale, int line, ProtectedCard card, boolean first, String operator, String reason) {
    GiftLine now =
        books
            .read(GiftBook.NAME, tx -> GiftBook.find(sale.toString(), line, tx))
            .orElseThrow(() -> new RefusedException("gift.unknown", "no such value was sold"));
    if (now.state() != GiftLine.State.REFUSED) {
      throw new RefusedException("gift.notRefused", "this value was not refused");
    }
    books.append(
        List.of(GiftEntries.replaced(sale.toString(), line, card, first, operator, reason)));
    deliver(sale.toString());
    return books.read(GiftBook.NAME, tx -> GiftBook.find(sale.toString(), line, tx)).orElseThrow();
  }

  // --- coming back -----------------------------------------------------------------------------

  /**
   * Takes the value of lines that come back off their cards, before money goes out.
   *
   * @return what stands in the way
   */
  Optional<Outcome> takeBack(Ticket ticket) {
    Sale sale = ticket.sale();
    if (sale.origin().isEmpty() || !sale.tenders().isEmpty()) {
      return Optional.empty();
    }
    String origin = sale.origin().get().toString();
    List<PricedLine> lines =
        sale.kind() == SaleKind.EXCHANGE ? sale.back().totals().lines() : sale.totals().lines();
    for (PricedLine line : lines) {
      if (line.line().item().isStoredValue()) {
        int number = sale.originLine(line.line().number());
        Optional<Outcome> against = takeBack(ticket, origin, number);
        if (against.isPresent()) {
          return against;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Outcome> takeBack(Ticket ticket, String origin, int number) {
    GiftLine line =
        books
            .read(GiftBook.NAME, tx -> GiftBook.find(origin, number, tx))
            .orElseThrow(() -> new RefusedException("gift.unknown", "no such value was sold"));
    return switch (line.state()) {
      case CANCELLED, UNLOADED -> Optional.empty();
      case DUE, REFUSED -> {
        Draft cancelled = GiftEntries.cancelled(origin, number, ticket.id().toString());
        books.append(List.of(cancelled));
        yield Optional.empty();
      }
      case LOADED -> unloaded(ticket, line);
      case OPEN, LOADING, UNLOADING ->
          Optional.of(
              new Outcome.Declined(
                  "gift.notCertain", "it is not known yet whether this value is on its card"));
    };
  }

  private Optional<Outcome> unloaded(Ticket ticket, GiftLine line) {
    Payments payments = checkout.payments();
    PaymentResult result = payments.unload(line.payment().orElseThrow(), ticket.id().toString());
    return result instanceof PaymentResult.Taken
        ? Optional.empty()
        : Optional.of(Answers.of(ticket, result));
  }

  /** A return that is given up puts the value back that it took off. */
  void putBack(Ticket ticket) {
    ticket.sale().origin().map(SaleId::toString).map(this::lines).orElse(List.of()).stream()
        .filter(it -> it.state() == GiftLine.State.UNLOADED)
        .flatMap(it -> it.unload().stream())
        .filter(key -> isOf(ticket, key))
        .forEach(key -> checkout.payments().giveUp(key, "VOID", List.of()));
  }

  private boolean isOf(Ticket ticket, PaymentKey unload) {
    return checkout
        .payments()
        .find(unload)
        .filter(it -> it.intent().sale().equals(ticket.id().toString()))
        .isPresent();
  }
}
