package dev.tillwright.core.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.ChildJvm;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.journal.Archived;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.store.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it archives loses nothing (B13). */
class ArchiveCrashTest {
  private static final int ENTRIES = 2_000;

  @TempDir Path dir;

  @Test
  @Timeout(120)
  void killedWhileArchiving_losesNothing() throws Exception {
    kills(2);
  }

  @Test
  @Tag("campaign-kill")
  void killedWhileArchiving_manyTimes() throws Exception {
    kills(60);
  }

  private void kills(int rounds) throws Exception {
    long seed = Long.getLong("campaign.seed", System.nanoTime());
    System.out.println("killed while archiving: seed " + seed);
    Random random = new Random(seed);
    Path books = dir.resolve("till.db");
    Path folder = ArchiveBooks.folder(dir);
    try (Database database = Database.sqlite(books);
        Journal journal = ArchiveBooks.open(database)) {
      ArchiveBooks.write(journal, ArchiveBooks.PAIR, ENTRIES, 50);
    }
    int midway = 0;
    for (int round = 1; round <= rounds; round++) {
      long archived;
      try (Database database = Database.sqlite(books);
          Journal journal = ArchiveBooks.open(database)) {
        archived = journal.archives().stream().mapToLong(Archived::last).max().orElse(0);
        if (archived + 600 > journal.headSeq() - 1_000) {
          ArchiveBooks.write(journal, ArchiveBooks.PAIR, 1_000, 50);
        }
      }
      boolean finished = kill(books, folder, archived, random);
      midway += finished ? 0 : 1;
      check(books, folder);
    }
    System.out.println("killed while archiving: " + midway + " of " + rounds + " midway, 0 lost");
  }

  /** Whether the child had come to its end before. */
  private static boolean kill(Path books, Path folder, long archived, Random random)
      throws IOException, InterruptedException {
    Process child =
        ChildJvm.start(
            ChildJvm.classPath(),
            ArchiveBooks.class,
            books.toString(),
            folder.toString(),
            Base64.getEncoder().encodeToString(ArchiveBooks.PAIR.getPrivate().getEncoded()),
            CheckpointKeys.text(ArchiveBooks.PAIR.getPublic()),
            Long.toString(archived + 300),
            Long.toString(archived + 600));
    boolean finished = false;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("ready");
      TimeUnit.MICROSECONDS.sleep(random.nextInt(400_000));
      child.toHandle().destroyForcibly(); // leaves its output readable
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        finished |= line.equals("done");
        assertThat(line).matches("archived \\d+|done");
      }
      assertThat(child.waitFor()).isEqualTo(137);
    }
    return finished;
  }

  private static void check(Path books, Path folder) throws IOException {
    try (Database database = Database.sqlite(books);
        Journal journal = ArchiveBooks.open(database)) {
      Archive archive = ArchiveBooks.archive(journal, folder);
      for (Entry each : ArchiveBooks.all(journal)) {
        if (each.kind().equals("sale.completed")) {
          assertThat(each.payload()).isEqualTo(ArchiveBooks.payload(each.seq()));
        }
      }
      archive.upTo(0); // ends what was begun, and begins nothing
      journal.archives().forEach(it -> assertThat(folder.resolve(it.file())).exists());
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(it -> it.toString().endsWith(".archive")).toList();
    }
    for (Path each : files) {
      ArchiveFile.verify(each, ArchiveBooks.KEYS);
    }
    try (Database database = Database.sqliteReadOnly(books)) {
      var found = JournalVerifier.verify(database, Optional.of(ArchiveBooks.TILL), files);
      assertThat(found.firstFault()).isEmpty();
      assertThat(found.chains().get(0).elsewhere()).isZero();
    }
  }
}
