package dev.tillwright.core.journal;

import static dev.tillwright.core.journal.Journals.CLOCK;
import static dev.tillwright.core.journal.Journals.SOON;
import static dev.tillwright.core.journal.Journals.all;
import static dev.tillwright.core.journal.Journals.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.ChildJvm;
import dev.tillwright.core.store.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JournalCrashTest {
  @TempDir Path dir;

  @Test
  @Timeout(300)
  void killedWhileAppending_losesNothingAcknowledged_andTheViewTookEachEntryOnce()
      throws Exception {
    long seed = System.nanoTime();
    System.out.println("killedWhileAppending seed " + seed);
    Random random = new Random(seed);
    Path file = dir.resolve("till.db");
    Map<Long, String> acknowledged = new HashMap<>();
    for (int round = 1; round <= 5; round++) {
      kill(file, random, acknowledged);
      assertThat(JournalVerifier.verify(file, Optional.empty()).firstFault()).isEmpty();
      try (Database database = Database.sqlite(file);
          Journal journal = Journal.open(database, "till-01", CLOCK)) {
        List<Entry> all = all(journal);
        acknowledged.forEach(
            (seq, hash) -> assertThat(all.get((int) (seq - 1)).hash()).isEqualTo(hash));
        long position =
            database.read(
                tx -> tx.first("select seq from follower", row -> row.number(1)).orElse(0L));
        assertThat(Sums.dump(database, "one"))
            .isEqualTo(Sums.expected(all.subList(0, (int) position)));
        journal.follow(new Sums("one"));
        journal.awaitFollowers(SOON);
        assertThat(Sums.dump(database, "one")).isEqualTo(Sums.expected(all));
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(100);
  }

  private static void kill(Path file, Random random, Map<Long, String> acknowledged)
      throws IOException, InterruptedException {
    Process child =
        ChildJvm.start(
            ChildJvm.classPath(),
            AppendingChild.class,
            file.toString(),
            Long.toString(random.nextLong()));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("ready");
      assertCode("store.locked", () -> Database.sqlite(file)); // while another process has it
      int left = 1 + random.nextInt(400);
      boolean killed = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ");
        if (parts.length == 2 && parts[1].length() == 64) { // the last line may be torn
          acknowledged.put(Long.parseLong(parts[0]), parts[1]);
        } else {
          assertThat(killed).as(line).isTrue();
        }
        if (--left == 0) {
          child.toHandle().destroyForcibly(); // leaves its output readable
          killed = true;
        }
      }
      assertThat(child.waitFor()).isEqualTo(137);
    }
  }
}
