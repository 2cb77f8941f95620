package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.program.Program;
import java.util.Currency;

/** What points are worth as a tender, by a program; both tenders ask it. */
final class Rates {
  private final Program program;

  Rates(Program program) {
    this.program = program;
  }

  Money worth(long points, Currency currency) {
    check(currency);
    if (points < 0) {
      throw new IllegalArgumentException("points are not negative");
    }
    long minor = program.worth().map(worth -> worth.minorOf(points)).orElse(0L);
    return Money.ofMinor(minor, currency);
  }

  long pointsFor(Money amount) {
    check(amount.currency());
    if (amount.isNegative()) {
      throw new IllegalArgumentException("an amount to be paid is not negative");
    }
    return program.worth().map(worth -> worth.pointsFor(amount.minor())).orElse(0L);
  }

  private void check(Currency currency) {
    if (!currency.equals(program.currency())) {
      throw new IllegalArgumentException(
          "the program is in " + program.currency() + ", not in " + currency);
    }
  }
}
