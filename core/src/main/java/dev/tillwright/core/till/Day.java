package dev.tillwright.core.till;

import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.report.DayTotals;
import dev.tillwright.core.report.SalesReport;
import java.util.List;

/** The day's totals, and its end. */
final class Day {
  private final Books books;
  private final SalesReport report;
  private final Checkout checkout;

  Day(Books books, SalesReport report, Checkout checkout) {
    this.books = books;
    this.report = report;
    this.checkout = checkout;
  }

  DayTotals totals() {
    return books.read(SalesReport.NAME, tx -> report.current(tx, books.journal().terminal()));
  }

  /** Whether a position of the journal belongs to the day that is not closed yet. */
  boolean isOpen(long seq) {
    return seq >= totals().fromSeq();
  }

  DayTotals close() {
    synchronized (checkout) { // no sale is finished between counting and closing
      DayTotals totals = totals();
      List<Attempt> open = checkout.payments().unfinished();
      books.append(
          open.isEmpty()
              ? List.of(totals.toDraft())
              : List.of(totals.toDraft(), TillEntries.carriedOver(totals.number(), open)));
      return totals;
    }
  }
}
