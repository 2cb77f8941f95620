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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The sales that tickets take goods back of: no line comes back twice, however many tickets are
 * open. For any number of threads.
 */
final class Origins {
  private static final int LONGEST_CHAIN = 10;

  private final Books books;
  private final Predicate<SaleId> busy;
  private final Map<SaleId, Supplier<Sale>> underway = new HashMap<>();

  /**
   * @param busy whether a ticket is being paid at this moment
   */
  Origins(Books books, Predicate<SaleId> busy) {
    this.books = books;
    this.busy = busy;
  }

  /** The command that gives back goods of the original sale, with what came back before. */
  SaleCommand line(Ticket ticket, int originalLine, Quantity quantity) {
    CompletedSale original = original(ticket);
    return new SaleCommand.ReturnLine(
        sold(original, originalLine), quantity, before(original, originalLine));
  }

  /** A recovered ticket by which money moved keeps others waiting. */
  synchronized void takeUp(Sale sale) {
    sale.origin().ifPresent(origin -> underway.put(origin, () -> sale));
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
    boolean atIt = !other.tenders().isEmpty() || busy.test(other.id());
    if (!other.id().equals(ticket.id())
        && atIt
        && books.read(SalesBook.NAME, tx -> SalesBook.isOpen(other.id(), tx))) {
      return declined(ticket, "return.underway", "another return of this sale is being paid");
    }
    if (ticket.sale().tenders().isEmpty() && !linesHold(ticket)) {
      return declined(
          ticket,
          "return.changed",
          "goods of this sale came back meanwhile; take the line out and give it back again");
    }
    underway.put(origin.get(), ticket::sale);
    return Optional.empty();
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
    return books.read(
        SalesBook.NAME,
        tx -> SalesBook.returned(original.id(), line, original.total().currency(), tx));
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
    return books.finishedOrRefused(origin);
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
