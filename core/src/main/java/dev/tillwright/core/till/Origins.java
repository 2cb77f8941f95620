package dev.tillwright.core.till;

import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Returned;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.shared.Elsewhere;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sales that tickets take goods back of: no line comes back twice, however many tickets are
 * open. For any number of threads.
 */
final class Origins {
  private static final int LONGEST_CHAIN = 10;

  private final Books books;
  private final Predicate<SaleId> busy;
  private final Map<SaleId, Supplier<Sale>> underway = new HashMap<>();
  private @Nullable Elsewheres elsewheres;

  /**
   * @param busy whether a ticket is being paid at this moment
   */
  Origins(Books books, Predicate<SaleId> busy) {
    this.books = books;
    this.busy = busy;
  }

  /** What other tills took back, and where it is asked. Called once, before anything else. */
  void share(Elsewheres made) {
    elsewheres = made;
  }

  private Elsewheres elsewheres() {
    return Objects.requireNonNull(elsewheres, "elsewheres");
  }

  /**
   * Looks up what a ticket is to take goods back of; a sale of another till is fetched.
   *
   * @throws RefusedException when it is not known, or cannot come back here
   */
  CompletedSale begin(SaleId original, SaleKind kind) {
    CompletedSale sold = elsewheres().begin(original, kind);
    if (sold.kind().isReturn()) {
      throw new RefusedException("sale.isReturn", "a return is not given back");
    }
    return sold;
  }

  /** Whether goods of a sale came back at other tills, as far as can be asked now. */
  boolean cameBackElsewhere(SaleId sale) {
    elsewheres().look(sale);
    return !elsewhere(sale).isNothing();
  }

  /** What came back of a sale at other tills, as far as was asked. */
  Elsewhere elsewhere(SaleId sale) {
    return elsewheres().of(sale);
  }

  /**
   * Reserves the sale of a claimed ticket with an origin, where several tills share returns: to be
   * asked before {@link #check}, and without any lock, for a store that may be slow.
   *
   * @return what stands in the way
   */
  Optional<Outcome> reserve(Ticket ticket) {
    if (ticket.sale().origin().isEmpty() || !elsewheres().areShared()) {
      return Optional.empty();
    }
    List<SaleId> also = chain(ticket).stream().skip(1).map(CompletedSale::id).toList();
    Optional<Outcome> against = elsewheres().reserve(ticket, also);
    if (against.isPresent() || linesHold(ticket)) {
      return against;
    }
    if (ticket.sale().tenders().isEmpty()) {
      elsewheres().release(ticket);
    }
    return changed(ticket);
  }

  /** The command that gives back goods of the original sale, with what came back before. */
  SaleCommand line(Ticket ticket, int originalLine, Quantity quantity) {
    CompletedSale original = original(ticket);
    CompletedLine line = sold(original, originalLine);
    if (ticket.sale().kind() == SaleKind.EXCHANGE && line.priced().line().item().isStoredValue()) {
      throw new RefusedException("gift.noExchange", "value of a card comes back as a return");
    }
    return new SaleCommand.ReturnLine(line, quantity, before(original, originalLine));
  }

  /** A recovered ticket by which money moved keeps others waiting. */
  synchronized void takeUp(Sale sale) {
    Optional<SaleId> origin = sale.origin();
    if (origin.isPresent() && moved(sale)) {
      underway.put(origin.get(), () -> sale);
    }
  }

  /** Whether money went out by it, or a channel may have given some back. */
  private boolean moved(Sale sale) {
    return !sale.tenders().isEmpty() || OrderRefunds.begun(books, sale);
  }

  /**
   * Asked before a tender of a ticket with an origin.
   *
   * @return what stands in the way: another ticket is at it, or goods came back since they were put
   *     on this one
   */
  synchronized Optional<Outcome> check(Ticket ticket) {
    Optional<SaleId> origin = ticket.sale().origin();
    if (origin.isEmpty()) {
      return Optional.empty();
    }
    Sale other = underway.getOrDefault(origin.get(), ticket::sale).get();
    if (!other.id().equals(ticket.id())
        && (busy.test(other.id()) || moved(other))
        && books.read(SalesBook.NAME, tx -> SalesBook.isOpen(other.id(), tx))) {
      return declined(ticket, "return.underway", "another return of this sale is being paid");
    }
    if (ticket.sale().tenders().isEmpty() && !linesHold(ticket)) {
      return changed(ticket);
    }
    underway.put(origin.get(), ticket::sale);
    return Optional.empty();
  }

