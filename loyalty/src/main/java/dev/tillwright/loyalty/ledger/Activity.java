package dev.tillwright.loyalty.ledger;

import dev.tillwright.loyalty.program.Expiry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * Points whose end counts from the member's newest sale: each sale moves the end of what is alive
 * at it. The end is worked out from all sales that are known, so that it is the same in whatever
 * order terminals report them.
 */
final class Activity {
  private final Books books;
  private final Owner owner;

  Activity(Books books, Owner owner) {
    this.books = books;
    this.owner = owner;
  }

  /** A sale at the entry's time: moves the ends of live lots. */
  void sold(Expiry expiry, ZoneId zone) {
    if (expiry.basis() != Expiry.Basis.ACTIVITY) {
      return;
    }
    books
        .tx()
        .insertIfAbsent(
            "insert into ledger_activity (program, member, at_ms) values (?,?,?)",
            owner.program(),
            owner.member(),
            books.at().toEpochMilli());
    Lots lots = new Lots(books);
    // Also lots that are wholly held: what is let go keeps the end it would have had.
    for (Lot lot :
        Lots.list(
            books.tx(),
            "where program = ? and member = ? and expires_ms > ?",
            owner.program(),
            owner.member(),
            books.at().toEpochMilli())) {
      Instant end = end(expiry, zone, lot.earned());
      if (end.isAfter(lot.expires())) {
        lots.prolong(lot, end);
      }
    }
  }

  /** When points end that were earned at an instant. */
  Instant end(Expiry expiry, ZoneId zone, Instant earned) {
    Instant end = expiry.of(earned, zone);
    if (expiry.basis() == Expiry.Basis.EARNED) {
      return end;
    }
    List<Instant> sales =
        books
            .tx()
            .list(
                "select at_ms from ledger_activity where program = ? and member = ? and at_ms > ?"
                    + " order by at_ms",
                row -> Instant.ofEpochMilli(row.number(1)),
                owner.program(),
                owner.member(),
                earned.toEpochMilli());
    for (Instant sale : sales) {
      if (!sale.isBefore(end)) {
        break; // they were gone before this sale
      }
      Instant moved = expiry.of(sale, zone);
      end = moved.isAfter(end) ? moved : end;
    }
    return end;
  }
}
