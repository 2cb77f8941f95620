package dev.tillwright.core.backup;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Witness;
import dev.tillwright.core.store.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a backup in the place of books that were lost.
 *
 * <p><b>Guarantees.</b> Nothing is overwritten. The backup is verified before, and its copy after.
 * A backup that ends before what a witness has seen is refused: its entries since then are lost,
 * and a till that went on from there would write others in their places.
 *
 * <p><b>Not promised.</b> Without a witness nobody can tell that a backup is old. Give the newest
 * checkpoint that left the machine, the newest slip, or the central store's mark.
 *
 * <p>Not for several threads.
 */
public final class Restore {
  private final Path manifest;
  private final List<Witness> witnesses = new ArrayList<>();
  private CheckpointKeys keys = CheckpointKeys.of();
  private @Nullable NewMachine accepted;

  private Restore(Path manifest) {
    this.manifest = Objects.requireNonNull(manifest, "manifest");
  }

  /**
   * Of the backup with this manifest.
   *
   * @param manifest the {@code .json} file beside it
   */
  public static Restore of(Path manifest) {
    return new Restore(manifest);
  }

  /** What was kept elsewhere of the lost books. */
  public Restore witnesses(Collection<? extends Witness> kept) {
    witnesses.addAll(kept);
    return this;
  }

  /** Whose checkpoints are trusted. */
  public Restore keys(CheckpointKeys trusted) {
    keys = Objects.requireNonNull(trusted, "trusted");
    return this;
  }

  /**
   * Accepts that entries since the backup are lost, where there is no central store to fetch them
   * from: the books go on as those of a new machine, under epochs far above those that the backup
   * and the witnesses know, and begin with an entry that says so. A machine that was restored from
   * the same backup before is known by its witnesses alone: give its newest slip.
   *
   * @param newestReceipt the number on the last slip that was printed; numbers go on behind it
   * @param reason for people, up to 200 characters
   */
  public Restore asNewMachine(long newestReceipt, String reason, Clock clock) {
    accepted = new NewMachine(newestReceipt, reason, clock);
    return this;
  }

  /**
   * Writes the books; then open the till over them as always.
   *
   * @param database the file to be; must not be there
   * @return what was restored
   * @throws TillwrightException {@code backup.exists}; {@code backup.older} naming the witness,
   *     when there were entries that the backup does not hold; otherwise as {@link Backup#verify}
   */
  public BackupManifest into(Path database) {
    BackupManifest said = Backup.verify(manifest, expected(), keys);
    for (String end : List.of("", "-wal", "-shm", "-journal")) {
      Path file = database.resolveSibling(Backup.name(database) + end);
      if (Files.exists(file)) {
        throw new TillwrightException("backup.exists", false, file + " is there already");
      }
    }
    Path part = Disk.part(database);
    boolean whole = false;
    try {
      Disk.copy(manifest.resolveSibling(said.file()), part);
      try (Database copy = Database.sqliteReadOnly(part)) {
        Backup.sound(copy, said.terminal(), expected(), keys);
      }
      if (accepted != null) {
        accepted.begin(part, said.terminal(), witnesses);
      }
      Disk.settleNew(part, database);
      whole = true;
      return said;
    } finally {
      if (!whole) {
        Disk.delete(part);
      }
    }
  }

  /** The witnesses that the backup must agree with: all, or those that it is old enough for. */
  private List<Witness> expected() {
    if (accepted == null) {
      return List.copyOf(witnesses);
    }
    long end = Backup.read(manifest).seq();
    return witnesses.stream().filter(it -> it.seq() <= end).toList();
  }
}
