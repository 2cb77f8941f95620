package dev.tillwright.loyalty.ledger;

import dev.tillwright.loyalty.program.Terms;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * Undoes what an entry did, posting by posting and lot by lot. What stands is always what the
 * postings say; a reversal is a cause like others and can be undone as well.
 */
final class Reversals {
  private static final Set<Posting.Kind> UNDONE =
      Set.of(
          Posting.Kind.CLAW_BACK,
          Posting.Kind.COVER,
          Posting.Kind.GIVE_BACK,
          Posting.Kind.GRANT,
          Posting.Kind.TAKE,
          Posting.Kind.CAPTURE,
          Posting.Kind.REVERSE);

  private final Books books;

  Reversals(Books books) {
    this.books = books;
  }

  private record Moved(
      Posting.Kind kind, Owner owner, Account from, Account to, long points, int line, String lot) {
    Moved of(long part) {
      return new Moved(kind, owner, from, to, part, line, lot);
    }
  }

  void reversed(LedgerEntries.Reversed reversed) {
    Causes causes = new Causes(books);
    String cause = Causes.REVERSE + reversed.key();
    List<Causes.Cause> of = causes.undoable(reversed.of());
    List<Causes.Cause> can = of.stream().filter(this::can).toList();
    boolean one = can.size() == 1;
    boolean first =
        one ? causes.first(cause, can.get(0).root(), -can.get(0).sign()) : causes.first(cause);
    if (!first) {
      return;
    }
    if (!one) {
      causes.outcome(cause, Outcome.REFUSED);
      books.conflict(reversed.key(), why(of, can));
      return;
    }
    undo(can.get(0), cause);
  }

  private static String why(List<Causes.Cause> of, List<Causes.Cause> can) {
    if (of.isEmpty()) {
      return "reversal.unknown";
    }
    return can.isEmpty() ? "reversal.refused" : "reversal.ambiguous";
  }

  private boolean can(Causes.Cause of) {
    return of.outcome() == Outcome.DONE && !sold(of.root()) && (of.sign() > 0 || fits(of.root()));
  }

  /**
   * Whether a return can be done again: other returns may have brought its goods or its points
   * meanwhile, and all together never take or give more than there was.
   */
  private boolean fits(String root) {
    boolean points =
        books
            .tx()
            .first(
                "select 1 from ledger_return r join ledger_award a on a.sale = r.sale where r.cause"
                    + " = ? group by a.sale, a.points, a.clawed_back having a.clawed_back +"
                    + " sum(r.points) > a.points union select 1 from ledger_given g join"
                    + " ledger_burn b on b.sale = g.sale and b.part = g.part where g.cause = ? and"
                    + " b.given_back + g.points > b.points union select 1 from ledger_return r join"
                    + " ledger_award_line l on l.sale = r.sale and l.line = r.line where r.cause ="
                    + " ? and l.clawed_back + r.points > l.points",
                row -> true,
                root,
                root,
                root)
            .isEmpty();
    return points
        && books
            .tx()
            .list(
                "select l.quantity, l.returned, r.quantity from ledger_return r"
                    + " join ledger_award_line l on l.sale = r.sale and l.line = r.line"
                    + " where r.cause = ?",
                row ->
                    new BigDecimal(row.text(2))
                            .add(new BigDecimal(row.text(3)))
                            .compareTo(new BigDecimal(row.text(1)))
                        <= 0,
                root)
            .stream()
            .allMatch(fits -> fits);
  }

  /** A sale is undone by a return, never by this; an exchange has one in it. */
  private boolean sold(String root) {
    String id = root.substring(root.indexOf(':') + 1);
    return root.startsWith(Causes.SALE)
        && (Returns.knows(books, id) || Burns.knows(books, id) || nothing(root));
  }

  /** Goods may come back that neither moved points nor counted, or whose sale is not there yet. */
  private boolean nothing(String root) {
    return books
        .tx()
        .first(
            "select 1 from ledger_posting where cause = ?"
                + " union select 1 from ledger_qualify where cause = ?"
                + " union select 1 from ledger_return where cause = ?"
                + " union select 1 from ledger_given where cause = ?",
            row -> true,
            root,
            root,
            root,
            root)
        .isEmpty();
  }

