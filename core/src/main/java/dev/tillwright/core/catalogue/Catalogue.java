package dev.tillwright.core.catalogue;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.catalogue.CatalogueChecks.Numbered;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Tx;
import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The catalogue of one journal, to be changed and asked: that of a till, or of head office, whose
 * journal is that of the terminal {@code central}. It knows no operators' permissions: a till has
 * them before it.
 *
 * <p><b>Guarantees.</b> A change is durable when the call returns, and every question that is asked
 * after that knows it. All changes of one call are written together or not at all. Each has a
 * version newer than any that was known here, so that the newest holds wherever it arrives.
 *
 * <p><b>Threads.</b> Any number; changes come one after the other.
 */
public final class Catalogue {
  /** So long a view may take that a large file is new to. */
  private static final Duration CATCHING_UP = Duration.ofMinutes(5);

  private final Journal journal;
  private final Duration patience;
  private final AtomicLong newest;

  private Catalogue(Journal journal, Duration patience) {
    this.journal = journal;
    this.patience = patience;
    this.newest = new AtomicLong(journal.headSeq());
  }

  /**
   * The catalogue of a journal that {@link CatalogueBook} follows.
   *
   * @param patience how long a write, and the view, may take
   */
  public static Catalogue of(Journal journal, Duration patience) {
    return new Catalogue(
        Objects.requireNonNull(journal, "journal"), Objects.requireNonNull(patience, "patience"));
  }

  /**
   * Asks {@link CatalogueBook}, which has seen every change that was made here.
   *
   * @throws TillwrightException {@code journal.behind} (retryable) after the patience
   */
  public <T> T read(Function<Tx, T> question) {
    journal.awaitFollower(CatalogueBook.NAME, newest.get(), patience);
    return journal.database().read(question);
  }

  /** The newest version here; none of an empty catalogue. */
  public Optional<CatalogueVersion> version() {
    return read(CatalogueBook::version);
  }

  /**
   * Changes the catalogue; what says what it says already is left out.
   *
   * @param operator who, at most 64 characters
   * @param reference the number of the paper behind it, 1 to 200 characters
   * @return the version of what was written; empty when nothing was new
   * @throws CatalogueException when a change does not fit; nothing was written
   */
  public synchronized Optional<CatalogueVersion> change(
      String operator, String reference, List<? extends CatalogueChange> changes) {
    List<Numbered> lines = new ArrayList<>();
    for (CatalogueChange change : changes) {
      lines.add(new Numbered(lines.size() + 1, change));
    }
    List<ImportFault> faults = new ArrayList<>();
    List<CatalogueChange> news =
        read(
            tx -> {
              CatalogueChecks checks = new CatalogueChecks(tx, lines);
              List<CatalogueChange> fitting = news(tx, checks.fitting());
              faults.addAll(checks.faults());
              return fitting;
            });
    if (!faults.isEmpty()) {
      throw new CatalogueException(faults);
    }
    return write(operator, reference, news);
  }

  /**
   * Takes in a file of CSV in any encoding that the reader knows; docs/catalogue.md has its
   * columns.
   *
   * @param text is read to its end and not closed; bounds: {@value CsvRows#MAX_LINES} lines of
   *     {@value CsvRows#MAX_LINE} characters
   * @return what became of it: a bad line is no exception
   * @throws TillwrightException {@code catalogue.unreadable}, {@code catalogue.tooLarge}
   */
  public synchronized ImportResult load(
      String operator, String reference, CatalogueFile file, Reader text, ImportMode mode) {
    CsvRows rows = CsvRows.read(file, text);
    List<ImportFault> faults = new ArrayList<>(rows.faults());
    int[] good = new int[1];
    List<CatalogueChange> news =
        read(
            tx -> {
              List<Numbered> lines = changes(tx, file, rows.rows(), faults);
              CatalogueChecks checks = new CatalogueChecks(tx, lines);
              List<Numbered> fitting = checks.fitting();
              faults.addAll(checks.faults());
              good[0] = fitting.size();
              return news(tx, fitting);
            });
    faults.sort(Comparator.comparingLong(ImportFault::line));
    boolean writes =
        mode == ImportMode.GOOD_LINES || mode == ImportMode.ALL_OR_NOTHING && faults.isEmpty();
    Optional<CatalogueVersion> version =
        writes ? write(operator, reference, news) : Optional.empty();
    return new ImportResult(rows.lines(), news.size(), good[0] - news.size(), faults, version);
  }

