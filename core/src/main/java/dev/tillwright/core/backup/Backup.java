package dev.tillwright.core.backup;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Witness;
import dev.tillwright.core.checkpoint.WitnessCheck;
import dev.tillwright.core.checkpoint.WitnessFault;
import dev.tillwright.core.checkpoint.WitnessReport;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalExport;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.journal.Verification;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Dialect;
import dev.tillwright.core.store.Tx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A copy of a journal's database, taken while the till sells, and verified before it counts.
 *
 * <p>Of a SQLite file it is the whole: journal, views and whatever else lies in it. Of PostgreSQL
 * it is the journal alone, in a SQLite file; the views are folded again from it.
 *
 * <p><b>Guarantees.</b> A backup that was returned, or whose manifest is there, was read back:
 * every hash and link, and every checkpoint that a trusted key signed. It is on the disk. That it
 * was taken is an entry of the journal. One that fails leaves no file, and the till as it was; but
 * when the journal cannot say whether that entry was written, the backup stays.
 *
 * <p><b>Not promised.</b> A backup on the machine's own disk dies with it. Keys, the card vault and
 * what else is not in the journal's database have backups of their own.
 */
public final class Backup {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** After these the entry may be there; the backup and its manifest are. */
  private static final Set<String> UNCERTAIN = Set.of("journal.unknown", "journal.failed");

  private static final String SIGNED =
      "select payload from journal where terminal = ? and kind = ?"
          + " order by epoch desc, seq desc limit 1";

  private Backup() {}

  /**
   * Takes one; the time grows with the size of the database.
   *
   * @param folder where it goes, as {@code TERMINAL-TIME-SEQ.db} and a manifest of the same name
   * @param keys whose checkpoints are looked at; none looks at no signature
   * @param patience for the entry that tells of it
   * @throws TillwrightException {@code backup.exists}, {@code backup.failed}, {@code backup.broken}
   *     when what was read back is not whole, or a {@code store.} code
   */
  public static BackupManifest take(
      Journal journal, Path folder, CheckpointKeys keys, Clock clock, Duration patience) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String name = journal.terminal() + "-" + NAME.format(at) + "-" + journal.headSeq() + ".db";
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      throw new TillwrightException("backup.exists", false, file + " is there already");
    }
    Path part = Disk.part(file);
    Disk.make(part);
    boolean whole = false;
    try {
      copy(journal, part);
      BackupManifest manifest = manifest(journal, part, file, at, keys);
      Disk.settle(part, file);
      Disk.writeNew(manifest(file), manifest.toJson());
      journal.append(BackupBook.taken(manifest), patience);
      whole = true;
      return manifest;
    } catch (TillwrightException e) {
      whole = UNCERTAIN.contains(e.code()); // what the journal may tell of is not taken away
      throw e;
    } finally {
      if (!whole) {
        Disk.delete(part, file, manifest(file), lock(part));
      }
    }
  }

  private static void copy(Journal journal, Path part) {
    try {
      if (journal.database().dialect() == Dialect.sqlite()) {
        journal.database().copyInto(part);
        return;
      }
      try (Database into = Database.sqlite(part)) {
        JournalExport.write(journal, into);
      }
      Disk.delete(lock(part));
    } catch (TillwrightException e) {
      if (e.code().equals("store.full")) {
        throw Disk.failed("there is no room for", part);
      }
      throw e;
    }
  }

  private static Path lock(Path file) {
    return file.resolveSibling(file.getFileName() + ".lock");
  }

  private static Path manifest(Path file) {
    return file.resolveSibling(file.getFileName() + ".json");
  }

  private static BackupManifest manifest(
      Journal journal, Path part, Path file, Instant at, CheckpointKeys keys) {
    String terminal = journal.terminal();
    try (Database copy = Database.sqliteReadOnly(part)) {
      Verification.Chain chain = sound(copy, terminal, List.of(), keys);
      Optional<Checkpoint> newest = copy.read(tx -> newest(terminal, tx));
      return new BackupManifest(
          terminal,
          journal.epoch(),
          chain.headSeq(),
          chain.headHash(),
          at,
          name(file),
          Files.size(part),
          Disk.sha256(part),
          copy.versions(),
          newest);
    } catch (IOException e) {
      throw Disk.failed("there is no reading from", part);
    }
  }

  /** The newest that the journal holds; a view of it may not have come so far. */
  private static Optional<Checkpoint> newest(String terminal, Tx tx) {
    return tx.first(SIGNED, row -> row.text(1), terminal, Checkpoint.KIND).map(Checkpoint::parse);
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** The chain of a copy that is whole, and that no witness contradicts. */
  static Verification.Chain sound(
      Database copy, String terminal, Collection<Witness> witnesses, CheckpointKeys keys) {
    Verification result = JournalVerifier.verify(copy, Optional.of(terminal));
    result
        .firstFault()
        .ifPresent(
            fault -> {
              throw new TillwrightException("backup.broken", false, fault.message());
            });
    WitnessReport report = WitnessCheck.check(copy, terminal, witnesses, keys);
    report.faults().stream()
        .filter(fault -> !ofAnEarlierKey(fault))
        .findFirst()
        .ifPresent(
            fault -> {
              throw new TillwrightException(
                  switch (fault.what()) {
                    case CUT_OFF -> "backup.older";
                    default -> "backup.contradicted";
                  },
                  false,
                  fault.message());
            });
    return result.chains().get(0);
  }

  /** A till that was given a new key keeps what it signed before; that says nothing, no wrong. */
  private static boolean ofAnEarlierKey(WitnessFault fault) {
    return fault.what() == WitnessFault.What.UNKNOWN_KEY
        && fault.witness() instanceof Witness.Signed kept
        && !kept.outside();
  }

  /**
   * Reads a backup again: its file is that of its manifest, its chain is whole, and every witness
   * that it should know agrees.
   *
   * @param manifest the file beside the backup
   * @param witnesses what was kept elsewhere: slips, checkpoints, the central store's mark
   * @throws TillwrightException {@code backup.changed} when the file is another one, {@code
   *     backup.older} when a witness has seen entries that it does not hold, {@code
   *     backup.contradicted}, {@code backup.broken}, {@code backup.failed}
   */
  public static BackupManifest verify(
      Path manifest, Collection<Witness> witnesses, CheckpointKeys keys) {
    BackupManifest said = read(manifest);
    Path file = manifest.resolveSibling(said.file());
    try {
      if (Files.size(file) != said.bytes() || !Disk.sha256(file).equals(said.sha256())) {
        throw new TillwrightException(
            "backup.changed", false, file + " is not what its manifest tells of");
      }
    } catch (IOException e) {
      throw Disk.failed("there is no reading from", file);
    }
    try (Database copy = Database.sqliteReadOnly(file)) {
      Verification.Chain chain = sound(copy, said.terminal(), witnesses, keys);
      if (chain.headSeq() != said.seq() || !chain.headHash().equals(said.head())) {
        throw new TillwrightException(
            "backup.changed", false, file + " ends elsewhere than its manifest says");
      }
      return said;
    }
  }

  static BackupManifest read(Path manifest) {
    try {
      return BackupManifest.parse(Files.readString(manifest));
    } catch (IOException e) {
      throw Disk.failed("there is no reading from", manifest);
    }
  }
}
