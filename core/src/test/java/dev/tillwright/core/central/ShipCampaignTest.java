package dev.tillwright.core.central;

import static dev.tillwright.core.central.Centrals.CLOCK;
import static dev.tillwright.core.central.Centrals.all;
import static dev.tillwright.core.central.Centrals.append;
import static dev.tillwright.core.central.Centrals.count;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * B2: eight terminals ship at once, each with its restricted role, over a line on which every
 * connection breaks; the central journal is the union of theirs, once each.
 */
class ShipCampaignTest {
  private static final int TERMINALS = 8;

  @TempDir Path dir;

  @Test
  void terminals_shipThroughAStorm_shortly() throws Exception {
    storm(Long.getLong("campaign.seed", 20101201L), 120, 25, 20);
  }

  @Test
  @Tag("campaign-ship")
  void terminals_shipThroughAStorm_forLong() throws Exception {
    long seed = Long.getLong("campaign.seed", System.nanoTime());
    for (int round = 0; round < 3; round++) {
      storm(seed + round, 2_000, 40, 60);
    }
  }

  /**
   * @param each entries of each terminal
   * @param portion so many are written, then shipping begins again
   * @param lasting messages after which a connection breaks, about
   */
  private void storm(long seed, int each, int portion, int lasting) throws Exception {
    System.out.println("ship: seed " + seed);
    long began = System.nanoTime();
    DataSource source = TestPostgres.schema();
    ExecutorService tills = Executors.newFixedThreadPool(TERMINALS);
    Recorder recorder = new Recorder();
    try (Database owner = Database.of(source);
        StormProxy line = new StormProxy(source, seed, lasting)) {
      CentralStore central = CentralStore.open(owner);
      String schema =
          owner.read(
              tx ->
                  tx.first("select cast(current_schema() as text)", r -> r.text(1)).orElseThrow());
      List<CompletableFuture<List<Entry>>> ends = new ArrayList<>();
      for (int t = 1; t <= TERMINALS; t++) {
        String terminal = "till-0" + t;
        String role = Centrals.role(source, "t" + t + "_" + schema);
        CentralRoles.allow(central, role, terminal);
        DataSource wired = recorder.before(Centrals.as(source, role, line.port()));
        Path file = dir.resolve(seed + terminal + ".db");
        ends.add(
            CompletableFuture.supplyAsync(
                () -> sellAndShip(terminal, file, wired, each, portion), tills));
      }
      Monitor monitor = new Monitor(CLOCK);
      Map<String, List<Entry>> journals = new TreeMap<>();
      try (CentralFollowers followers =
          CentralFollowers.of(central, monitor, List.of(new Rolling(entry -> {})))) {
        for (CompletableFuture<List<Entry>> end : ends) {
          followers.moveOnce(); // beside the shipping
          List<Entry> journal = end.get(10, TimeUnit.MINUTES);
          journals.put(journal.get(0).terminal(), journal);
        }
        followers.catchUp(Duration.ofMinutes(5));
      }
      journals.forEach((terminal, own) -> assertThat(all(central, terminal)).isEqualTo(own));
      assertThat(count(owner, "select count(*) from journal")).isEqualTo((long) TERMINALS * each);
      assertThat(count(owner, "select count(*) from central_aside")).isZero();
      assertThat(Rolling.dump(owner)).isEqualTo(Rolling.expected(journals));
      assertThat(JournalVerifier.verify(owner, Optional.empty()).ok()).isTrue();
      assertThat(monitor.standing()).isEmpty();
      assertThat(line.broken()).as("a storm, not a breeze").isGreaterThan(TERMINALS);
      System.out.printf(
          "ship: %d terminals, %d entries, %s, SQL states %s, %d ms%n",
          TERMINALS,
          TERMINALS * each,
          line,
          recorder.failures,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    } finally {
      tills.shutdownNow();
    }
  }

  /** One till: it writes a little, ships what it can, is opened again, and so on. */
  private static List<Entry> sellAndShip(
      String terminal, Path file, DataSource central, int each, int portion) {
    ShippingPolicy policy =
        new ShippingPolicy(16, Duration.ofMillis(1), Duration.ofMinutes(5), Duration.ZERO);
    try (Database till = Database.sqlite(file)) {
      for (int written = 0; written < each; ) {
        try (Journal journal = Journal.open(till, terminal, CLOCK);
            Shipper shipper = shipper(journal, central, policy)) {
          for (int times = 0; times < 4 && written < each; times++) {
            int now = Math.min(portion, each - written);
            append(journal, now);
            written += now;
            shipper.shipNow(Duration.ofSeconds(30)); // as far as the line goes
          }
        }
      }
      try (Journal journal = Journal.open(till, terminal, CLOCK);
          Shipper shipper = shipper(journal, central, policy)) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!shipper.shipNow(Duration.ofSeconds(30)).complete()) {
          assertThat(System.nanoTime() - end).as("shipping ends").isNegative();
          assertThat(shipper.state().fork()).isEmpty();
        }
        return all(journal);
      }
    }
  }

  private static Shipper shipper(Journal journal, DataSource central, ShippingPolicy policy) {
    return new Shipper(journal, () -> Database.of(central), policy, CLOCK, new Monitor(CLOCK));
  }
}
