package dev.tillwright.core.journal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.store.Database;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Takes the contents of old entries out of a journal once they lie in an archive file. What stays
 * of each is its place, time, kind and hashes: the chain, the tree of the checkpoints, shipping and
 * every proof go on as before, and a reader gets the contents from the file, checked by the hash
 * that stayed.
 *
 * <p><b>Guarantees.</b> The archive is noted, then told of by an entry, and only then do contents
 * go, some entries a transaction. Wherever this is cut off, each entry's contents are in the
 * journal or in a file that the journal names; {@link #unfinished} says what to go on with.
 *
 * <p><b>Not promised.</b> The file must be whole and on the disk before: who calls has read it
 * back. A SQLite file does not become smaller; what comes next takes the room, and a backup is
 * small.
 *
 * <p>For one thread at a time.
 *
 * @see dev.tillwright.core.backup.Archive
 */
public final class JournalArchive {
  /** The newest entries always stay whole: they are checked at each opening. */
  public static final int KEPT = Journal.RECENT;

  private static final int STEP = 128;

  private final Journal journal;
  private final Database database;
  private final String terminal;

  private JournalArchive(Journal journal) {
    this.journal = journal;
    this.database = journal.database();
    this.terminal = journal.terminal();
  }

  /** Of this journal. */
  public static JournalArchive of(Journal journal) {
    return new JournalArchive(journal);
  }

  private List<ArchiveTables.Row> rows() {
    return ArchiveTables.there(database)
        ? database.read(tx -> ArchiveTables.all(tx, terminal))
        : List.of();
  }

  /** An archive that was noted, but whose contents are not all out of the journal yet. */
  public Optional<Archived> unfinished() {
    return rows().stream().filter(row -> !row.finished()).map(ArchiveTables.Row::range).findFirst();
  }

  /**
   * Takes out what lies in a file.
   *
   * @param range follows the last archive; the file is whole
   * @param patience for the entry that tells of it
   * @return the position of that entry
   * @throws TillwrightException {@code archive.order} when it does not follow, {@code
   *     archive.recent} when it reaches into the newest {@link #KEPT} entries, {@code
   *     journal.behind} when a view has not come so far
   */
  public long move(Archived range, Duration patience) {
    List<ArchiveTables.Row> before = rows();
    long next = before.isEmpty() ? 1 : before.get(before.size() - 1).range().last() + 1;
    boolean follows = range.first() == next && before.stream().allMatch(it -> it.finished());
    if (!follows) {
      throw refused("archive.order", "an archive begins behind the last, at entry " + next);
    }
    if (range.last() > journal.headSeq() - KEPT) {
      throw refused("archive.recent", "the newest " + KEPT + " entries are not archived");
    }
    ArchiveTables.migrate(database);
    long head = journal.headSeq();
    database.change(tx -> ArchiveTables.begin(tx, terminal, range, head));
    return finish(range, patience);
  }

  /**
   * Goes on where a crash cut {@link #move} off.
   *
   * @param range as {@link #unfinished} said it; the file was looked at again
   * @return the position of the entry that tells of it
   */
  public long finish(Archived range, Duration patience) {
    ArchiveTables.Row row = row(range);
    long told = row.told();
    if (told == 0) {
      told = toldSince(row.begun(), Archived.KIND, range);
      if (told == 0) {
        told = journal.append(range.told(), patience).seq();
      }
      long seq = told;
      database.change(tx -> ArchiveTables.told(tx, terminal, range, seq));
    }
    // A view that is behind would have to look into the file; and one that fails must be seen
    // first.
    for (FollowerLag lag : journal.lags()) {
      if (lag.position() < range.last()) {
        throw new TillwrightException(
            "journal.behind", true, "the view " + lag.name() + " has not seen all of the archive");
      }
    }
    journal.shelf().ranges(rows().stream().map(ArchiveTables.Row::range).toList());
    for (long from = row.pruned() + 1; from <= range.last(); from += STEP) {
      long first = from;
      long last = Math.min(range.last(), from + STEP - 1);
      database.change(
          tx -> {
            for (long seq = first; seq <= last; seq++) {
              tx.update(
                  "update journal set payload = '' where terminal = ? and epoch = ? and seq = ?",
                  terminal,
                  journal.epochOf(seq),
                  seq);
            }
            ArchiveTables.pruned(tx, terminal, range, last);
          });
    }
    return told;
  }

  /**
   * Notes and tells that an archive is deleted; the caller deletes the file after it, once this
   * returned.
   *
   * @throws TillwrightException {@code archive.order} when an older one is still there
   */
  public void delete(Archived range, Duration patience) {
    for (ArchiveTables.Row each : rows()) {
      if (each.range().first() < range.first() && each.gone() == 0) {
        throw refused("archive.order", "the oldest archive is deleted first");
      }
    }
    ArchiveTables.Row row = row(range);
    long head = journal.headSeq();
    if (row.gone() == 0) {
      database.change(tx -> ArchiveTables.gone(tx, terminal, range, head));
    }
    long since = row.gone() == 0 ? head : row.gone();
    if (toldSince(since, Archived.DELETED, range) == 0) {
      journal.append(range.gone(), patience);
    }
    journal.shelf().ranges(rows().stream().map(ArchiveTables.Row::range).toList());
    journal.shelf().close();
  }

  private ArchiveTables.Row row(Archived range) {
    return rows().stream()
        .filter(it -> it.range().first() == range.first() && it.range().file().equals(range.file()))
        .findFirst()
        .orElseThrow(() -> refused("archive.unknown", "the journal names no archive like that"));
  }

  /** Where the entry stands that may have been written before a crash; 0 when it was not. */
  private long toldSince(long begun, String kind, Archived range) {
    long[] found = new long[1];
    journal.read(
        begun + 1,
        journal.headSeq(),
        entry -> {
          if (entry.kind().equals(kind)
              && JsonIn.parse(entry.payload()).number("first") == range.first()) {
            found[0] = entry.seq();
          }
        });
    return found[0];
  }

  private TillwrightException refused(String code, String why) {
    return new TillwrightException(code, false, "the journal of " + terminal + ": " + why);
  }
}
