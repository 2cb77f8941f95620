package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Withheld;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.program.Terms;
import java.time.Instant;
import java.util.Optional;

/** What a return would lack: it is booked as the ledger would, and taken back. */
final class Rehearsal {
  private Rehearsal() {}

  static Withheld withheld(
      Journal journal, Instant now, CompletedSale back, long pointsBack, Money most) {
    Optional<Terms.Shortfall> rate =
        journal.database().read(tx -> rate(tx, String.valueOf(back.origin())));
    if (rate.isEmpty()) {
      return Withheld.nothing(most.currency());
    }
    Entry entry =
        new Entry(
            journal.terminal(),
            journal.epoch(),
            journal.headSeq() + 1,
            now,
            CompletedSale.KIND,
            "",
            "",
            "");
    long missing;
    try {
      missing =
          journal
              .database()
              .write(
                  tx -> {
                    throw new Over(new Returns(new Books(entry, tx)).missing(back, pointsBack));
                  });
    } catch (Over over) {
      missing = over.missing;
    }
    return of(rate.get(), missing, most);
  }

  /** The rate at which a sale's missing points are withheld; none where none are. */
  private static Optional<Terms.Shortfall> rate(Tx tx, String sale) {
    return tx.first(
            "select program, digest from ledger_award where sale = ?",
            row -> TermsBook.of(tx, row.text(1), row.text(2)).terms().shortfall(),
            sale)
        .filter(shortfall -> shortfall.policy() == Terms.Missing.CASH);
  }

  /** In whole minor units, rounded down, and never more than there is: the rest is owed. */
  private static Withheld of(Terms.Shortfall rate, long missing, Money most) {
    long points = missing;
    if (rate.minorOf(points) > most.minor()) {
      points = Math.multiplyExact(most.minor(), rate.points()) / rate.minor();
    }
    long minor = rate.minorOf(points);
    return minor < 1
        ? Withheld.nothing(most.currency())
        : new Withheld(points, Money.ofMinor(minor, most.currency()));
  }

  /** Ends the rehearsal, so that nothing of it is written. */
  private static final class Over extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final long missing;

    Over(long missing) {
      super("nothing of this is written", null, false, false);
      this.missing = missing;
    }
  }
}
