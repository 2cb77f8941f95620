package dev.tillwright.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.ChildJvm;
import dev.tillwright.core.store.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes while a journal is written. The books lie on an ext4 of their own, in a file, that
 * writes back by itself only every 300 seconds; the writer is killed, and the file is copied as it
 * is at that moment: what was not forced is not in it. Mounted, the copy is the disk after the cut.
 * Needs root and loop devices.
 */
class PowerCutTest {
  private static final long DISK = 48L << 20;

  @TempDir Path dir;
  private int acknowledged;
  private int found;
  private int unforced;
  private int lost;

  @Test
  void aCut_losesNothingAcknowledged() throws Exception {
    cut(1, 60);
  }

  @Test
  @Tag("campaign-powercut")
  void manyCuts_loseNothingAcknowledged() throws Exception {
    cut(Integer.getInteger("campaign.cuts", 30), 600);
  }

  private void cut(int rounds, int most) throws Exception {
    Assumptions.assumeTrue(canMount(), "no loop device can be mounted here");
    long seed = Long.getLong("campaign.seed", System.nanoTime());
    System.out.println("power cuts: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      round(dir.resolve("round" + round), 20 + random.nextInt(most));
    }
    System.out.printf(
        "power cuts: %d; %d entries acknowledged, %d found, %d lost;"
            + " of as many bytes that nobody forced, %d found%n",
        rounds, acknowledged, found, lost, unforced);
    assertThat(lost).isZero();
    assertThat(unforced).as("a cut that takes nothing shows nothing").isLessThan(acknowledged);
  }

  private void round(Path work, int entries) throws Exception {
    Path disk = work.resolve("disk");
    Path running = Files.createDirectories(work.resolve("running"));
    Path after = Files.createDirectories(work.resolve("after"));
    try (RandomAccessFile empty = new RandomAccessFile(disk.toFile(), "rw")) {
      empty.setLength(DISK);
    }
    assertThat(run("mkfs.ext4", "-q", "-F", disk.toString())).isZero();
    Path copy = work.resolve("copy");
    Map<Long, String> acked = new HashMap<>();
    mount(disk, running);
    try {
      write(running, entries, acked);
      assertThat(run("cp", "--sparse=always", disk.toString(), copy.toString())).isZero();
    } finally {
      unmount(running);
    }
    mount(copy, after);
    try {
      compare(after, acked);
    } finally {
      unmount(after);
      Files.delete(disk);
      Files.delete(copy);
    }
  }

  private static void write(Path folder, int entries, Map<Long, String> acked) throws Exception {
    Process child = ChildJvm.start(ChildJvm.classPath(), PowerCutChild.class, folder.toString());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("ready");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ");
        if (parts.length == 2 && parts[1].length() == 64) { // the last line may be torn
          acked.put(Long.parseLong(parts[0]), parts[1]);
        }
        if (acked.size() == entries) {
          child.toHandle().destroyForcibly(); // leaves its output readable
        }
      }
      child.waitFor();
    }
  }

  private void compare(Path folder, Map<Long, String> acked) throws IOException {
    Path file = folder.resolve(PowerCutChild.BOOKS);
    acknowledged += acked.size();
    Path plain = folder.resolve(PowerCutChild.UNFORCED);
    unforced += Files.exists(plain) ? (int) Files.size(plain) : 0;
    try (Database database = Database.sqlite(file);
        Journal journal = Journal.open(database, "till-01", Journals.CLOCK)) {
      for (Map.Entry<Long, String> each : acked.entrySet()) {
        boolean there =
            journal
                .entry(each.getKey())
                .map(Entry::hash)
                .filter(each.getValue()::equals)
                .isPresent();
        found += there ? 1 : 0;
        lost += there ? 0 : 1;
      }
      journal.follow(new Sums("one"));
      journal.awaitFollowers(Journals.SOON);
      assertThat(Sums.dump(database, "one")).isEqualTo(Sums.expected(Journals.all(journal)));
    }
    assertThat(JournalVerifier.verify(file, Optional.empty()).firstFault()).isEmpty();
  }

  private boolean canMount() throws IOException, InterruptedException {
    Path disk = dir.resolve("probe");
    Path folder = Files.createDirectories(dir.resolve("probed"));
    try (RandomAccessFile empty = new RandomAccessFile(disk.toFile(), "rw")) {
      empty.setLength(1 << 20);
    }
    boolean can =
        run("mkfs.ext4", "-q", "-F", disk.toString()) == 0
            && run("mount", "-o", "loop", disk.toString(), folder.toString()) == 0;
    if (can) {
      unmount(folder);
    } else {
      System.out.println("skipped: no loop device can be mounted here, so no power was cut");
    }
    return can;
  }

  private static void mount(Path disk, Path folder) throws IOException, InterruptedException {
    assertThat(run("mount", "-o", "loop,commit=300", disk.toString(), folder.toString())).isZero();
  }

  private static void unmount(Path folder) throws IOException, InterruptedException {
    assertThat(run("umount", folder.toString())).isZero();
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return -1;
      }
      return process.exitValue();
    } catch (IOException notThere) {
      return -1;
    }
  }
}
