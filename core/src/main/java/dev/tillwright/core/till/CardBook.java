package dev.tillwright.core.till;

import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.ChipFacts;
import dev.tillwright.core.payment.PaymentBook;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.receipt.CardFacts;
import dev.tillwright.core.receipt.PaymentSlip;
import dev.tillwright.core.receipt.SlipBook;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderLine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the books know of card payments, for receipts and slips. */
final class CardBook {
  private final Books books;

  CardBook(Books books) {
    this.books = books;
  }

  /** Of each card tender of a sale, by the text of its key. */
  Map<String, CardFacts> of(CompletedSale sale) {
    Map<String, CardFacts> cards = new HashMap<>();
    for (TenderLine tender : sale.tenders()) {
      if (tender.card() != null && tender.payment() != null) {
        String payment = tender.payment();
        slip(PaymentKey.parse(payment)).ifPresent(slip -> cards.put(payment, slip.facts()));
      }
    }
    return cards;
  }

  /** One payment, as a slip of its own. */
  Optional<PaymentSlip> slip(PaymentKey key) {
    Optional<Attempt> attempt = books.read(PaymentBook.NAME, tx -> PaymentBook.find(key, tx));
    Optional<SlipBook.Known> known =
        books.read(SlipBook.NAME, tx -> SlipBook.of(key.toString(), tx));
    if (attempt.isEmpty() || known.isEmpty()) {
      return Optional.empty();
    }
    SlipBook.Known more = known.get();
    ChipFacts chip = more.chip();
    CardFacts facts =
        new CardFacts(
            attempt.get().intent().acquirer(),
            more.reference(),
            more.responseCode(),
            chip == null ? attempt.get().intent().chip() : chip);
    return Optional.of(new PaymentSlip(attempt.get(), books.entry(more.seq()), facts));
  }
}