  private static List<Numbered> changes(
      Tx tx, CatalogueFile file, List<CsvRows.Row> rows, List<ImportFault> faults) {
    RowReader reader = new RowReader(tx);
    List<Numbered> lines = new ArrayList<>();
    for (CsvRows.Row row : rows) {
      try {
        lines.add(new Numbered(row.line(), reader.read(file, row.cells())));
      } catch (Cells.Bad e) {
        faults.add(new ImportFault(row.line(), e.column, e.fault));
      }
    }
    return lines;
  }

  private static List<CatalogueChange> news(Tx tx, List<Numbered> lines) {
    return lines.stream()
        .map(Numbered::change)
        .filter(
            it ->
                CatalogueTables.known(tx, it)
                    .filter(known -> known.payload().equals(CatalogueEntries.text(it)))
                    .isEmpty())
        .toList();
  }

  private Optional<CatalogueVersion> write(
      String operator, String reference, List<CatalogueChange> changes) {
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    long number = version().map(CatalogueVersion::number).orElse(0L) + 1;
    CatalogueVersion version = new CatalogueVersion(number, journal.terminal());
    CatalogueUpdate update = new CatalogueUpdate(version, operator, reference, changes);
    List<Draft> drafts = CatalogueEntries.drafts(update);
    if (drafts.size() > Journal.MAX_DRAFTS) {
      throw new TillwrightException(
          "catalogue.tooLarge", false, "more changes than can be written together: split them");
    }
    append(drafts);
    return Optional.of(version);
  }

  private void append(List<Draft> drafts) {
    List<Entry> entries = journal.append(drafts, patience);
    newest.set(entries.get(entries.size() - 1).seq());
    // What was written is shown as a whole: whoever asks waits no longer than for one entry.
    journal.awaitFollower(CatalogueBook.NAME, newest.get(), CATCHING_UP);
  }

  /**
   * Writes a file of CSV: all there is of its kind, by key. {@link #load} changes nothing by it.
   */
  public void export(CatalogueFile file, Appendable out) throws IOException {
    List<String> none =
        read(
            tx -> {
              append(out, CatalogueExport.header(file));
              CatalogueBook.all(
                  tx, file.kind(), (version, it) -> append(out, CatalogueExport.line(it)));
              return List.of();
            });
    assert none.isEmpty();
  }

  private static void append(Appendable out, String line) {
    try {
      out.append(line);
    } catch (IOException e) {
      throw new TillwrightException("catalogue.unwritable", true, "the file cannot be written");
    }
  }

  /**
   * What was changed or taken in here behind a position of this journal, for others to {@link
   * #take}: ask with that of the last bundle, and it is small. With 0 it is the catalogue as it
   * stands, without what was before.
   *
   * @param position as {@link CatalogueBundle#position} of the last one; 0 for everything
   * @param costs whether trade secrets are in it
   * @throws TillwrightException {@code catalogue.tooLarge} when it does not fit a bundle
   */
  public CatalogueBundle since(long position, boolean costs) {
    long head = journal.headSeq();
    Gathered gathered = new Gathered(costs);
    if (position > 0) {
      journal.read(position + 1, head, gathered::add);
      return gathered.bundle(head);
    }
    return read(
        tx -> {
          gathered.all(tx);
          return gathered.bundle(head);
        });
  }

  /**
   * Takes in what another catalogue gave out: what is newer than what is known here, with its
   * version. Bounds of one entry are kept; a large bundle is written in several parts, and may be
   * taken again when that was cut off.
   *
   * @param operator who takes it, at most 64 characters
   * @return how many changes were newer
   */
  public synchronized int take(String operator, CatalogueBundle bundle) {
    List<Draft> drafts = new ArrayList<>();
    int[] newer = new int[1];
    for (CatalogueUpdate update : bundle.updates()) {
      List<CatalogueChange> news =
          read(tx -> update.changes().stream().filter(it -> isNewer(tx, update, it)).toList());
      if (!news.isEmpty()) {
        newer[0] += news.size();
        drafts.addAll(CatalogueEntries.drafts(update.of(operator, news)));
      }
    }
    for (int from = 0; from < drafts.size(); from += Journal.MAX_DRAFTS) {
      append(drafts.subList(from, Math.min(drafts.size(), from + Journal.MAX_DRAFTS)));
    }
    return newer[0];
  }

  private static boolean isNewer(Tx tx, CatalogueUpdate update, CatalogueChange change) {
    return CatalogueTables.known(tx, change)
        .filter(it -> it.version().compareTo(update.version()) >= 0)
        .isEmpty();
  }
}
