package dev.tillwright.core.till;

import dev.tillwright.core.backup.BackupBook;
import dev.tillwright.core.backup.Retention;
import dev.tillwright.core.dispute.CaseBook;
import dev.tillwright.core.journal.Archived;
import dev.tillwright.core.payment.PaymentBook;
import dev.tillwright.core.report.DayClose;
import dev.tillwright.core.report.SalesReport;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.watch.Evidence;
import dev.tillwright.core.watch.FindingBook.Kept;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Draws the line up to which a till's entries may be archived. For one call. */
final class Archiving {
  /**
   * What the builder was told.
   *
   * @param folder of the archives
   * @param retention how long entries are kept
   */
  record Shelf(Path folder, Retention retention) {}

  private final Opened opened;
  private final Books books;
  private final String terminal;
  private final List<String> held = new ArrayList<>();
  private long line = Long.MAX_VALUE;

  private Archiving(Opened opened) {
    this.opened = opened;
    this.books = opened.books();
    this.terminal = books.journal().terminal();
  }

  static ArchiveLine line(Opened opened, Retention retention) {
    Archiving look = new Archiving(opened);
    look.closed(retention);
    look.kept();
    look.sales();
    look.payments();
    look.cases();
    look.findings();
    return new ArchiveLine(Math.max(0, look.line), look.held);
  }

  /** No entry behind this one. */
  private void atMost(long seq, String why) {
    line = Math.min(line, seq);
    held.add(why);
  }

  /** The newest day close that is old enough, by its own entry's time. */
  private void closed(Retention retention) {
    Instant now = opened.clock().instant();
    long archived = books.journal().archives().stream().mapToLong(Archived::last).max().orElse(0);
    SalesReport report = new SalesReport(opened.zone());
    long old = archived;
    for (DayClose close : books.read(SalesReport.NAME, tx -> report.closes(tx, terminal))) {
      if (close.toSeq() <= archived) {
        continue;
      }
      if (!retention.mayLeaveJournal(books.entry(close.toSeq()).at(), now)) {
        break;
      }
      old = close.toSeq();
    }
    atMost(old, "days that were closed up to entry " + old + " are older than their retention");
  }

  /** What is in one place alone stays there. */
  private void kept() {
    long shipped =
        Optional.ofNullable(opened.shipping())
            .map(it -> it.shipper().state().shipped())
            .orElse(OptionalLong.empty())
            .orElse(0);
    long backedUp =
        books
            .read(BackupBook.NAME, tx -> BackupBook.newest(terminal, tx))
            .map(BackupBook.Taken::size)
            .orElse(0L);
    long kept = Math.max(shipped, backedUp);
    if (kept < line) {
      atMost(kept, "the entries up to " + kept + " are at the central store or in a backup");
    }
  }

  private void sales() {
    books.read(SalesBook.NAME, SalesBook::open).stream()
        .findFirst()
        .ifPresent(it -> before(it.openedSeq(), "the sale " + it.sale() + " is open"));
  }

  private void payments() {
    books
        .read(PaymentBook.NAME, PaymentBook::oldestOpen)
        .ifPresent(seq -> before(seq, "a payment is not at its end"));
  }

  private void cases() {
    for (CaseBook.Open each : books.read(CaseBook.NAME, CaseBook::open)) {
      before(each.openedSeq(), "the case " + each.id() + " is open");
      saleBegan(each.sale()).ifPresent(seq -> before(seq, "the case " + each.id() + " is open"));
    }
  }

  private Optional<Long> saleBegan(SaleId sale) {
    return books.read(SalesBook.NAME, tx -> SalesBook.openedAt(sale, tx));
  }

  private void findings() {
    opened.findings().open().stream()
        .map(Kept::finding)
        .forEach(
            finding ->
                finding.evidence().stream()
                    .filter(it -> it.source() == Evidence.Source.JOURNAL)
                    .map(this::position)
                    .flatMap(Optional::stream)
                    .min(Comparator.naturalOrder())
                    .ifPresent(seq -> before(seq, "the finding " + finding.id() + " is open")));
  }

  /** Of {@code till-01@1742}; of another terminal or another form, none. */
  private Optional<Long> position(Evidence evidence) {
    String place = evidence.place();
    return place.matches("\\Q" + terminal + "\\E@[0-9]{1,18}")
        ? Optional.of(Long.parseLong(place.substring(terminal.length() + 1)))
        : Optional.empty();
  }

  private void before(@Nullable Long seq, String why) {
    if (seq != null && seq > 0 && seq - 1 < line) {
      atMost(seq - 1, why);
    }
  }
}
