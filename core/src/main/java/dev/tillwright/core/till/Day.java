package dev.tillwright.core.till;

import dev.tillwright.core.checkpoint.CheckpointBook;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.receipt.Proof;
import dev.tillwright.core.report.DayTotals;
import dev.tillwright.core.report.SalesReport;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The day's totals, and its end. */
final class Day {
  private final Books books;
  private final SalesReport report;
  private final Checkout checkout;
  private final @Nullable Reserved reserved;
  private final @Nullable PointsCounter points;
  private final Monitor monitor;

  /**
   * @param reserved takes what is reserved when the day closes; {@code null} when it stays reserved
   * @param points whose ledger is told of each day; {@code null} without points
   */
  Day(
      Books books,
      SalesReport report,
      Checkout checkout,
      @Nullable Reserved reserved,
      @Nullable PointsCounter points,
      Monitor monitor) {
    this.books = books;
    this.report = report;
    this.checkout = checkout;
    this.reserved = reserved;
    this.points = points;
    this.monitor = monitor;
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
    DayTotals totals;
    synchronized (checkout) { // no sale is finished between counting and closing
      totals = books.alone(this::closed);
    }
    upkeep();
    return totals;
  }

  /** The day is closed whether or not the points ledger answers: what is due waits for the next. */
  private void upkeep() {
    if (points != null) {
      points.upkeep(monitor, books.journal().terminal(), "the end of the day");
    }
  }

  /** A period that was closed, as its entry says it. */
  Optional<ClosedDay> closed(long number) {
    String terminal = books.journal().terminal();
    return books.read(SalesReport.NAME, tx -> report.closes(tx, terminal)).stream()
        .filter(close -> close.number() == number)
        .findFirst()
        .map(close -> books.entry(close.toSeq()))
        .map(
            entry ->
                new ClosedDay(
                    DayTotals.read(entry),
                    Proof.of(entry),
                    books.read(
                        CheckpointBook.NAME,
                        tx -> CheckpointBook.covering(terminal, entry.seq(), tx))));
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
