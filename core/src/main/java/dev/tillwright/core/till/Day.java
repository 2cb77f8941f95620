package dev.tillwright.core.till;

import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.report.DayTotals;
import dev.tillwright.core.report.SalesReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The day's totals, and its end. */
final class Day {
  private final Books books;
  private final SalesReport report;
  private final Checkout checkout;
  private final @Nullable Reserved reserved;

  /**
   * @param reserved takes what is reserved when the day closes; {@code null} when it stays reserved
   */
  Day(Books books, SalesReport report, Checkout checkout, @Nullable Reserved reserved) {
    this.books = books;
    this.report = report;
    this.checkout = checkout;
    this.reserved = reserved;
  }

  DayTotals totals() {
    return books.read(SalesReport.NAME, tx -> report.current(tx, books.journal().terminal()));
  }

  /** Whether a position of the journal belongs to the day that is not closed yet. */
  boolean isOpen(long seq) {
    return seq >= totals().fromSeq();
  }

  DayTotals close() {
    if (reserved != null) {
      reserved.capture();
    }
    synchronized (checkout) { // no sale is finished between counting and closing
      return books.alone(this::closed);
    }
  }

  private DayTotals closed() {
    DayTotals totals = totals();
    List<Attempt> open = checkout.payments().unfinished();
    books.append(
        open.isEmpty()
            ? List.of(totals.toDraft())
            : List.of(totals.toDraft(), TillEntries.carriedOver(totals.number(), open)));
    return totals;
  }
}
