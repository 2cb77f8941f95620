package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A till that is killed in the middle keeps books that balance (row E4). */
class LedgerCrashTest {
  static final List<String> MEMBERS = List.of("m-1", "m-2", "m-3");
  private static final int ROUNDS = 3;

  @TempDir Path dir;

  @Test
  @Timeout(300)
  void killedLedger_balancesToZero_andIsWhatTheNaiveOneSays() throws Exception {
    long seed = Long.getLong("loyalty.seed", System.nanoTime());
    System.out.println("ledger crash: seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Path file = dir.resolve("till.db");
    long acknowledged = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      acknowledged = Math.max(acknowledged, kill(file, seed, 20 + random.nextInt(150)));
      try (Database database = Database.sqlite(file);
          Journal journal = Journal.open(database, "till-01", Clock.systemUTC())) {
        assertThat(journal.headSeq()).isGreaterThanOrEqualTo(acknowledged);
        assertThat(sum(database)).as("as the kill left it").isZero();
        journal.follow(new PointsLedger());
        journal.awaitFollowers(Shop.PATIENCE);
        check(database, journal, seed);
      }
    }
    assertThat(acknowledged).isGreaterThan(60);
  }

  private void check(Database database, Journal journal, long seed) {
    assertThat(sum(database)).isZero();
    Histories history = Histories.timeless(new SplittableRandom(seed), "till-01", MEMBERS);
    while (history.entries.size() < journal.headSeq()) {
      history.step();
    }
    LedgerQueries ledger = new LedgerQueries(database);
    Instant end = history.entries.get(history.entries.size() - 1).at();
    for (String member : MEMBERS) {
      assertThat(ledger.balance(member)).isEqualTo(history.naive.balance(member, end));
    }
    List<Entry> all = new ArrayList<>();
    journal.read(1, journal.headSeq(), all::add);
    PointsLedger fresh = new PointsLedger();
    try (Database other = Database.sqlite(dir.resolve("fresh-" + journal.epoch() + ".db"))) {
      other.migrate(fresh.name(), fresh.migrations());
      other.change(tx -> all.forEach(entry -> fresh.apply(entry, tx)));
      assertThat(Dumps.of(database)).as("seed %s", seed).isEqualTo(Dumps.of(other));
    }
  }

  private static long sum(Database database) {
    return database.read(
        tx ->
            tx.first("select coalesce(sum(points), 0) from ledger_account", row -> row.number(1))
                .orElseThrow());
  }

  private static long kill(Path file, long seed, int after)
      throws IOException, InterruptedException {
    Process child =
        ChildJvm.start(
            ChildJvm.classPath(), LedgerChild.class, file.toString(), Long.toString(seed));
    long last = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("ready");
      int left = after;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (left > 0) {
          last = Long.parseLong(line);
        }
        if (--left == 0) {
          child.toHandle().destroyForcibly(); // leaves its output readable
        }
      }
      assertThat(child.waitFor()).isEqualTo(137);
    }
    return last;
  }
}
