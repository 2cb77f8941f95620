package dev.tillwright.core.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointBook;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Checkpoints;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.checkpoint.Witness;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups that are taken while the till sells, and restored without losing unseen (B13). */
class BackupTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String TILL = "till-01";
  private static final Ed25519Signer SIGNER =
      Ed25519Signer.of(Ed25519Signer.newPair(new SecureRandom()));
  private static final CheckpointKeys KEYS = CheckpointKeys.of(SIGNER.publicKey());
  private static final Draft SALE = new Draft("sale.completed", "{\"total\":1}");

  @TempDir Path dir;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(dir.resolve("backups"));
  }

  private Path books() {
    return dir.resolve("till.db");
  }

  private static Journal open(Database database) {
    Journal journal = Journal.open(database, TILL, Clock.systemUTC());
    journal.follow(new CheckpointBook());
    journal.follow(new BackupBook());
    return journal;
  }

  private BackupManifest take(Journal journal) {
    return Backup.take(journal, folder, KEYS, Clock.systemUTC(), SOON);
  }

  private Path manifest(BackupManifest of) {
    return folder.resolve(of.file() + ".json");
  }

  private static void sell(Journal journal, int entries) {
    for (int n = 0; n < entries; n++) {
      journal.append(SALE, SOON);
    }
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void takenWhileOthersSell_isWhole_andTheJournalTellsOfIt() throws Exception {
    try (Database database = Database.sqlite(books());
        Journal journal = open(database)) {
      sell(journal, 20);
      AtomicBoolean over = new AtomicBoolean();
      Thread selling =
          new Thread(
              () -> {
                while (!over.get()) {
                  journal.append(SALE, SOON);
                }
              });
      selling.start();
      BackupManifest taken;
      try {
        taken = take(journal);
      } finally {
        over.set(true);
        selling.join();
      }

      assertThat(taken.seq()).isBetween(20L, journal.headSeq());
      assertThat(journal.entry(taken.seq()).orElseThrow().hash()).isEqualTo(taken.head());
      journal.awaitFollowers(SOON);
      BackupBook.Taken told = database.read(tx -> BackupBook.newest(TILL, tx)).orElseThrow();
      assertThat(told.size()).isEqualTo(taken.seq());
      assertThat(told.sha256()).isEqualTo(taken.sha256());
      assertThat(Backup.verify(manifest(taken), List.of(), KEYS)).isEqualTo(taken);
      assertThat(taken.schemas()).containsEntry("journal", 1);
      try (var files = Files.list(folder)) {
        assertThat(files.map(Backup::name).toList())
            .containsExactlyInAnyOrder(taken.file(), taken.file() + ".json");
      }
    }
  }

  @Test
  void restored_goesOnWhereItEnded_underANewEpoch() {
    BackupManifest taken;
    try (Database database = Database.sqlite(books());
        Journal journal = open(database)) {
      sell(journal, 5);
      taken = take(journal);
    }
    Path other = dir.resolve("other.db");
    assertThat(Restore.of(manifest(taken)).keys(KEYS).into(other)).isEqualTo(taken);
    try (Database database = Database.sqlite(other);
        Journal journal = open(database)) {
      assertThat(journal.headSeq()).isEqualTo(5);
      assertThat(journal.epoch()).isEqualTo(2);
      sell(journal, 1);
      journal.awaitFollowers(SOON);
    }
    assertThat(JournalVerifier.verify(other, Optional.empty()).ok()).isTrue();
    refused("backup.exists", () -> Restore.of(manifest(taken)).into(other));
    refused("backup.exists", () -> Restore.of(manifest(taken)).into(books()));
  }

  @Test
  void olderThanWhatAWitnessSaw_isRefused_namingIt() {
    BackupManifest taken;
    Checkpoint kept;
    Entry slip;
    try (Database database = Database.sqlite(books());
        Journal journal = open(database)) {
      Checkpoints checkpoints = Checkpoints.open(journal, SIGNER, Clock.systemUTC(), SOON);
      sell(journal, 3);
      checkpoints.sign();
      taken = take(journal);
      sell(journal, 2);
      slip = journal.head().orElseThrow();
      kept = checkpoints.sign().orElseThrow();
    }
    Path other = dir.resolve("other.db");
    for (Witness witness :
        List.of(
            new Witness.Signed(kept, true),
            new Witness.Slip(TILL, slip.seq(), slip.hash().substring(0, 20)))) {
      assertThatThrownBy(
              () -> Restore.of(manifest(taken)).keys(KEYS).witnesses(List.of(witness)).into(other))
          .hasMessageContaining(witness.label())
          .isInstanceOfSatisfying(
              TillwrightException.class, e -> assertThat(e.code()).isEqualTo("backup.older"));
      assertThat(other).doesNotExist();
    }
    Path fresh = dir.resolve("fresh.db");
    Restore.of(manifest(taken))
        .keys(KEYS)
        .witnesses(List.of(new Witness.Signed(kept, true)))
        .asNewMachine(41, "the disk failed", Clock.systemUTC())
        .into(fresh);
    try (Database database = Database.sqlite(fresh);
        Journal journal = open(database)) {
      Entry first = journal.entry(taken.seq() + 1).orElseThrow();
      assertThat(first.kind()).isEqualTo("journal.replaced");
      assertThat(first.payload()).contains("\"receipt\":41");
      assertThat(journal.epoch()).isGreaterThan(kept.epoch() + Journal.EPOCHS_OF_A_MACHINE);
    }
    assertThat(JournalVerifier.verify(fresh, Optional.empty()).ok()).isTrue();

    Witness agrees = new Witness.Signed(taken.checkpoint().orElseThrow(), true);
    Restore.of(manifest(taken)).keys(KEYS).witnesses(List.of(agrees)).into(other);
    Witness others = new Witness.Slip(TILL, 2, "0".repeat(20));
    refused("backup.contradicted", () -> Backup.verify(manifest(taken), List.of(others), KEYS));
  }

  @Test
  void aTillWithANewKey_isBackedUp_andItsOldCheckpointsStay() {
    Ed25519Signer before = Ed25519Signer.of(Ed25519Signer.newPair(new SecureRandom()));
    try (Database database = Database.sqlite(books());
        Journal journal = open(database)) {
      sell(journal, 3);
      Checkpoint old =
          Checkpoints.open(journal, before, Clock.systemUTC(), SOON).sign().orElseThrow();
      sell(journal, 1);
      Checkpoints.open(journal, SIGNER, Clock.systemUTC(), SOON).sign();
      BackupManifest taken = take(journal);
      assertThat(taken.seq()).isEqualTo(6);
      Restore.of(manifest(taken)).keys(KEYS).into(dir.resolve("other.db"));
      refused(
          "backup.contradicted", // one from outside is only worth what its key is
          () -> Backup.verify(manifest(taken), List.of(new Witness.Signed(old, true)), KEYS));
    }
  }

  @Test
  void aJournalThatStopsWhenItIsToTell_leavesTheBackup() throws IOException {
    AtomicBoolean broken = new AtomicBoolean();
    Clock clock =
        clock(
            () -> {
              if (broken.get()) {
                throw new IllegalStateException("as if the writer's thread had come to an error");
              }
            });
    try (Database database = Database.sqlite(books());
        Journal journal = Journal.open(database, TILL, clock)) {
      sell(journal, 3);
      broken.set(true);
      refused("journal.failed", () -> take(journal));
    }
    try (var files = Files.list(folder)) {
      Path manifest =
          files.filter(it -> Backup.name(it).endsWith(".json")).findFirst().orElseThrow();
      assertThat(Backup.verify(manifest, List.of(), KEYS).seq()).isEqualTo(3);
    }
  }

  /** Stands still, and does something whenever it is read. */
  private static Clock clock(Runnable read) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        read.run();
        return Instant.EPOCH;
      }
    };
  }

  @Test
  void restoringThatFailsAtTheLastStep_leavesNoEmptyBooks() {
    BackupManifest taken;
    try (Database database = Database.sqlite(books());
        Journal journal = open(database)) {
      sell(journal, 3);
      taken = take(journal);
    }
    Path other = dir.resolve("other.db");
    Clock thief = clock(() -> dir.resolve("other.db.part").toFile().delete());
    refused(
        "backup.failed",
        () -> Restore.of(manifest(taken)).asNewMachine(3, "stolen", thief).into(other));
    assertThat(other).doesNotExist();
    Restore.of(manifest(taken)).into(other);
  }

  @Test
  void restoredTwice_noMachineHasTheEpochsOfTheOther_whenASlipTellsOfIt() {
    BackupManifest taken;
    try (Database database = Database.sqlite(books());
        Journal journal = open(database)) {
      sell(journal, 3);
      taken = take(journal);
    }
    Path second = dir.resolve("second.db");
    Restore.of(manifest(taken)).asNewMachine(3, "stolen", Clock.systemUTC()).into(second);
    Entry slip;
    try (Database database = Database.sqlite(second);
        Journal journal = open(database)) {
      sell(journal, 1);
      slip = journal.head().orElseThrow();
    }
    String printed =
        TILL + "/" + slip.epoch() + "/" + slip.seq() + " " + slip.hash().substring(0, 20);
    Path third = dir.resolve("third.db");
    Restore.of(manifest(taken))
        .witnesses(List.of(Witness.Slip.parse(printed)))
        .asNewMachine(4, "stolen again", Clock.systemUTC())
        .into(third);
    try (Database database = Database.sqlite(third);
        Journal journal = open(database)) {
      assertThat(journal.entry(taken.seq() + 1).orElseThrow().epoch())
          .isEqualTo(slip.epoch() + Journal.EPOCHS_OF_A_MACHINE);
    }
  }

  @Test
  void restoredTwiceWithoutASlip_noMachineHasTheEpochsOfTheOther() {
    int first = NewMachine.epoch(5, Instant.parse("2026-11-26T10:00:00Z"));
    int second = NewMachine.epoch(5, Instant.parse("2026-11-26T10:00:40Z"));
    int next = NewMachine.epoch(5, Instant.parse("2026-11-27T09:59:00Z"));
    assertThat(second).isEqualTo(first + 40);
    assertThat(next - first).isGreaterThan(90_000);
    assertThat(NewMachine.epoch(5, Instant.parse("2010-12-01T08:26:00Z"))).isEqualTo(100_005);
    assertThat(NewMachine.epoch(1_999_000_000, Instant.parse("2026-11-26T10:00:00Z")))
        .as("never below what is known")
        .isEqualTo(1_999_100_000);
  }

  @Test
  void restoringOverWhatCameMeanwhile_isRefused() throws IOException {
    BackupManifest taken;
    try (Database database = Database.sqlite(books());
        Journal journal = open(database)) {
      sell(journal, 3);
      taken = take(journal);
    }
    Path other = dir.resolve("other.db");
    Clock busy =
        clock(
            () -> {
              try {
                Files.writeString(other, "of somebody");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    refused(
        "backup.exists",
        () -> Restore.of(manifest(taken)).asNewMachine(3, "stolen", busy).into(other));
    assertThat(other).hasContent("of somebody");
  }

  @Test
  void aBackupThatWasChanged_isNotRestored() throws IOException {
    BackupManifest taken;
    try (Database database = Database.sqlite(books());
        Journal journal = open(database)) {
      sell(journal, 5);
      taken = take(journal);
    }
    Path file = folder.resolve(taken.file());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    Path other = dir.resolve("other.db");
    refused("backup.changed", () -> Restore.of(manifest(taken)).into(other));
    Files.delete(file);
    refused("backup.failed", () -> Restore.of(manifest(taken)).into(other));
    assertThat(other).doesNotExist();
  }

  @Test
  void aJournalThatIsBroken_givesNoBackup_andTheTillGoesOn() throws IOException {
    try (Database database = Database.sqlite(books());
        Journal journal = open(database)) {
      sell(journal, 5);
      database.change(tx -> tx.update("update journal set payload = '{}' where seq = 3"));
      refused("backup.broken", () -> take(journal));
      refused(
          "backup.failed",
          () -> Backup.take(journal, dir.resolve("nowhere"), KEYS, Clock.systemUTC(), SOON));
      sell(journal, 1);
    }
    try (var files = Files.list(folder)) {
      assertThat(files.toList()).isEmpty();
    }
  }

  @Test
  void aDiskThatIsFull_leavesNoPart_andTheTillGoesOn() throws Exception {
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString())
            .redirectErrorStream(true)
            .start();
    if (mount.waitFor() != 0) {
      System.out.println("skipped: this user cannot mount a small file system to fill");
      return;
    }
    try (Database database = Database.sqlite(books());
        Journal journal = open(database)) {
      Draft large = new Draft("sale.completed", "{\"note\":\"" + "x".repeat(50_000) + "\"}");
      journal.append(List.of(large, large, large), SOON);
      assertThatThrownBy(() -> take(journal)).hasMessageContaining("no room");
      sell(journal, 1);
      try (var files = Files.list(folder)) {
        assertThat(files.toList()).isEmpty();
      }
    } finally {
      new ProcessBuilder("umount", folder.toString()).start().waitFor();
    }
  }

  @Test
  void fromPostgres_theJournalAlone_opensAsAFile() {
    try (Database database = Database.of(TestPostgres.schema());
        Journal journal = open(database)) {
      sell(journal, 7);
      BackupManifest taken = take(journal);
      assertThat(taken.seq()).isEqualTo(7);
      Path other = dir.resolve("other.db");
      Restore.of(manifest(taken)).into(other);
      List<Entry> entries = new ArrayList<>();
      try (Database file = Database.sqlite(other);
          Journal copy = open(file)) {
        copy.read(1, 7, entries::add);
        sell(copy, 1);
      }
      List<Entry> originals = new ArrayList<>();
      journal.read(1, 7, originals::add);
      assertThat(entries).isEqualTo(originals);
    }
  }
}
