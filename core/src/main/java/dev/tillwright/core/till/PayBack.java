package dev.tillwright.core.till;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** What of a sale's tenders can still go back, never more than each of them took. */
final class PayBack {
  private final Books books;
  private final Checkout checkout;
  private final Origins origins;

  PayBack(Books books, Checkout checkout, Origins origins) {
    this.books = books;
    this.checkout = checkout;
    this.origins = origins;
  }

  /** A sale's tenders of such kinds, of which something may go back. */
  static List<TenderLine> of(CompletedSale sale, Predicate<TenderKind> kind) {
    return sale.paidOut()
        ? List.of()
        : sale.tenders().stream().filter(line -> kind.test(line.kind())).toList();
  }

  /**
   * What a card can still be given back; zero when its payment is not known here. Of several cards
   * of a sale the first is given back first, at every till, so that all know what is left of each.
   */
  Money byCard(Sale ticket, CompletedSale original, TenderLine line) {
    boolean own = original.id().terminal().equals(ticket.id().terminal());
    Money gone = origins.elsewhere(original.id()).covered(line.kind(), line.amount().currency());
    if (!own) {
      gone = gone.plus(here(ticket, original, line.kind()));
    }
    for (TenderLine each : of(original, line.kind()::equals)) {
      Money left = own ? left(each) : each.amount();
      Money off = gone.min(left);
      if (each.equals(line)) {
        return left.minus(off);
      }
      gone = gone.minus(off);
    }
    return Money.zero(line.amount().currency());
  }

  /** What went back here of another till's sale, on this ticket too. */
  private Money here(Sale ticket, CompletedSale original, TenderKind kind) {
    Money sum =
        books
            .read(
                SalesBook.NAME,
                tx -> SalesBook.paidOut(original.id(), kind, original.total().currency(), tx))
            .amount();
    for (TenderLine tender : ticket.tenders()) {
      sum = tender.kind() == kind ? sum.plus(tender.amount()) : sum;
    }
    return sum;
  }

  private Money left(TenderLine line) {
    PaymentKey key = PaymentKey.parse(Objects.requireNonNull(line.payment(), "payment"));
    Payments payments = checkout.payments();
    Money zero = Money.zero(line.amount().currency());
    Optional<Attempt> purchase = payments.find(key);
    if (purchase.isEmpty()) {
      return zero;
    }
    // Cashback, tip and surcharge were no part of the goods that come back.
    Money besides = line.charged().minus(line.amount());
    Money left = payments.refundable(purchase.get()).minus(besides);
    return left.isPositive() ? left : zero;
  }

  /** The points that go back of a tender, towards an amount; empty when there are none left. */
  Optional<TenderLine> points(CompletedSale original, TenderLine line, Money towards) {
    SalesBook.PaidOut before =
        books.read(
            SalesBook.NAME,
            tx ->
                SalesBook.paidOut(
                    original.id(), TenderKind.POINTS, original.total().currency(), tx));
    Money amount = line.amount().minus(before.amount()).min(towards);
    if (!amount.isPositive()) {
      return Optional.empty();
    }
    long back = PointsDesk.pointsBack(line, before, amount);
    return Optional.of(
        TenderLine.points(amount, Objects.requireNonNull(line.payment(), "hold"), back));
  }
}
