package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.loyalty.program.TermSheet;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What a finished sale earned, as it was quoted, and what of it counts for tiers. */
final class Awards {
  private final Books books;

  Awards(Books books) {
    this.books = books;
  }

  /** The program whose points a sale earns. */
  static String program(CompletedSale sale, Books books) {
    String named = sale.points().program();
    int slash = named.lastIndexOf('/');
    String id = slash < 0 ? named : named.substring(0, slash);
    return id.isEmpty() ? TermsBook.house(books.tx()) : id;
  }

  void award(CompletedSale sale, Owner owner) {
    PointsQuote quote = sale.points();
    TermSheet sheet = TermsBook.of(books.tx(), owner.program(), quote.digest());
    sheet.terms().expiry().ifPresent(it -> new Activity(books, owner).sold(it, sheet.zone()));
    remember(sale, owner);
    if (quote.points() == 0) {
      return;
    }
    String id = sale.id().toString();
    Instant at = books.at();
    Lots.Life life =
        new Lots.Life(
            at,
            at.atZone(sheet.zone()).plus(sheet.terms().pending()).toInstant(),
            sheet
                .terms()
                .expiry()
                .map(it -> new Activity(books, owner).end(it, sheet.zone(), at))
                .orElse(Lot.NEVER));
    Ref ref = Ref.of(Causes.SALE + id);
    Lot lot =
        new Lots(books).open(owner, life, quote.points(), Posting.Kind.AWARD, Account.ISSUED, ref);
    books
        .tx()
        .update(
            "insert into ledger_award (sale, terminal, seq, program, member, named, digest, points,"
                + " lot, clawed_back) values (?,?,?,?,?,?,?,?,?,0)",
            id,
            books.entry().terminal(),
            books.entry().seq(),
            owner.program(),
            owner.member(),
            quote.program(),
            quote.digest(),
            quote.points(),
            lot.id());
    lines(sale, id);
    reasons(quote, id);
  }

  /** A member's sale, so that what comes back of it can be told. */
  private void remember(CompletedSale sale, Owner owner) {
    String id = sale.id().toString();
    long spend = sale.total().minor() - byPoints(sale);
    books
        .tx()
        .update(
            "insert into ledger_sale (sale, program, member, at_ms, total_minor, spend_minor,"
                + " returned_minor) values (?,?,?,?,?,?,0)",
            id,
            owner.program(),
            owner.member(),
            books.at().toEpochMilli(),
            sale.total().minor(),
            spend);
    books.qualify(
        owner, books.at(), Causes.SALE + id, new Counts(spend, sale.points().points(), 1));
  }

  /** What points paid of a sale, or were paid out by, in minor units. */
  static long byPoints(CompletedSale sale) {
    return sale.tenders().stream()
        .filter(tender -> tender.kind() == TenderKind.POINTS)
        .map(TenderLine::amount)
        .mapToLong(amount -> amount.minor())
        .sum();
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
              "insert into ledger_award_line (sale, line, points, quantity, total_minor, returned,"
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
              "insert into ledger_reason (sale, part, rule, points, said) values (?,?,?,?,?)",
              id,
              part,
              reason.rule(),
              reason.points(),
              reason.text());
    }
  }
}
