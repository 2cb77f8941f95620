package dev.tillwright.core.till;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.shared.Elsewhere;
import dev.tillwright.core.shared.SharedReturns;
import dev.tillwright.core.shared.SoldSale;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this till knows of its sales at other tills and of other tills' sales here: asked at the
 * shared store, kept until it is asked again. For any number of threads.
 */
final class Elsewheres {
  private static final int MOST_KNOWN = 1_000;

  private final Books books;
  private final SharedReturns shared;
  private final Duration deadline;
  private final Clock clock;
  private final Map<SaleId, Elsewhere> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SaleId, Elsewhere> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  Elsewheres(Books books, SharedReturns shared, Duration deadline, Clock clock) {
    this.books = books;
    this.shared = shared;
    this.deadline = deadline;
    this.clock = clock;
  }

  boolean areShared() {
    return shared.isShared();
  }

  /** What came back of a sale at other tills, as far as was asked. */
  Elsewhere of(SaleId sale) {
    synchronized (known) {
      return known.getOrDefault(sale, Elsewhere.NOTHING);
    }
  }

  private void know(Map<SaleId, Elsewhere> more) {
    synchronized (known) {
      known.putAll(more);
    }
  }

  /** Asks about a sale, so that {@link #of} answers; without the store what was known stays. */
  SharedReturns.Known look(SaleId sale) {
    SharedReturns.Known answer = shared.look(sale, books.journal().terminal(), deadline);
    if (answer instanceof SharedReturns.Looked it) {
      know(Map.of(sale, it.elsewhere()));
    }
    return answer;
  }

  /** The sale that a ticket is to take goods back of. */
  CompletedSale begin(SaleId original, SaleKind kind) {
    Optional<Books.Sold> here = books.sold(original);
    if (original.terminal().equals(books.journal().terminal())) {
      CompletedSale own =
          here.orElseThrow(
                  () -> new RefusedException("sale.unknown", "this till finished no such sale"))
              .sale();
      if (areShared()) {
        look(original);
      }
      return own;
    }
    if (!areShared()) {
      throw new RefusedException("sale.unknown", "this till finished no such sale");
    }
    return fetched(original, kind, here);
  }

  private CompletedSale fetched(SaleId original, SaleKind kind, Optional<Books.Sold> here) {
    if (!(look(original) instanceof SharedReturns.Looked looked)) {
      throw new RefusedException(
          "return.unreached", "the store that knows other tills' sales does not answer");
    }
    SoldSale sold =
        looked
            .sold()
            .filter(it -> it.sale().id().equals(original))
            .orElseThrow(
                () ->
                    new RefusedException(
                        "sale.notShipped", "its till has shipped no such sale yet"));
    if (kind != SaleKind.RETURN || looked.elsewhere().exchanged() || !comesBackHere(sold.sale())) {
      throw new RefusedException(
          "return.notHere", "what it was paid by, or exchanged for, goes back at its own till");
    }
    if (here.isEmpty()) {
      books.append(List.of(OriginBook.fetched(sold)));
    }
    return sold.sale();
  }

  /** Cash goes back anywhere, and what a host took that both tills share. */
  private static boolean comesBackHere(CompletedSale sale) {
    return sale.kind() == SaleKind.SALE
        && sale.tenders().stream()
            .allMatch(
                it ->
                    it.kind() == TenderKind.CASH
                        || it.kind().byHost() && it.kind() != TenderKind.TERMINAL);
  }

  /** Reserves a ticket's sale; answers what stands in the way. */
  Optional<Outcome> reserve(Ticket ticket, List<SaleId> also) {
    Sale sale = ticket.sale();
    SaleId origin = sale.origin().orElseThrow();
    Money goods =
        sale.kind() == SaleKind.EXCHANGE ? sale.back().totals().total() : sale.totals().total();
    SharedReturns.Question question =
        new SharedReturns.Question(origin, also, sale.id(), clock.instant(), goods, this::isOurs);
    return shared
        .ask(question, deadline)
        .match(
            Optional::empty,
            reserved -> {
              know(reserved.elsewhere());
              return exchanged(ticket, origin);
            },
            () ->
                declined(
                    ticket,
                    "return.elsewhere",
                    "another till takes goods of this sale back, or did so a moment ago"),
            capped -> alone(ticket, origin, goods, capped.most()),
            () ->
                declined(
                    ticket,
                    "return.unreached",
                    "nobody can say now what other tills took back of this sale"));
  }

  /** Tenders of another till's sale pay for its exchange too, from when that was exchanged on. */
  private Optional<Outcome> exchanged(Ticket ticket, SaleId origin) {
    if (origin.terminal().equals(ticket.id().terminal())
        || !of(origin).exchanged()
        || !ticket.sale().tenders().isEmpty()) {
      return Optional.empty();
    }
    release(ticket);
    return declined(
        ticket,
        "return.notHere",
        "some of it was exchanged meanwhile; it goes back at its own till");
  }

  /**
   * Whether this machine's journal knows what becomes of a ticket, so that it keeps it apart by
   * itself. Of one that the machine before it left open nobody knows what it did and never shipped.
   */
  private boolean isOurs(SaleId ticket) {
    int machine = Journal.EPOCHS_OF_A_MACHINE;
    return ticket.epoch() / machine == books.journal().epoch() / machine
        || books.read(
            SalesBook.NAME,
            tx -> SalesBook.openedAt(ticket, tx).isPresent() && !SalesBook.isOpen(ticket, tx));
  }

  private Optional<Outcome> alone(Ticket ticket, SaleId origin, Money goods, Money most) {
    Money before =
        books.read(SalesBook.NAME, tx -> OriginBook.gaveBack(origin, goods.currency(), tx));
    if (before.plus(goods).compareTo(most) > 0) {
      return declined(
          ticket,
          "return.capped",
          "more than "
              + most
              + " of a sale is not given back while nobody can say what other tills took back");
    }
    books.append(List.of(TillEntries.alone(ticket, origin, goods)));
    return Optional.empty();
  }

  private Optional<Outcome> declined(Ticket ticket, String code, String sentence) {
    ticket.refused("GiveBack", code, null);
    books.settle(ticket);
    return Optional.of(new Outcome.Declined(code, sentence));
  }

  /** Lets a reservation go of which nothing moved; a store that does not answer lets it lapse. */
  void release(Ticket ticket) {
    try {
      shared.release(ticket.sale().origin().orElseThrow(), ticket.id(), deadline);
    } catch (TillwrightException e) {
      // It lapses.
    }
  }
}
