package dev.tillwright.core.till;

import dev.tillwright.core.access.Facts;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import java.util.Optional;

/** What is known of each act when its permission is asked about: amounts, and of which sale. */
final class Permits {
  private final Till till;

  Permits(Till till) {
    this.till = till;
  }

  /** Before a sale takes a tender, or is finished without one. */
  void sell(Ticket ticket, String step) {
    Sale sale = ticket.sale();
    // What somebody spoke for holds for all tenders of this sale.
    Facts facts = of(sale).with(size(sale.total())).about("sale/" + sale.id());
    ticket.require(Permission.SELL, step, facts);
    if (sale.kind() == SaleKind.EXCHANGE) {
      Facts back = origin(sale).with(sale.back().totals().total());
      ticket.require(Permission.RETURN_WITH_RECEIPT, step, back);
    }
  }

  /** Before a return, an exchange or a void is paid out. */
  void payOut(Ticket ticket) {
    Sale sale = ticket.sale();
    ticket.require(Permission.SELL, "PayOut");
    Facts facts = origin(sale).with(size(sale.total()));
    switch (sale.kind()) {
      case SALE -> {
        // refused by its own rules
      }
      case RETURN -> {
        ticket.require(Permission.RETURN_WITH_RECEIPT, "PayOut", facts);
        if (sale.origin().filter(this::isElsewhere).isPresent()) {
          ticket.require(Permission.RETURN_ELSEWHERE, "PayOut", facts);
        }
      }
      case EXCHANGE ->
          ticket.require(
              Permission.RETURN_WITH_RECEIPT, "PayOut", facts.with(sale.back().totals().total()));
      case RETURN_WITHOUT_RECEIPT ->
          ticket.require(Permission.RETURN_WITHOUT_RECEIPT, "PayOut", facts);
      case VOID -> ticket.require(Permission.VOID_COMPLETED, "PayOut", facts);
    }
  }

  /** Before an open sale is given up. */
  void giveUp(Ticket ticket) {
    Sale sale = ticket.sale();
    Facts facts = of(sale).with(size(sale.total())).about("sale/" + sale.id());
    ticket.require(Permission.VOID, "VoidSale", facts);
  }

  /** Before a return or an exchange begins: whose sale it was, and how old. */
  void begin(OperatorSession session, Permission permission, SaleId original) {
    Facts facts = till.opened().books().sold(original).map(Permits::of).orElse(Facts.none());
    Facts later = new Facts(null, facts.servedBy(), facts.endedAt(), facts.subject(), true);
    till.require(session, permission, later);
    if (isElsewhere(original)) {
      till.require(session, Permission.RETURN_ELSEWHERE, later);
    }
  }

  private boolean isElsewhere(SaleId sale) {
    return !sale.terminal().equals(till.journal().terminal());
  }

  /** Before something is done to a sale that ended. */
  void ended(OperatorSession session, Permission permission, SaleId sale) {
    till.require(session, permission, ended(sale));
  }

  Facts ended(SaleId sale) {
    return till.opened().books().finished(sale).map(Permits::of).orElse(Facts.none());
  }

  /** Before money of a payment is decided about. */
  void payment(OperatorSession session, Permission permission, PaymentKey key) {
    Optional<Attempt> attempt = till.opened().payments().find(key);
    Facts facts = attempt.map(it -> Facts.of(it.intent().amount())).orElse(Facts.none());
    till.require(session, permission, facts);
  }

  private Facts origin(Sale sale) {
    Facts facts =
        sale.origin().flatMap(till.opened().books()::sold).map(Permits::of).orElse(of(sale));
    return facts.about("sale/" + sale.id());
  }

  static Facts of(Sale open) {
    return Facts.none().ofSale(open.operator());
  }

  static Facts of(Books.Finished finished) {
    return of(new Books.Sold(finished.sale(), finished.entry().at()));
  }

  static Facts of(Books.Sold sold) {
    CompletedSale sale = sold.sale();
    return Facts.of(size(sale.total())).ofSale(sale.operator(), sold.at());
  }

  private static Money size(Money amount) {
    return amount.isNegative() ? amount.negate() : amount;
  }
}
