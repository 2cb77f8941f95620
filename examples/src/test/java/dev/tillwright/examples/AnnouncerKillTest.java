package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.store.Database;
import dev.tillwright.device.virtual.VirtualAnnouncer;
import dev.tillwright.device.virtual.VirtualTerminal;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A till that is killed while it sells: what was said aloud stands in its books, once (F14). */
@Timeout(120)
class AnnouncerKillTest {
  private static final int KILLS = 3;

  @TempDir Path folder;

  @Test
  void whatWasSaid_isInTheBooksOfAKilledTill_andWasSaidOnce() throws Exception {
    long seed = 20_261_126;
    Random random = new Random(seed);
    AtomicBoolean over = new AtomicBoolean();
    try (VirtualTerminal terminal = VirtualTerminal.start();
        VirtualAnnouncer announcer = VirtualAnnouncer.start()) {
      Thread customers = new Thread(() -> presents(terminal, over), "customers");
      customers.start();
      try {
        for (int i = 0; i < KILLS; i++) {
          int before = announcer.said().size();
          Process till = start(terminal, announcer);
          while (announcer.said().size() < before + 3) {
            assertThat(till.isAlive()).as("it sells").isTrue();
            Thread.sleep(1);
          }
          Thread.sleep(random.nextInt(40));
          till.destroyForcibly().waitFor();
          List<String> said = announcer.said();
          assertThat(approved()).as("seed %d, kill %d", seed, i).containsAll(said);
          assertThat(said).allSatisfy(id -> assertThat(announcer.said(id)).isEqualTo(1));
          assertThat(said).noneMatch(announcer::repeated);
        }
        assertThat(announcer.said()).hasSizeGreaterThanOrEqualTo(3 * KILLS);
      } finally {
        over.set(true);
        customers.join();
      }
    }
  }

  /** A customer with a card is always there; no more than a few wait. */
  private static void presents(VirtualTerminal terminal, AtomicBoolean over) {
    while (!over.get()) {
      try {
        terminal.present(VirtualTerminal.Card.GOOD);
      } catch (IllegalStateException enough) {
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  private Process start(VirtualTerminal terminal, VirtualAnnouncer announcer) throws Exception {
    Process till =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                AnnouncedTill.class.getName(),
                folder.resolve("till.db").toString(),
                Integer.toString(terminal.port()),
                Integer.toString(announcer.port()))
            .redirectErrorStream(true)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(till.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.equals("selling")) {
      line = out.readLine();
    }
    assertThat(line).as("the till began to sell").isEqualTo("selling");
    return till;
  }

  /** What the books hold when nobody but the disk remembers. */
  private Set<String> approved() {
    Set<String> keys = new HashSet<>();
    try (Database database = Database.sqlite(folder.resolve("till.db"));
        Journal journal = Journal.open(database, "till-01", Clock.systemUTC())) {
      List<Entry> entries = new ArrayList<>();
      journal.read(1, journal.headSeq(), entries::add);
      for (Entry entry : entries) {
        if (entry.kind().equals("payment.approved")) {
          keys.add(JsonIn.parse(entry.payload()).text("key"));
        }
      }
    }
    return keys;
  }
}
