package dev.tillwright.examples.day;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.examples.shop.CardNumbers;
import java.time.YearMonth;

/** The card each member pays with: a test number made from the member's own. */
final class TestCards {
  private static final YearMonth EXPIRY = YearMonth.of(2030, 12);

  private TestCards() {}

  /** For the caller to close. */
  static CardRead read(String customer) {
    return CardRead.of(Pan.of(CardNumbers.of(customer)), EXPIRY, EntryMode.CONTACTLESS);
  }
}
