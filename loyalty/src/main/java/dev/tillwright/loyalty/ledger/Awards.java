package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import java.util.HashMap;
import java.util.Map;

/** What a finished sale earned, as it was quoted. */
final class Awards {
  private final Books books;

  Awards(Books books) {
    this.books = books;
  }

  void award(CompletedSale sale) {
    PointsQuote quote = sale.points();
    String member = sale.member();
    if (member == null || quote.points() == 0) {
      return;
    }
    String id = sale.id().toString();
    books
        .tx()
        .update(
            "insert into points_award (sale, terminal, seq, member, program, digest, points)"
                + " values (?,?,?,?,?,?,?)",
            id,
            books.entry().terminal(),
            books.entry().seq(),
            member,
            quote.program(),
            quote.digest(),
            quote.points());
    lines(sale, id);
    reasons(quote, id);
    books.post(Posting.Kind.AWARD, member, quote.points(), id, 0, "");
  }

  private void lines(CompletedSale sale, String id) {
    Map<Integer, PricedLine> lines = new HashMap<>();
    for (CompletedLine line : sale.lines()) {
      lines.put(line.priced().line().number(), line.priced());
    }
    long shared = 0;
    for (PointsQuote.Share share : sale.points().shares()) {
      PricedLine line = lines.get(share.line());
      if (line == null || share.points() == 0) {
        continue;
      }
      shared += share.points();
      books
          .tx()
          .update(
              "insert into points_award_line (sale, line, points, quantity, total_minor, returned,"
                  + " clawed_back) values (?,?,?,?,?,'0',0)",
              id,
              share.line(),
              share.points(),
              line.line().quantity().toString(),
              line.total().minor());
    }
    if (shared != sale.points().points()) {
      // What no line earned, no return can take back: the quote was not one of ours.
      books.conflict(id, "award.shares");
    }
  }

  private void reasons(PointsQuote quote, String id) {
    for (int part = 0; part < quote.reasons().size(); part++) {
      PointsQuote.Reason reason = quote.reasons().get(part);
      books
          .tx()
          .update(
              "insert into points_reason (sale, part, rule, points, said) values (?,?,?,?,?)",
              id,
              part,
              reason.rule(),
              reason.points(),
              reason.text());
    }
  }
}
