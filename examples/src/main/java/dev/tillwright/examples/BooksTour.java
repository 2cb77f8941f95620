package dev.tillwright.examples;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.backup.Backup;
import dev.tillwright.core.backup.BackupManifest;
import dev.tillwright.core.backup.Restore;
import dev.tillwright.core.backup.Retention;
import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.CheckpointPolicy;
import dev.tillwright.core.checkpoint.CheckpointSigner;
import dev.tillwright.core.checkpoint.Witness;
import dev.tillwright.core.journal.Archived;
import dev.tillwright.core.report.DayTotals;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.settings.InForce;
import dev.tillwright.core.settings.Settings;
import dev.tillwright.core.till.ArchiveLine;
import dev.tillwright.core.till.ClosedDay;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.core.till.UpdateReadiness;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Books that are kept safe. The page docs/books.md shows it, a test runs it. */
public final class BooksTour {
  private BooksTour() {}

  /** A till that signs, is watched, and says what it is set to. */
  public static TillBuilder safe(
      TillBuilder builder, CheckpointSigner signer, Witness kept, byte[] priceFile) {
    // docs: open
    builder
        .checkpoints(signer, new CheckpointPolicy(500, Duration.ofMinutes(5)))
        .witnesses(kept) // not opened over books that do not hold it
        .settings(Settings.of("prices").with("list", "spring 2026").withDigest("file", priceFile));
    // docs: end
    return builder;
  }

  /** What leaves the till with a Z. */
  public static String close(Till till, OperatorSession manager) {
    // docs: close
    DayTotals totals = till.closeDay(manager);
    ClosedDay day = till.safekeeping().closedDay(manager, totals.number()).orElseThrow();
    String onPaper = day.proof().place() + " " + day.proof().code();
    String toBeKept = day.checkpoint().map(Checkpoint::toJson).orElse("not signed yet");
    // docs: end
    return onPaper + "\n" + toBeKept;
  }

  /** New prices at noon, and what held for a sale. */
  public static List<InForce> settings(
      Till till, OperatorSession manager, byte[] priceFile, SaleId sale) {
    // docs: settings
    Settings summer =
        Settings.of("prices").with("list", "summer 2026").withDigest("file", priceFile);
    till.safekeeping().change(manager, summer); // an entry, when it differs

    List<InForce> atTheSale = till.safekeeping().settings(sale);
    // docs: end
    return atTheSale;
  }

  /** Before an update. */
  public static List<String> update(Till till, OperatorSession manager, Path otherDisk) {
    // docs: update
    till.resolve(); // payments without a known end
    till.forwardNow(); // payments that wait for their host
    till.safekeeping().backup(manager, otherDisk);
    UpdateReadiness readiness = till.safekeeping().updateReadiness();
    if (!readiness.ready()) {
      readiness.reasons().forEach(System.out::println);
    }
    // docs: end
    return readiness.reasons();
  }

  /** The way back to an older program. */
  public static long back(Till till, OperatorSession manager, Path file) {
    // docs: back
    long entries = till.safekeeping().exportJournal(manager, file);
    till.close(); // then open the older program over the file
    // docs: end
    return entries;
  }

  /** Where old entries go, and how long they stay. */
  public static TillBuilder archiving(TillBuilder builder, Path folder) {
    // docs: archives
    builder.archives(
        folder,
        Retention.usual() // 90 days for refunds, 548 for disputes, 731 for reports, 10 years at all
            .with(Retention.Purpose.REFUND, Duration.ofDays(30)));
    // docs: end
    return builder;
  }

  /** Once a month, say. */
  public static Optional<Archived> archive(Till till, OperatorSession manager) {
    // docs: archive
    ArchiveLine line = till.safekeeping().archiveLine();
    line.held().forEach(System.out::println); // what keeps it from being later
    Optional<Archived> moved = till.safekeeping().archive(manager);
    // docs: end
    return moved;
  }

  /** A backup is looked at again, and put in the place of lost books. */
  public static BackupManifest restore(
      Path manifest, Witness newest, CheckpointKeys keys, Path newFile) {
    // docs: restore
    Backup.verify(manifest, List.of(newest), keys);
    BackupManifest restored =
        Restore.of(manifest).keys(keys).witnesses(List.of(newest)).into(newFile);
    // docs: end
    return restored;
  }

  /** The same when the newest entries are lost for good. */
  public static BackupManifest restoreBehindALoss(
      Path manifest, Witness newest, CheckpointKeys keys, Path newFile, Clock clock) {
    // docs: loss
    return Restore.of(manifest)
        .keys(keys)
        .witnesses(List.of(newest))
        .asNewMachine(57, "the disk failed", clock) // 57: on the last slip that was printed
        .into(newFile);
    // docs: end
  }
}
