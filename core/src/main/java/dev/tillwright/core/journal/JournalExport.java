package dev.tillwright.core.journal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal alone, without the views of its followers, in a database of its own: what every version
 * of this program opens that knows the journal's format. The views are folded again there.
 *
 * <p><b>Guarantees.</b> Each entry is checked as it is read and stands in the export as it stood,
 * hash for hash. Until the last entry is in, the export has no writer's row: nobody opens a part
 * for the whole. The source is read a page at a time and is not held up.
 */
public final class JournalExport {
  private static final int PAGE = 256;
  private static final int CHUNK = 16;

  /** So much is held at once, whatever single payloads have. */
  private static final long PAGE_CHARACTERS = 4L << 20;

  private JournalExport() {}

  /**
   * Writes what is durable now.
   *
   * @param journal open; goes on being written meanwhile
   * @param into has no journal of this terminal; stays the caller's
   * @return how many entries were written
   * @throws TillwrightException {@code journal.notEmpty}, {@code journal.broken} at the entry that
   *     was changed, or a {@code store.} code
   */
  public static long write(Journal journal, Database into) {
    String terminal = journal.terminal();
    JournalTables.migrate(into);
    EntryReader there = new EntryReader(terminal);
    if (into.read(tx -> JournalTables.writer(tx, terminal)).isPresent()
        || into.read(there::newest).isPresent()) {
      throw new TillwrightException(
          "journal.notEmpty", false, "the export has a journal of " + terminal + " already");
    }
    long end = journal.headSeq();
    String last = Head.BEFORE_FIRST;
    for (long from = 1; from <= end; ) {
      List<Entry> page = page(journal, from, end);
      from += page.size();
      into.change(tx -> page.forEach(entry -> JournalTables.insert(tx, entry)));
      last = page.get(page.size() - 1).hash();
    }
    end(into, terminal, new Head(journal.epoch(), end, last));
    return end;
  }

  /**
   * Entries from a position on, in order, as many as are held at once; one at least.
   *
   * @param to the last that is wanted, which the journal has
   */
  public static List<Entry> page(Journal journal, long from, long to) {
    List<Entry> page = new ArrayList<>();
    long characters = 0;
    for (long next = from; next <= to && page.size() < PAGE && characters < PAGE_CHARACTERS; ) {
      int before = page.size();
      journal.read(next, Math.min(to, next + CHUNK - 1), page::add);
      for (Entry each : page.subList(before, page.size())) {
        characters += each.payload().length();
      }
      next += page.size() - before;
    }
    return page;
  }

  private static void end(Database into, String terminal, Head head) {
    into.change(
        tx ->
            tx.update(
                "insert into journal_writer (terminal, epoch, seq, hash) values (?, ?, ?, ?)",
                terminal,
                head.epoch(),
                head.seq(),
                head.hash()));
  }
}
