package dev.tillwright.core.till;

import dev.tillwright.core.money.CashRounding;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.shared.Elsewhere;
import java.util.List;
import java.util.Optional;

/**
 * How much cash goes back. It is rounded over all returns of a sale together, so that parts never
 * pay out more than was paid in, however they are cut.
 */
final class CashBack {
  private final Books books;
  private final Origins origins;

  CashBack(Books books, Origins origins) {
    this.books = books;
    this.origins = origins;
  }

  /** Cash without an earlier sale to look at. */
  TenderLine rounded(Sale sale, Money amount) {
    Money moves = sale.terms().cash().rounded(amount);
    return TenderLine.cash(amount, moves, moves.minus(amount));
  }

  /** The cash that these sales still owe towards what is due; empty when they owe none. */
  Optional<TenderLine> next(Ticket ticket, List<CompletedSale> chain) {
    Money zero = Money.zero(ticket.due().currency());
    Money took = zero;
    Money came = zero;
    Money gave = zero;
    Money went = zero;
    for (CompletedSale sale : chain) {
      SalesBook.PaidOut before =
          books.read(
              SalesBook.NAME,
              tx -> SalesBook.paidOut(sale.id(), TenderKind.CASH, zero.currency(), tx));
      Elsewhere other = origins.elsewhere(sale.id());
      gave = gave.plus(before.amount()).plus(other.covered(TenderKind.CASH, zero.currency()));
      went = went.plus(before.moved()).plus(other.moved(TenderKind.CASH, zero.currency()));
      for (TenderLine line : sale.paidOut() ? List.<TenderLine>of() : sale.tenders()) {
        if (line.kind() == TenderKind.CASH) {
          took = took.plus(line.amount());
          came = came.plus(line.charged());
        }
      }
    }
    Money amount = took.minus(gave).min(ticket.due());
    if (!amount.isPositive()) {
      return Optional.empty();
    }
    boolean covers = amount.equals(ticket.due());
    Money moves = moves(ticket.sale(), amount, gave.plus(amount), went, came);
    return Optional.of(
        covers
            ? TenderLine.cash(amount, moves, moves.minus(amount))
            : TenderLine.cash(amount, amount));
  }

  private static Money moves(Sale sale, Money amount, Money gives, Money went, Money came) {
    CashRounding rounding = sale.terms().cash();
    Money coin = rounding.smallest();
    if (coin == null) {
      return amount;
    }
    Money left = came.minus(went);
    Money moves = rounding.rounded(gives).minus(went);
    if (moves.compareTo(left) > 0) {
      // What was paid exactly goes back exactly where that can be paid, else down to a coin.
      moves = rounding.payable(left) ? left : coin.times(Math.floorDiv(left.minor(), coin.minor()));
    }
    return moves.isNegative() ? Money.zero(amount.currency()) : moves;
  }
}
