package dev.tillwright.core.till;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
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
  private static final Optional<Outcome> NOT_CERTAIN =
      Optional.of(
          new Outcome.Declined(
              "gift.notCertain", "it is not known yet whether this value is on its card"));

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

  /**
   * The same of all that is due, at most so many sales; stops where the ledger does not answer, for
   * each question is an intent in the journal.
   *
   * @return whether the ledger answered to all that it was asked
   */
  boolean deliverAll() {
    List<GiftLine> due =
        books.read(GiftBook.NAME, tx -> GiftBook.in(GiftLine.State.DUE, MOST_AT_ONCE, tx));
    return due.stream().map(GiftLine::sale).distinct().allMatch(this::deliver);
  }

  /** Whether the ledger answered, as far as it was asked. */
  private boolean deliver(String sale) {
    if (!begins(sale)) {
      return true; // somebody is at it
    }
    try {
      return !certain(SaleId.parse(sale))
          || lines(sale).stream()
              .filter(it -> it.state() == GiftLine.State.DUE)
              .allMatch(this::load);
    } catch (RuntimeException e) {
      LOG.warn("value of {} is put on its card later: {}", sale, e.getClass().getName());
      return false;
    } finally {
      ends(sale);
    }
  }

  /** Of one sale's value only one is at it: who loads, replaces, takes back or puts back. */
  private boolean begins(String sale) {
    synchronized (underway) {
      return underway.add(sale);
    }
  }

  private void ends(String sale) {
    synchronized (underway) {
      underway.remove(sale);
    }
  }

  private boolean load(GiftLine line) {
    LoadOrder order =
        new LoadOrder(TenderKind.GIFT, line.sale(), line.card(), line.amount(), line.first());
    PaymentResult result = checkout.payments().load(order);
    return result instanceof PaymentResult.Taken || result instanceof PaymentResult.Declined;
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
    String id = sale.toString();
    if (!begins(id)) {
      throw new RefusedException("gift.busy", "value of this sale is being moved");
    }
    try {
      if (line(id, line).state() != GiftLine.State.REFUSED) {
        throw new RefusedException("gift.notRefused", "this value was not refused");
      }
      if (lines(id).stream().anyMatch(it -> it.line() != line && isFor(card, it))) {
        throw new RefusedException("gift.twice", "this sale has value for this card already");
      }
      books.append(List.of(GiftEntries.replaced(id, line, card, first, operator, reason)));
    } finally {
      ends(id);
    }
    deliver(id);
    return line(id, line);
  }

  private static boolean isFor(ProtectedCard card, GiftLine line) {
    return line.card().token().equals(card.token());
  }

  private GiftLine line(String sale, int line) {
    return books
        .read(GiftBook.NAME, tx -> GiftBook.find(sale, line, tx))
        .orElseThrow(() -> new RefusedException("gift.unknown", "no such value was sold"));
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
    List<Integer> numbers =
        sale.totals().lines().stream() // none on an exchange
            .filter(it -> it.line().item().isStoredValue())
            .map(it -> sale.originLine(it.line().number()))
            .toList();
    String origin = sale.origin().get().toString();
    if (numbers.isEmpty()) {
      return Optional.empty();
    } else if (!begins(origin)) {
      return NOT_CERTAIN;
    }
    try {
      for (int number : numbers) {
        Optional<Outcome> against = takeBack(ticket, origin, number);
        if (against.isPresent()) {
          return against;
        }
      }
      return Optional.empty();
    } finally {
      ends(origin);
    }
  }

  private Optional<Outcome> takeBack(Ticket ticket, String origin, int number) {
    GiftLine line = line(origin, number);
    return switch (line.state()) {
      case CANCELLED, UNLOADED -> takenBy(line).flatMap(by -> isOpenElsewhere(by, ticket));
      case DUE, REFUSED -> {
        Draft cancelled = GiftEntries.cancelled(origin, number, ticket.id().toString());
        books.append(List.of(cancelled));
        yield Optional.empty();
      }
      case LOADED -> unloaded(ticket, line);
      case OPEN, LOADING, UNLOADING -> NOT_CERTAIN;
    };
  }

  /** The return that took it off, or kept it from being put there. */
  private Optional<String> takenBy(GiftLine line) {
    return line.state() == GiftLine.State.CANCELLED
        ? Optional.of(line.because())
        : line.unload().flatMap(checkout.payments()::find).map(it -> it.intent().sale());
  }

  /** Another return that stands open may still put it back. */
  private Optional<Outcome> isOpenElsewhere(String back, Ticket ticket) {
    boolean other =
        !back.equals(ticket.id().toString())
            && books.read(SalesBook.NAME, tx -> SalesBook.isOpen(SaleId.parse(back), tx));
    return other
        ? Optional.of(
            new Outcome.Declined(
                "gift.underway",
                "another return of this value is not finished; finish it or give it up first"))
        : Optional.empty();
  }

  private Optional<Outcome> unloaded(Ticket ticket, GiftLine line) {
    Payments payments = checkout.payments();
    PaymentResult result = payments.unload(line.payment().orElseThrow(), ticket.id().toString());
    return result instanceof PaymentResult.Taken
        ? Optional.empty()
        : Optional.of(Answers.of(ticket, result));
  }

  /**
   * A return that is about to be given up puts the value back that it took. It stays open until
   * then: a till that dies in between takes the value again, or gives it up again.
   *
   * @return what stands in the way
   */
  Optional<Outcome> putBack(Ticket ticket) {
    String origin = ticket.sale().origin().map(SaleId::toString).orElse("");
    List<GiftLine> taken = taken(origin, ticket);
    if (taken.isEmpty()) {
      return Optional.empty();
    } else if (!begins(origin)) {
      return NOT_CERTAIN;
    }
    try {
      for (GiftLine line : taken) {
        Optional<Outcome> against = putBack(ticket, line);
        if (against.isPresent()) {
          return against;
        }
      }
      return Optional.empty();
    } finally {
      ends(origin);
    }
  }

  /** What this return took so far. */
  private List<GiftLine> taken(String origin, Ticket by) {
    Optional<String> back = Optional.of(by.id().toString());
    return lines(origin).stream().filter(it -> isTaken(it) && takenBy(it).equals(back)).toList();
  }

  private static boolean isTaken(GiftLine line) {
    return line.state() == GiftLine.State.CANCELLED || line.state() == GiftLine.State.UNLOADED;
  }

  private Optional<Outcome> putBack(Ticket ticket, GiftLine line) {
    if (line.state() == GiftLine.State.CANCELLED) { // it is due again
      String operator = ticket.session().operator().id();
      books.append(
          List.of(
              GiftEntries.replaced(
                  line.sale(),
                  line.line(),
                  line.card(),
                  line.first(),
                  operator,
                  "return given up")));
      return Optional.empty();
    }
    PaymentResult result =
        checkout.payments().giveUp(line.unload().orElseThrow(), "VOID", List.of());
    return result instanceof PaymentResult.Refused refused
        ? Optional.of(new Outcome.Declined(refused.code(), refused.reason()))
        : Optional.empty();
  }
}