  private Optional<Outcome> changed(Ticket ticket) {
    return declined(
        ticket,
        "return.changed",
        "goods of this sale came back meanwhile; take the line out and give it back again");
  }

  /**
   * Asked before the first tender of a return: whether another one of the member's has something
   * withheld and is not finished. What that one takes of the points is not in the ledger yet, so
   * that it would be counted for both.
   */
  synchronized Optional<Outcome> withheld(Ticket ticket) {
    String member = original(ticket).member();
    boolean waits =
        member != null
            && underway.values().stream()
                .map(Supplier::get)
                .filter(it -> !it.id().equals(ticket.id()))
                .filter(it -> it.tenders().stream().anyMatch(t -> t.kind() == TenderKind.WITHHELD))
                .filter(it -> member.equals(memberOf(it)))
                .anyMatch(it -> books.read(SalesBook.NAME, tx -> SalesBook.isOpen(it.id(), tx)));
    return waits
        ? declined(
            ticket,
            "return.withholds",
            "another return of this member is being paid out, of which a part is withheld; finish"
                + " it or give it up first")
        : Optional.empty();
  }

  private @Nullable String memberOf(Sale back) {
    return back.origin().map(books::soldOrRefused).map(CompletedSale::member).orElse(null);
  }

  private Optional<Outcome> declined(Ticket ticket, String code, String sentence) {
    ticket.refused("GiveBack", code, null);
    books.settle(ticket);
    return Optional.of(new Outcome.Declined(code, sentence));
  }

  /** Puts the lines together again with what is known now; each must come to the same. */
  private boolean linesHold(Ticket ticket) {
    CompletedSale original = original(ticket);
    Sale sale = ticket.sale();
    Sale again =
        Checkout.accept(
                Sale.open(
                    new SaleCommand.Open(
                        sale.id(),
                        SaleKind.RETURN,
                        sale.operator(),
                        sale.basket().currency(),
                        "",
                        original.id(),
                        sale.terms())))
            .next();
    for (PricedLine line : cameBack(sale)) {
      int number = sale.originLine(line.line().number());
      Decision decision =
          again.decide(
              new SaleCommand.ReturnLine(
                  sold(original, number), line.line().quantity(), before(original, number)));
      if (!(decision instanceof Decision.Accepted accepted) || !same(accepted.next(), line)) {
        return false;
      }
      again = accepted.next();
    }
    return true;
  }

  private static boolean same(Sale again, PricedLine line) {
    List<PricedLine> lines = again.totals().lines();
    PricedLine last = lines.get(lines.size() - 1);
    return last.total().equals(line.total())
        && last.taxes().equals(line.taxes())
        && last.discount().equals(line.discount());
  }

  private static List<PricedLine> cameBack(Sale sale) {
    return sale.kind() == SaleKind.EXCHANGE ? sale.back().totals().lines() : sale.totals().lines();
  }

  private static CompletedLine sold(CompletedSale original, int number) {
    return original.lines().stream()
        .filter(line -> line.priced().line().number() == number && !original.cameBack(line))
        .findFirst()
        .orElseThrow(() -> new RefusedException("sale.noSuchLine", "the sale has no such line"));
  }

  private Returned before(CompletedSale original, int line) {
    Currency currency = original.total().currency();
    Returned here =
        books.read(SalesBook.NAME, tx -> SalesBook.returned(original.id(), line, currency, tx));
    return here.plus(elsewhere(original.id()).of(line, currency));
  }

  /** The sale that a ticket points at. */
  CompletedSale original(Ticket ticket) {
    SaleId origin =
        ticket
            .sale()
            .origin()
            .orElseThrow(
                () ->
                    new RefusedException("sale.noOrigin", "this ticket points at no earlier sale"));
    return books.soldOrRefused(origin);
  }

  /**
   * The sales whose tenders can pay a ticket out: the original, and when that was an exchange, the
   * sale whose goods paid for it.
   */
  List<CompletedSale> chain(Ticket ticket) {
    List<CompletedSale> chain = new ArrayList<>();
    CompletedSale sale = original(ticket);
    chain.add(sale);
    while (sale.kind() == SaleKind.EXCHANGE
        && sale.origin() != null
        && chain.size() < LONGEST_CHAIN) {
      sale = books.finishedOrRefused(sale.origin());
      chain.add(sale);
    }
    return chain;
  }
}
