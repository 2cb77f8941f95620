package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What goods that come back take with them (policy PROPORTIONAL): of each line's share as much as
 * of its quantity has come back in all, rounded down, so that parts never take more than the whole
 * and the last part takes the rest.
 */
final class Returns {
  private final Books books;

  Returns(Books books) {
    this.books = books;
  }

  void take(CompletedSale back) {
    SaleId origin = back.origin();
    if (origin == null) {
      return;
    }
    for (CompletedLine line : back.lines()) {
      if (line.originLine() > 0) {
        clawBack(back, origin.toString(), line.originLine(), line.priced().line().quantity());
      }
    }
    long points = 0;
    for (TenderLine tender : back.tenders()) {
      if (tender.kind() == TenderKind.POINTS) {
        points = Math.addExact(points, tender.points());
      }
    }
    if (points > 0) {
      giveBack(back, origin.toString(), points);
    }
  }

  private void clawBack(CompletedSale back, String origin, int line, Quantity quantity) {
    Optional<Earned> found =
        books
            .tx()
            .first(
                "select a.member, l.points, l.quantity, l.returned, l.clawed_back"
                    + " from points_award_line l join points_award a on a.sale = l.sale"
                    + " where l.sale = ? and l.line = ?",
                row ->
                    new Earned(
                        row.text(1),
                        row.number(2),
                        new BigDecimal(row.text(3)),
                        new BigDecimal(row.text(4)),
                        row.number(5)),
                origin,
                line);
    if (found.isEmpty()) {
      return; // the line earned nothing
    }
    Earned earned = found.get();
    BigDecimal returned = earned.returned().add(quantity.value()).min(earned.quantity());
    long clawed =
        BigDecimal.valueOf(earned.points())
            .multiply(returned)
            .divide(earned.quantity(), 0, RoundingMode.DOWN)
            .longValueExact();
    books
        .tx()
        .update(
            "update points_award_line set returned = ?, clawed_back = ? where sale = ? and line = ?",
            returned.toPlainString(),
            clawed,
            origin,
            line);
    // The balance may fall below zero: the points are owed whether or not they were spent.
    books.post(
        Posting.Kind.CLAW_BACK,
        earned.member(),
        clawed - earned.clawedBack(),
        back.id().toString(),
        line,
        "");
  }

  private void giveBack(CompletedSale back, String origin, long points) {
    Optional<Burned> found =
        books
            .tx()
            .first(
                "select member, points, given_back from points_burn where sale = ?",
                row -> new Burned(row.text(1), row.number(2), row.number(3)),
                origin);
    long most = found.map(burned -> burned.points() - burned.givenBack()).orElse(0L);
    if (points > most) {
      books.conflict(back.id().toString(), "giveBack.more");
    }
    long given = Math.min(points, most);
    if (found.isPresent() && given > 0) {
      books
          .tx()
          .update(
              "update points_burn set given_back = given_back + ? where sale = ?", given, origin);
      books.post(Posting.Kind.GIVE_BACK, found.get().member(), given, back.id().toString(), 0, "");
    }
  }

  private record Earned(
      String member, long points, BigDecimal quantity, BigDecimal returned, long clawedBack) {}

  private record Burned(String member, long points, long givenBack) {}
}
