package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.loyalty.program.Terms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What goods that come back take with them. PROPORTIONAL: of each line's share as much as of its
 * quantity has come back in all, rounded down, so that parts never take more than the whole and the
 * last part takes the rest. REEVALUATE: down to what the return says the sale earns without them; a
 * return that says nothing, as those of tills, is proportional.
 *
 * <p>A shortfall in CASH is owed first; what the same return gives back fills it, and then what was
 * withheld, so that what is booked is what the customer paid for, even when points were earned or
 * spent in between. A return that withheld nothing is covered by the shop: nobody asked for it.
 */
final class Returns {
  private final Books books;
  private final Taking taking;

  Returns(Books books) {
    this.books = books;
    this.taking = new Taking(books);
  }

  /** An award with what was taken back of it. */
  private record Awarded(Owner owner, String digest, long points, String lot, long clawedBack) {}

  /** Whether the ledger knows the sale, so that the return can be followed. */
  static boolean knows(Books books, String sale) {
    return books
        .tx()
        .first("select 1 from ledger_sale where sale = ?", row -> true, sale)
        .isPresent();
  }

  void take(CompletedSale back) {
    Optional<Awarded> award = award(String.valueOf(back.origin()));
    long withheld = points(back, TenderKind.WITHHELD);
    long missing = take(back, award, points(back, TenderKind.POINTS), withheld > 0);
    if (award.isPresent()) {
      boolean cash = terms(award.get()).shortfall().policy() == Terms.Missing.CASH;
      if (withheld > 0) {
        cover(award.get().owner(), withheld, Account.CASHED, back);
      } else if (cash) {
        cover(award.get().owner(), missing, Account.WRITTEN_OFF, back);
      }
    } else if (withheld > 0) {
      books.conflict(back.id().toString(), "withheld.unearned");
    }
  }

  /**
   * What would be missing after a return, as far as the member did not owe it before. It does what
   * the return would do: for a transaction that is taken back.
   */
  long missing(CompletedSale back, long pointsBack) {
    return take(back, award(String.valueOf(back.origin())), pointsBack, true);
  }

  private void cover(Owner owner, long points, Account from, CompletedSale back) {
    if (points > 0) {
      Ref ref = Ref.of(Causes.SALE + back.id());
      Terms terms = books.sheet(owner).terms();
      taking.credit(owner, points, terms, Posting.Kind.COVER, from, ref);
    }
  }

  /** Answers what the member owes by it, after what it gives back. */
  private long take(
      CompletedSale back, Optional<Awarded> award, long pointsBack, boolean withheld) {
    String origin = String.valueOf(back.origin());
    Ref ref = Ref.of(Causes.SALE + back.id());
    long before = award.map(it -> books.debt(it.owner())).orElse(0L);
    award.ifPresent(it -> clawBack(back, origin, it, withheld, ref));
    new Counting(books).cameBack(back, ref.cause());
    if (pointsBack > 0) {
      new Burns(books).giveBack(origin, pointsBack, back.id().toString(), ref);
    }
    award.ifPresent(it -> new Lots(books).settle(it.owner()));
    return Math.max(0, award.map(it -> books.debt(it.owner())).orElse(0L) - before);
  }

  private Terms terms(Awarded award) {
    return TermsBook.of(books.tx(), award.owner().program(), award.digest()).terms();
  }

  private static long points(CompletedSale back, TenderKind kind) {
    return back.tenders().stream()
        .filter(tender -> tender.kind() == kind)
        .mapToLong(TenderLine::points)
        .reduce(0, Math::addExact);
  }

  private Optional<Awarded> award(String origin) {
    return books
        .tx()
        .first(
            "select program, member, digest, points, lot, clawed_back from ledger_award"
                + " where sale = ?",
            row ->
                new Awarded(
                    new Owner(row.text(1), row.text(2)),
                    row.text(3),
                    row.number(4),
                    row.text(5),
                    row.number(6)),
            origin);
  }

  private void clawBack(
      CompletedSale back, String origin, Awarded award, boolean withheld, Ref ref) {
    Terms terms = terms(award);
    Terms.Missing policy = terms.shortfall().policy();
    boolean owed = withheld || policy == Terms.Missing.CASH; // until it is covered
    Terms.Missing missing = owed ? Terms.Missing.NEGATIVE : policy;
    boolean scored = !back.points().digest().isEmpty();
    if (scored && terms.returns() == Terms.Returns.REEVALUATE) {
      // The return's quote is what is left of the sale, scored again.
      long more = award.points() - award.clawedBack() - back.points().points();
      clawed(award, origin, 0, Math.max(0, more), "0", missing, ref);
      return;
    }
    for (CompletedLine line : back.lines()) {
      if (line.originLine() > 0) {
        line(award, origin, line.originLine(), line.priced().line().quantity(), missing, ref);
      }
    }
  }

  private void line(
      Awarded award, String origin, int line, Quantity quantity, Terms.Missing missing, Ref ref) {
    Optional<Earned> found =
        books
            .tx()
            .first(
                "select points, quantity, returned, clawed_back from ledger_award_line"
                    + " where sale = ? and line = ?",
                row ->
                    new Earned(
                        row.number(1),
                        new BigDecimal(row.text(2)),
                        new BigDecimal(row.text(3)),
                        row.number(4)),
                origin,
                line);
    if (found.isEmpty()) {
      return; // the line earned nothing
    }
    Earned earned = found.get();
    BigDecimal returned = earned.returned().add(quantity.value()).min(earned.quantity());
    // Never less than is taken: the last part may have taken the rest, and an earlier been undone.
    long clawed =
        BigDecimal.valueOf(earned.points())
            .multiply(returned)
            .divide(earned.quantity(), 0, RoundingMode.DOWN)
            .max(BigDecimal.valueOf(earned.clawedBack()))
            .longValueExact();
    books
        .tx()
        .update(
            "update ledger_award_line set returned = ?, clawed_back = ?"
                + " where sale = ? and line = ?",
            returned.toPlainString(),
            clawed,
            origin,
            line);
    String came = returned.subtract(earned.returned()).toPlainString();
    clawed(award, origin, line, clawed - earned.clawedBack(), came, missing, ref);
  }

  private void clawed(
      Awarded award,
      String origin,
      int line,
      long points,
      String quantity,
      Terms.Missing missing,
      Ref ref) {
    books
        .tx()
        .update(
            "update ledger_award set clawed_back = clawed_back + ? where sale = ?", points, origin);
    Optional<Came> before =
        books
            .tx()
            .first(
                "select quantity, points from ledger_return where cause = ? and line = ?",
                row -> new Came(new BigDecimal(row.text(1)), row.number(2)),
                ref.cause(),
                line);
    if (before.isPresent()) {
      // One return may bring the same line twice.
      books
          .tx()
          .update(
              "update ledger_return set quantity = ?, points = ? where cause = ? and line = ?",
              before.get().quantity().add(new BigDecimal(quantity)).toPlainString(),
              before.get().points() + points,
              ref.cause(),
              line);
    } else {
      books
          .tx()
          .update(
              "insert into ledger_return (cause, line, sale, quantity, points)"
                  + " values (?,?,?,?,?)",
              ref.cause(),
              line,
              origin,
              quantity,
              points);
    }
    taking.take(
        award.owner(),
        award.lot(),
        points,
        missing,
        Posting.Kind.CLAW_BACK,
        Account.CLAWED_BACK,
        ref.line(line));
  }

  private record Earned(long points, BigDecimal quantity, BigDecimal returned, long clawedBack) {}

  private record Came(BigDecimal quantity, long points) {}
}
