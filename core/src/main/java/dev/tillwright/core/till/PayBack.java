package dev.tillwright.core.till;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.sale.CompletedSale;
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

  PayBack(Books books, Checkout checkout) {
    this.books = books;
    this.checkout = checkout;
  }

  /** A sale's tenders of such kinds, of which something may go back. */
  static List<TenderLine> of(CompletedSale sale, Predicate<TenderKind> kind) {
    return sale.paidOut()
        ? List.of()
        : sale.tenders().stream().filter(line -> kind.test(line.kind())).toList();
  }

  /** What a card can still be given back; zero when its payment is not known here. */
  Money byCard(TenderLine line) {
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