  private void undo(Causes.Cause of, String cause) {
    new Causes(books).undone(of.cause());
    UnderReview reviews = new UnderReview(books);
    long left = reviews.undone(of);
    long moved = 0;
    for (Moved each : postings(of.cause())) {
      long part = Math.min(left, each.points());
      if (UNDONE.contains(each.kind()) && part > 0) {
        undo(each.of(part), Ref.of(cause).line(each.line()));
        left -= part;
        moved += part;
      }
    }
    reviews.again(of, moved);
    cameBack(of.root(), -of.sign());
    new Counting(books).undone(of, cause);
  }

  private List<Moved> postings(String cause) {
    return books
        .tx()
        .list(
            "select kind, program, member, from_account, to_account, points, line, lot"
                + " from ledger_posting where cause = ? order by terminal desc, seq desc,"
                + " part desc",
            row ->
                new Moved(
                    Posting.Kind.valueOf(row.text(1)),
                    new Owner(row.text(2), row.text(3)),
                    Account.valueOf(row.text(4)),
                    Account.valueOf(row.text(5)),
                    row.number(6),
                    (int) row.number(7),
                    row.text(8)),
            cause);
  }

  private void undo(Moved moved, Ref ref) {
    Lots lots = new Lots(books);
    Taking taking = new Taking(books);
    Terms terms = books.sheet(moved.owner()).terms();
    Posting.Kind kind = Posting.Kind.REVERSE;
    boolean again = moved.from() == Account.CLAWED_BACK && moved.to() == Account.TAKEN;
    if (moved.to().owed() || again) {
      Terms.Missing missing = terms.shortfall().policy();
      taking.take(moved.owner(), moved.lot(), moved.points(), missing, kind, moved.from(), ref);
    } else if (moved.from() == Account.TAKEN) {
      long part =
          new UnderReview(books)
              .putBack(moved.owner(), moved.lot(), moved.points(), moved.to(), ref);
      if (part < moved.points()) {
        // Somebody let the rest go since: it is the member's again.
        lots.putBack(moved.lot(), moved.points() - part, kind, moved.to(), ref);
      }
    } else if (!moved.from().owed() && moved.from() != Account.EXPIRED) {
      books.post(kind, moved.owner(), moved.to(), moved.from(), moved.points(), ref);
    } else if (moved.lot().isEmpty()) {
      taking.credit(moved.owner(), moved.points(), terms, kind, moved.to(), ref);
    } else {
      lots.putBack(moved.lot(), moved.points(), kind, moved.to(), ref);
      if (moved.from() == Account.EXPIRED) {
        lots.expire(moved.lot(), moved.points(), ref.cause());
      }
    }
  }

  /** What a return had noted of lines, sales and burns, taken back or noted again. */
  private void cameBack(String root, int sign) {
    books
        .tx()
        .list(
            "select sale, line, quantity, points from ledger_return where cause = ?",
            row -> new Came(row.text(1), (int) row.number(2), row.text(3), row.number(4)),
            root)
        .forEach(came -> line(came, sign));
    books
        .tx()
        .list(
            "select sale, part, points from ledger_given where cause = ?",
            row -> new Came(row.text(1), (int) row.number(2), "0", row.number(3)),
            root)
        .forEach(
            given ->
                books
                    .tx()
                    .update(
                        "update ledger_burn set given_back = given_back + ?"
                            + " where sale = ? and part = ?",
                        sign * given.points(),
                        given.sale(),
                        given.line()));
  }

  private void line(Came came, int sign) {
    books
        .tx()
        .update(
            "update ledger_award set clawed_back = clawed_back + ? where sale = ?",
            sign * came.points(),
            came.sale());
    String select = "select returned from ledger_award_line where sale = ? and line = ?";
    books
        .tx()
        .first(select, row -> new BigDecimal(row.text(1)), came.sale(), came.line())
        .ifPresent(
            returned ->
                books
                    .tx()
                    .update(
                        "update ledger_award_line set returned = ?, clawed_back = clawed_back + ?"
                            + " where sale = ? and line = ?",
                        returned
                            .add(new BigDecimal(came.quantity()).multiply(BigDecimal.valueOf(sign)))
                            .toPlainString(),
                        sign * came.points(),
                        came.sale(),
                        came.line()));
  }

  private record Came(String sale, int line, String quantity, long points) {}
}
