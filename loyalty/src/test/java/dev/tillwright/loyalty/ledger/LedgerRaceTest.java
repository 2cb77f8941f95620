package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.payment.HoldOutcome;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.TestPostgres;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixty-four threads at four terminals want the same points (row E4). */
class LedgerRaceTest {
  private static final int THREADS = 64;
  private static final int TERMINALS = 4;
  private static final int ROUNDS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path dir;

  @Test
  void onSqlite_exactlyOneGetsThem_eachTime() throws Exception {
    try (Database database = Database.sqlite(dir.resolve("race.db"))) {
      race(List.of(database));
    }
  }

  @Test
  void onPostgres_exactlyOneGetsThem_eachTime() throws Exception {
    try (Database database = Database.of(TestPostgres.schema("ledger_race"))) {
      race(List.of(database));
    }
  }

  /** As programs of their own would: only the database stands between them. */
  @Test
  void onPostgres_throughFourDatabases_exactlyOneGetsThem_eachTime() throws Exception {
    List<Database> databases = new ArrayList<>();
    try {
      for (int i = 0; i < TERMINALS; i++) {
        databases.add(Database.of(TestPostgres.schema("ledger_race_four")));
      }
      race(databases);
    } finally {
      databases.forEach(Database::close);
    }
  }

  private static void race(List<Database> databases) throws Exception {
    List<Journal> journals = new ArrayList<>();
    List<LedgerTender> tenders = new ArrayList<>();
    LedgerQueries ledger = new LedgerQueries(databases.get(0));
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      for (int i = 0; i < TERMINALS; i++) {
        Database database = databases.get(i % databases.size());
        Journal journal =
            Journal.open(database, "till-0" + i, Clock.fixed(Shop.WEDNESDAY, ZoneOffset.UTC));
        journal.follow(new PointsLedger());
        journals.add(journal);
        tenders.add(new LedgerTender(journal, new LedgerQueries(database), Programs.cornerClub()));
      }
      for (int round = 1; round <= ROUNDS; round++) {
        String member = "m-" + round;
        journals
            .get(0)
            .append(
                LedgerEntries.Granted.of("g" + round, member, 100, "opening").draft(), PATIENCE);
        journals.get(0).awaitFollowers(PATIENCE);
        assertThat(held(journals, tenders, pool, member, round)).isEqualTo(1);
        assertThat(ledger.balance(member).held()).isEqualTo(100);
        assertThat(ledger.balance(member).available()).isZero();
      }
      assertThat(ledger.totals().accounts().values().stream().mapToLong(it -> it).sum()).isZero();
      assertThat(ledger.conflicts()).isEmpty();
    } finally {
      pool.shutdownNow();
      journals.forEach(Journal::close);
    }
  }

  private static int held(
      List<Journal> journals,
      List<LedgerTender> tenders,
      ExecutorService pool,
      String member,
      int round)
      throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(THREADS);
    List<Future<HoldOutcome>> asked = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      Callable<HoldOutcome> ask =
          () -> {
            Journal journal = journals.get(thread % TERMINALS);
            String hold = journal.terminal() + "/" + round + "/" + thread;
            SaleId sale = new SaleId(journal.terminal(), 1, round * 1000L + thread);
            barrier.await();
            Entry entry = journal.append(PointsEntries.held(hold, sale, member, 100), PATIENCE);
            return tenders.get(thread % TERMINALS).outcomeOf(hold, entry.seq(), PATIENCE);
          };
      asked.add(pool.submit(ask));
    }
    int held = 0;
    for (Future<HoldOutcome> each : asked) {
      held += each.get().match(h -> 1, r -> 0, p -> 1000);
    }
    return held;
  }
}
