package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.PaymentResult;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderLine;
import java.util.List;
import java.util.Optional;

/**
 * Tips that are written on the slip after the sale: the card was only reserved, and is captured
 * with the tip.
 */
final class Tips {
  private final Books books;
  private final Checkout checkout;
  private final Day day;
  private final Percent most;

  Tips(Books books, Checkout checkout, Day day, Percent most) {
    this.books = books;
    this.checkout = checkout;
    this.day = day;
    this.most = most;
  }

  Outcome adjust(OperatorSession session, SaleId id, PaymentKey key, Money tip) {
    Books.Finished finished =
        books
            .finished(id)
            .orElseThrow(
                () -> new RefusedException("sale.unknown", "this till finished no such sale"));
    if (!day.isOpen(finished.entry().seq())) {
      throw new RefusedException("tip.dayClosed", "the day of this sale is closed");
    }
    String operator = session.operator().id();
    TipAdjustment tipped = TipAdjustment.of(finished.sale(), operator, key.toString(), tip, most);
    Attempt attempt =
        checkout
            .payments()
            .find(key)
            .orElseThrow(() -> new RefusedException("sale.noSuchTender", "no such payment"));
    TenderLine line = tipped.line(finished.sale());
    Money charged = line.charged().minus(tipped.before()).plus(tip);
    if (charged.compareTo(attempt.capturable()) > 0) {
      throw new RefusedException("tip.beyondTolerance", "the card was not reserved for so much");
    }
    // Durable together with the decision to capture that much.
    PaymentResult result =
        checkout
            .payments()
            .captureTipped(key, charged.minus(attempt.captured()), List.of(tipped.toDraft()));
    return result.match(
        taken ->
            new Outcome.Approved(
                Money.zero(tip.currency()), Money.zero(tip.currency()), false, now(id)),
        declined -> new Outcome.Declined("host." + declined.code(), declined.reason()),
        notTaken -> new Outcome.Declined("host.notTaken", Sentences.notTaken(notTaken.cause())),
        unresolved ->
            new Outcome.Unknown(
                unresolved.key().toString(), Sentences.unresolved(unresolved.cause())),
        refused -> new Outcome.Declined(refused.code(), refused.reason()));
  }

  /** What takes the tip off again that a capture was to bring; also long after the call. */
  static List<Draft> undone(Books books, Attempt attempt) {
    SaleId id = SaleId.parse(attempt.intent().sale());
    String payment = attempt.key().toString();
    return books
        .finished(id)
        .flatMap(it -> TipAdjustment.pending(CompletedSale.read(it.entry()), it.sale(), payment))
        .map(it -> List.of(it.undone().toDraft()))
        .orElse(List.of());
  }

  private Optional<CompletedSale> now(SaleId id) {
    return books.finished(id).map(Books.Finished::sale);
  }
}
