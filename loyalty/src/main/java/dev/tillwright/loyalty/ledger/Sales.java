package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import java.util.List;
import java.util.Optional;

/**
 * Finished sales and returns. A return that another till reports before its sale waits for it: what
 * it takes back is posted with the sale.
 */
final class Sales {
  private final Books books;

  Sales(Books books) {
    this.books = books;
  }

  void completed(CompletedSale sale) {
    if (sale.parts().stream().noneMatch(this::touchesPoints)
        || !new Causes(books).first(Causes.SALE + sale.id())) {
      return;
    }
    for (CompletedSale part : sale.parts()) {
      if (part.kind() == SaleKind.SALE) {
        sold(part);
      } else if (part.origin() != null) {
        cameBack(part, part.origin());
      }
    }
  }

  private boolean touchesPoints(CompletedSale sale) {
    return switch (sale.kind()) {
      case SALE ->
          sale.member() != null
              || sale.tenders().stream().anyMatch(tender -> tender.kind() == TenderKind.POINTS);
      case RETURN, VOID -> {
        SaleId origin = sale.origin();
        yield origin != null
            && (Returns.knows(books, origin.toString())
                || Burns.knows(books, origin.toString())
                || elsewhere(origin));
      }
      case RETURN_WITHOUT_RECEIPT -> false;
      // Asked of its parts, which are a return and a sale.
      case EXCHANGE -> false;
    };
  }

  private boolean elsewhere(SaleId sale) {
    return !sale.terminal().equals(books.entry().terminal());
  }

  private void sold(CompletedSale sale) {
    String member = sale.member();
    Optional<Owner> owner =
        Optional.ofNullable(member).map(it -> new Owner(Awards.program(sale, books), it));
    if (sale.points().points() > 0 && owner.isPresent()) {
      TermsBook.seen(books.tx(), owner.get().program());
    }
    // What was held is spent before what the same sale earned is added.
    new Holds(books).capture(sale, owner);
    owner.ifPresent(it -> new Awards(books).award(sale, it));
    waiting(sale.id());
  }

  private void cameBack(CompletedSale back, SaleId origin) {
    boolean known =
        Returns.knows(books, origin.toString()) || Burns.knows(books, origin.toString());
    if (known || !elsewhere(origin)) {
      new Returns(books).take(back);
      return;
    }
    Entry entry = books.entry();
    books
        .tx()
        .update(
            "insert into ledger_waiting (cause, sale, terminal, seq, payload) values (?,?,?,?,?)",
            Causes.SALE + back.id(),
            origin.toString(),
            entry.terminal(),
            entry.seq(),
            entry.payload());
  }

  private void waiting(SaleId sale) {
    List<Entry> waiting =
        books
            .tx()
            .list(
                "select terminal, seq, payload from ledger_waiting where sale = ?"
                    + " order by terminal, seq",
                row ->
                    new Entry(
                        row.text(1),
                        1,
                        row.number(2),
                        books.at(),
                        CompletedSale.KIND,
                        row.text(3),
                        "",
                        ""),
                sale.toString());
    for (Entry entry : waiting) {
      CompletedSale.read(entry).parts().stream()
          .filter(part -> sale.equals(part.origin()))
          .forEach(part -> new Returns(books).take(part));
    }
    books.tx().update("delete from ledger_waiting where sale = ?", sale.toString());
  }
}
