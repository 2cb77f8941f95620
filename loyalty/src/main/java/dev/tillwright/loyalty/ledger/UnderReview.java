package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.store.Tx;
import java.util.List;

/**
 * Points of sales that were taken for as long as somebody looks at the sale ({@link
 * LedgerEntries.Taken#sale}). When the goods come back meanwhile, or later, these points are taken
 * back where they lie, and the member does not give others in their place.
 */
final class UnderReview {
  private final Books books;

  UnderReview(Books books) {
    this.books = books;
  }

  private record Review(String cause, long points) {}

  /** Points of a sale that lie here. */
  static long of(Tx tx, String sale) {
    return tx.first(
            "select coalesce(sum(r.points), 0) from ledger_review r"
                + " join ledger_award a on a.lot = r.lot where a.sale = ?",
            row -> row.number(1),
            sale)
        .orElse(0L);
  }

  /** Notes what a cause took of the points of a lot, or of others in their place. */
  void taken(String cause, String lot, long points) {
    books
        .tx()
        .update(
            "insert into ledger_review (cause, lot, points) values (?,?,?)", cause, lot, points);
  }

  /** Takes back what lies here of a lot; how many points it was. */
  long takeBack(Owner owner, String lot, long points, Posting.Kind kind, Account to, Ref ref) {
    if (points == 0) {
      return 0;
    }
    long left = points;
    for (Review review : list("lot = ? and points > 0 order by cause", lot)) {
      long part = Math.min(left, review.points());
      move(review.cause(), -part);
      books.post(kind, owner, Account.TAKEN, to, part, ref.lot(lot));
      left -= part;
    }
    return points - left;
  }

  /** What was taken back lies here again, as far as the review stands; how many points it was. */
  long putBack(Owner owner, String lot, long points, Account from, Ref ref) {
    List<Review> standing =
        list(
            "lot = ? and exists (select 1 from ledger_cause c where c.root = ledger_review.cause"
                + " and c.outcome = 'DONE' and c.undone = 0 and c.sign > 0) order by cause",
            lot);
    if (standing.isEmpty()) {
      return 0;
    }
    move(standing.get(0).cause(), points);
    books.post(Posting.Kind.REVERSE, owner, from, Account.TAKEN, points, ref.lot(lot));
    return points;
  }

  /** How many points go back to the member when a cause is undone; all for one of no review. */
  long undone(Causes.Cause of) {
    List<Review> found = list("cause = ?", of.root());
    if (found.isEmpty() || of.sign() < 0) {
      return Long.MAX_VALUE;
    }
    move(of.root(), -found.get(0).points());
    return found.get(0).points();
  }

  /** What an undone cause took is taken again; nothing for one of no review. */
  void again(Causes.Cause of, long points) {
    if (of.sign() < 0) {
      move(of.root(), points);
    }
  }

  private List<Review> list(String where, String value) {
    return books
        .tx()
        .list(
            "select cause, points from ledger_review where " + where,
            row -> new Review(row.text(1), row.number(2)),
            value);
  }

  private void move(String cause, long more) {
    books.tx().update("update ledger_review set points = points + ? where cause = ?", more, cause);
  }
}
