package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.Unattended;
import dev.tillwright.core.backup.Archive;
import dev.tillwright.core.backup.Backup;
import dev.tillwright.core.backup.BackupManifest;
import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.journal.Archived;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.JournalExport;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.settings.InForce;
import dev.tillwright.core.settings.Settings;
import dev.tillwright.core.settings.SettingsBook;
import dev.tillwright.core.settings.SettingsEntries;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What keeps a till's books safe, beside the selling. For any number of threads.
 *
 * @see Till#safekeeping
 */
public final class Safekeeping {
  private static final Duration BACKED_UP = Duration.ofSeconds(10);

  private final Till till;
  private final Opened opened;

  Safekeeping(Till till, Opened opened) {
    this.till = till;
    this.opened = opened;
  }

  /**
   * Signs the head of the journal now, whatever the policy says. What is kept of it outside the
   * machine shows any later change of the entries it covers.
   *
   * @return the newest checkpoint; none without a signer or in an empty journal
   * @throws dev.tillwright.core.TillwrightException when the key or the journal fails
   */
  @Unattended("signs what is written")
  public Optional<Checkpoint> checkpoint() {
    Notary notary = opened.notary();
    return notary == null ? Optional.empty() : notary.sign();
  }

  /**
   * A day that was closed, with the proof of its entry and the first checkpoint that covers it; for
   * the paper of the Z, and to be kept outside the machine.
   *
   * @param number of the Z
   */
  public Optional<ClosedDay> closedDay(OperatorSession session, long number) {
    till.require(session, Permission.REPORT);
    return opened.day().closed(number);
  }

  /** What is in force now: prices, rules, limits, roles, hosts, versions; by area. */
  public List<InForce> settings() {
    return settings(opened.books().journal().headSeq());
  }

  /**
   * What was in force when an entry was written; rules of promotions as digests, see {@link
   * Till#secrets}.
   *
   * @param seq the entry's position
   */
  public List<InForce> settings(long seq) {
    return whole(seq).stream().map(Safekeeping::withoutPlans).toList();
  }

  private List<InForce> whole(long seq) {
    Books books = opened.books();
    return books.read(
        SettingsBook.NAME, tx -> SettingsBook.at(books.journal().terminal(), seq, tx));
  }

  /** All of it, for who may read what is planned. */
  List<InForce> inForce() {
    return whole(opened.books().journal().headSeq());
  }

  /** What is planned is seen by its digest: that it changed, and not how. */
  private static InForce withoutPlans(InForce all) {
    if (!all.settings().area().equals("pricing")) {
      return all;
    }
    Settings shown = Settings.of("pricing");
    for (var each : all.settings().values().entrySet()) {
      boolean plain = each.getKey().equals("engine") || each.getValue().startsWith("sha256:");
      shown =
          plain
              ? shown.with(each.getKey(), each.getValue())
              : shown.withDigest(each.getKey(), each.getValue().getBytes(StandardCharsets.UTF_8));
    }
    return new InForce(shown, all.since(), all.by());
  }

  /** What was in force when a sale of this till was finished. */
  public List<InForce> settings(SaleId sale) {
    return opened
        .books()
        .finished(sale)
        .map(it -> settings(it.entry().seq()))
        .orElseThrow(() -> new RefusedException("sale.unknown", "this till finished no such sale"));
  }

  /**
   * Puts settings in force from here on, such as a new price list; needs {@link
   * Permission#CHANGE_SETTINGS}. What an area was set to before is replaced whole.
   *
   * @return whether anything differed, and was written
   * @throws IllegalArgumentException for an area that the till itself writes when it opens
   */
  public boolean change(OperatorSession session, Settings settings) {
    till.require(session, Permission.CHANGE_SETTINGS);
    if (TillSettings.OWN.contains(settings.area())) {
      throw new IllegalArgumentException("the till's builder sets " + settings.area());
    }
    synchronized (opened) { // two who change one area do not both find the older
      List<Draft> drafts =
          SettingsEntries.changes(List.of(settings), inForce(), session.operator().id());
      opened.books().append(drafts);
      return !drafts.isEmpty();
    }
  }

  /** Whether the till can be updated now, and go back after; see docs/books.md. */
  public UpdateReadiness updateReadiness() {
    return new Readiness(opened).look();
  }

