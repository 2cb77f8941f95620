package dev.tillwright.core.backup;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointBook;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.GrowingTree;
import dev.tillwright.core.journal.Archived;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Head;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalArchive;
import dev.tillwright.core.journal.JournalCopy;
import dev.tillwright.core.journal.JournalExport;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Moves what old entries hold into files that verify alone. What stays in the journal is each
 * entry's place, time, kind and hashes, so that chain, tree, proofs and shipping go on; a reader
 * that needs more finds it in the file.
 *
 * <p><b>Guarantees.</b> A file was read back, hash for hash, with the tree of a signed checkpoint
 * that ends where it ends, before anything leaves the journal. An end of the program at any moment
 * leaves every entry whole, here or there; the next call goes on.
 *
 * <p><b>Not promised.</b> Which entries may go is the caller's to say, see {@link Retention}. A
 * file that nobody copied elsewhere dies with its disk.
 *
 * <p>For one thread at a time; the till sells meanwhile.
 */
public final class Archive {
  private final Journal journal;
  private final Path folder;
  private final CheckpointKeys keys;
  private final Duration patience;

  private Archive(Journal journal, Path folder, CheckpointKeys keys, Duration patience) {
    this.journal = journal;
    this.folder = folder;
    this.keys = keys;
    this.patience = patience;
  }

  /**
   * The archives of a journal; it finds them there from now on.
   *
   * @param folder where the files are, and those to come
   * @param keys what the till signs with, at least one; what an earlier key signed is taken as it
   *     stands in the journal
   * @param patience how long an append may take
   */
  public static Archive of(Journal journal, Path folder, CheckpointKeys keys, Duration patience) {
    if (keys.size() == 0) {
      throw new IllegalArgumentException("an archive rests on a signature: give its key");
    }
    journal.archivesIn(folder);
    return new Archive(journal, folder, keys, patience);
  }

  /**
   * Archives from behind the last archive to the newest signed checkpoint that a line leaves room
   * for. First, what an earlier call began is brought to its end.
   *
   * @param line no entry behind this one goes
   * @return what was archived; none when no checkpoint lies between
   * @throws TillwrightException {@code archive.broken}, {@code archive.contradicted} or {@code
   *     backup.failed} when the file does not come to be: then nothing left the journal
   */
  public Optional<Archived> upTo(long line) {
    JournalArchive moving = JournalArchive.of(journal);
    moving.unfinished().ifPresent(each -> finish(moving, each));
    long room = Math.min(line, journal.headSeq() - JournalArchive.KEPT);
    long first = journal.archives().stream().mapToLong(Archived::last).max().orElse(0) + 1;
    Optional<Checkpoint> end =
        journal.database().read(tx -> CheckpointBook.within(journal.terminal(), room, tx));
    if (end.isEmpty() || end.get().size() < first) {
      return Optional.empty();
    }
    Archived range = write(first, end.get());
    moving.move(range, patience);
    return Optional.of(range);
  }

  private void finish(JournalArchive moving, Archived range) {
    whole(range);
    moving.finish(range, patience);
  }

  /** That the file which contents are to leave for is the one that was written. */
  private void whole(Archived range) {
    Path file = folder.resolve(range.file());
    if (!Files.isRegularFile(file) || !Disk.sha256(file).equals(range.sha256())) {
      throw new TillwrightException(
          "archive.broken", false, file + " is not there as it was written; put it back");
    }
    sound(file);
  }

  /**
   * What a till signed with an earlier key stays what it is; a signature that is wrong does not.
   */
  private ArchiveFile sound(Path file) {
    ArchiveFile said = ArchiveFile.verify(file, CheckpointKeys.of());
    if (keys.knows(said.checkpoint()) && !keys.verifies(said.checkpoint())) {
      throw new TillwrightException(
          "archive.contradicted", false, file + " rests on a checkpoint whose signature is wrong");
    }
    return said;
  }

  private Archived write(long first, Checkpoint end) {
    long last = end.size();
    Path file = folder.resolve(journal.terminal() + "-" + first + "-" + last + ".archive");
    Path part = Disk.part(file);
    Disk.delete(part, lock(part)); // of a call that was cut off
    if (!Files.exists(file)) {
      boolean settled = false;
      try {
        Disk.make(part);
        try (Database into = Database.sqlite(part)) {
          fill(into, first, end);
        }
        Disk.delete(lock(part));
        sound(part);
        Disk.settle(part, file);
        settled = true;
      } finally {
        if (!settled) {
          Disk.delete(part, lock(part));
        }
      }
    }
    // One that is there already was written before a crash, or before a backup that is back now.
    // What no signature covers, such as when its last entry was written, must fit as well.
    ArchiveFile said = sound(file);
    if (!said.equals(about(first, end))) {
      throw new TillwrightException(
          "backup.exists", false, file + " is there already, and of another journal");
    }
    try {
      return new Archived(
          first,
          last,
          said.before(),
          end.head(),
          Backup.name(file),
          Files.size(file),
          Disk.sha256(file),
          false);
    } catch (IOException e) {
      throw Disk.failed("there is no reading from", file);
    }
  }

  private void fill(Database into, long first, Checkpoint end) {
    JournalCopy.makeTables(into);
    ArchiveFile.makeTable(into);
    for (long from = first; from <= end.size(); ) {
      List<Entry> page = JournalExport.page(journal, from, end.size());
      into.change(tx -> page.forEach(it -> tx.update(INSERT, JournalCopy.values(it))));
      from += page.size();
    }
    into.change(about(first, end)::write);
  }

  /** What an archive says of itself, by the journal. */
  private ArchiveFile about(long first, Checkpoint end) {
    String before = first == 1 ? Head.BEFORE_FIRST : journal.hash(first - 1).orElseThrow();
    Instant newest = journal.entry(end.size()).orElseThrow().at();
    return new ArchiveFile(journal.terminal(), first, before, peaks(first - 1), end, newest);
  }

  private static final String INSERT =
      "insert into journal (" + JournalCopy.COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?)";

  /** The tree over what older archives hold: their last has it up to its own first. */
  private List<String> peaks(long size) {
    GrowingTree tree = GrowingTree.empty();
    journal
        .database()
        .read(
            tx -> {
              tx.each(
                  "select hash from journal where terminal = ? and seq <= ? order by epoch, seq",
                  row -> tree.add(row.text(1)),
                  journal.terminal(),
                  size);
              return true;
            });
    return tree.peaks();
  }

  /**
   * Deletes the oldest archive, when its retention is over; that it is deleted is an entry first.
   * Its entries' hashes stay in the journal; what they held is gone, and views can no longer be
   * folded again from the first entry.
   *
   * @param retention how long what may be deleted was kept
   * @param now the time
   * @return what was deleted; none when the oldest is not due
   * @throws TillwrightException {@code archive.broken} when the file is not what was written: how
   *     old it is nobody can say then
   */
  public Optional<Archived> deleteOldest(Retention retention, Instant now) {
    JournalArchive moving = JournalArchive.of(journal);
    for (Archived each : journal.archives()) {
      Path file = folder.resolve(each.file());
      if (each.deleted()) {
        if (Files.exists(file)) {
          moving.delete(each, patience); // what a crash left
          Disk.delete(file);
        }
        continue;
      }
      whole(each);
      if (!retention.mayBeDeleted(sound(file).newest(), now)) {
        return Optional.empty();
      }
      moving.delete(each, patience);
      Disk.delete(file);
      return Optional.of(each);
    }
    return Optional.empty();
  }

  private static Path lock(Path file) {
    return file.resolveSibling(file.getFileName() + ".lock");
  }
}
