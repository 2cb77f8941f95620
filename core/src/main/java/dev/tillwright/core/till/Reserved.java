package dev.tillwright.core.till;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderLine;
import java.time.Duration;
import java.util.Optional;

/**
 * Money that was reserved with sales which are finished by now, and that nobody took: the customer
 * has the goods, and a reservation lapses. It is taken at the end of the day.
 */
final class Reserved {
  private final Books books;
  private final Checkout checkout;
  private final Duration patience;

  /**
   * @param patience how long the day waits for hosts to answer; what they do not goes on later
   */
  Reserved(Books books, Checkout checkout, Duration patience) {
    this.books = books;
    this.checkout = checkout;
    this.patience = patience;
  }

  /** Decides all captures, durably, and tells the hosts as far as they answer in time. */
  void capture() {
    Payments payments = checkout.payments();
    long decided =
        payments.authorized().stream()
            .filter(attempt -> unpaid(attempt).map(it -> decide(attempt, it)).orElse(false))
            .count();
    if (decided > 0) {
      payments.resolve(patience);
    }
  }

  private boolean decide(Attempt attempt, Money amount) {
    return checkout.payments().captureLater(attempt.key(), amount);
  }

  /** What a finished sale shows as paid by it, and was not taken yet. */
  private Optional<Money> unpaid(Attempt attempt) {
    String payment = attempt.key().toString();
    return books
        .finished(SaleId.parse(attempt.intent().sale()))
        .flatMap(
            it ->
                it.sale().tenders().stream()
                    .filter(line -> payment.equals(line.payment()))
                    .map(TenderLine::charged)
                    .findFirst())
        .map(charged -> charged.minus(attempt.captured()))
        .filter(Money::isPositive);
  }
}