  /**
   * Takes a backup while the till sells, and verifies it; needs {@link Permission#EXPORT}.
   *
   * @param folder on another disk, best
   * @throws dev.tillwright.core.TillwrightException as {@link Backup#take}
   */
  public BackupManifest backup(OperatorSession session, Path folder) {
    Exports.whole(till, session, "backup");
    Notary notary = opened.notary();
    return Backup.take(
        opened.books().journal(),
        folder,
        notary == null ? CheckpointKeys.of() : notary.keys(),
        opened.clock(),
        BACKED_UP);
  }

  /**
   * How far back entries may go into an archive now: closed days that are older than their
   * retention, at the central store or in a backup, and nothing from the oldest sale, payment, case
   * or finding on that is not at its end.
   *
   * @throws RefusedException {@code archive.none} when the builder was given no folder for archives
   */
  public ArchiveLine archiveLine() {
    return Archiving.line(opened, shelf().retention());
  }

  /**
   * Moves what the entries up to {@link #archiveLine} hold into an archive, up to the newest signed
   * checkpoint before the line; needs {@link Permission#EXPORT}. What an earlier call began is
   * brought to its end first. The till sells meanwhile.
   *
   * @return what was moved; none when there is nothing yet
   * @throws RefusedException {@code archive.none} without a folder, {@code archive.unsigned}
   *     without a signer
   * @throws dev.tillwright.core.TillwrightException as {@link Archive#upTo}
   */
  public Optional<Archived> archive(OperatorSession session) {
    till.require(session, Permission.EXPORT);
    synchronized (shelf()) {
      return archives().upTo(archiveLine().seq());
    }
  }

  /**
   * Deletes the oldest archive once its retention is over, and tells so; needs {@link
   * Permission#EXPORT}. What its entries held is gone after it, and views can no longer be folded
   * again from the first entry.
   *
   * @return what was deleted; none when it is not due
   * @throws dev.tillwright.core.TillwrightException as {@link Archive#deleteOldest}
   */
  public Optional<Archived> deleteOldestArchive(OperatorSession session) {
    till.require(session, Permission.EXPORT);
    synchronized (shelf()) {
      return archives().deleteOldest(shelf().retention(), opened.clock().instant());
    }
  }

  private Archiving.Shelf shelf() {
    Archiving.Shelf shelf = opened.archives();
    if (shelf == null) {
      throw new RefusedException("archive.none", "the till was given no folder for archives");
    }
    return shelf;
  }

  private Archive archives() {
    Path folder = shelf().folder();
    Notary notary = opened.notary();
    if (notary == null) {
      throw new RefusedException("archive.unsigned", "nobody signs what would be archived");
    }
    return Archive.of(opened.books().journal(), folder, notary.keys(), BACKED_UP);
  }

  /**
   * Writes the journal alone, without views, into a SQLite file of its own: the way back to an
   * older program, which folds its views anew and leaves kinds of entries alone that it does not
   * know. That it was exported is an entry before. Close the till after it; what is written later
   * is not in it. Needs {@link Permission#EXPORT}.
   *
   * @param file must not be there
   * @return how many entries it holds
   * @throws dev.tillwright.core.TillwrightException as {@link JournalExport#write}; nothing is left
   *     of the file then
   */
  public long exportJournal(OperatorSession session, Path file) {
    Exports.whole(till, session, "journal");
    if (Files.exists(file)) {
      throw new RefusedException("backup.exists", "the file is there already");
    }
    // That it leaves the till is durable before it does, and stands in what leaves.
    opened
        .books()
        .append(
            List.of(
                TillEntries.exported(session.operator().id(), String.valueOf(file.getFileName()))));
    boolean whole = false;
    try (Database into = Database.sqlite(file)) {
      long entries = JournalExport.write(opened.books().journal(), into);
      whole = true;
      return entries;
    } finally {
      if (!whole) {
        List.of("", "-wal", "-shm", ".lock").forEach(end -> delete(file, end));
      }
    }
  }

  private static void delete(Path file, String end) {
    try {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
    } catch (IOException e) {
      // What is left has no writer's row: no till opens over it.
      return;
    }
  }
}
