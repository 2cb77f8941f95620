package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.sale.CompletedSale;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What of a sale still counts for tiers, in the window of the sale. Spend and points go with each
 * return and come again with its reversal. The visit goes when all of the sale has come back, and
 * comes again with a reversal that leaves something of it, whichever return that undoes.
 */
final class Counting {
  private final Books books;

  Counting(Books books) {
    this.books = books;
  }

  /** A member's sale, with what came back of it; more than all when a line was taken back twice. */
  private record Sold(String sale, Owner owner, Instant at, long total, long returned) {
    boolean gone() {
      return returned >= total;
    }
  }

  private record Total(String sale, long minor) {}

  private record Counted(Owner owner, Instant at, Counts amounts) {}

  /** Goods came back, and so many points of theirs were taken. */
  void cameBack(CompletedSale back, String cause) {
    Optional<Sold> sold = sold(String.valueOf(back.origin()));
    if (sold.isEmpty()) {
      return;
    }
    long total = back.total().minor();
    books
        .tx()
        .update(
            "insert into ledger_return_total (cause, sale, total_minor) values (?,?,?)",
            cause,
            sold.get().sale(),
            total);
    long spend = Math.max(0, total - Awards.byPoints(back));
    long visits = moved(sold.get(), total);
    books.qualify(
        sold.get().owner(), sold.get().at(), cause, new Counts(-spend, -clawed(cause), visits));
  }

  /** What a cause had counted counts no more, or again. */
  void undone(Causes.Cause of, String cause) {
    Optional<Total> back =
        books
            .tx()
            .first(
                "select sale, total_minor from ledger_return_total where cause = ?",
                row -> new Total(row.text(1), row.number(2)),
                of.root());
    Optional<Sold> sold = back.flatMap(it -> sold(it.sale()));
    for (Counted counted : counted(of.cause())) {
      Counts amounts = counted.amounts().times(-1);
      books.qualify(
          counted.owner(), counted.at(), cause, sold.isEmpty() ? amounts : amounts.visits(0));
    }
    if (sold.isPresent()) {
      long visits = moved(sold.get(), -of.sign() * back.get().minor());
      Counts amounts = Counts.NOTHING.visits(visits);
      books.qualify(sold.get().owner(), sold.get().at(), cause, amounts);
    }
  }

  /** Notes that more came back, or less; the visits that this makes: one less, none, one more. */
  private long moved(Sold sold, long more) {
    long returned = Math.addExact(sold.returned(), more);
    books
        .tx()
        .update("update ledger_sale set returned_minor = ? where sale = ?", returned, sold.sale());
    boolean gone = returned >= sold.total();
    return gone == sold.gone() ? 0 : gone ? -1 : 1;
  }

  private Optional<Sold> sold(String sale) {
    return books
        .tx()
        .first(
            "select program, member, at_ms, total_minor, returned_minor"
                + " from ledger_sale where sale = ?",
            row ->
                new Sold(
                    sale,
                    new Owner(row.text(1), row.text(2)),
                    Instant.ofEpochMilli(row.number(3)),
                    row.number(4),
                    row.number(5)),
            sale);
  }

  private long clawed(String cause) {
    return books
        .tx()
        .first(
            "select coalesce(sum(points), 0) from ledger_return where cause = ?",
            row -> row.number(1),
            cause)
        .orElse(0L);
  }

  private List<Counted> counted(String cause) {
    return books
        .tx()
        .list(
            "select program, member, counts_ms, spend, points, visits from ledger_qualify"
                + " where cause = ? order by terminal, seq, part",
            row ->
                new Counted(
                    new Owner(row.text(1), row.text(2)),
                    Instant.ofEpochMilli(row.number(3)),
                    new Counts(row.number(4), row.number(5), row.number(6))),
            cause);
  }
}
