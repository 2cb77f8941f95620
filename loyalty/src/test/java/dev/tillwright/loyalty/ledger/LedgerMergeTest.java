package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.TestPostgres;
import dev.tillwright.loyalty.program.Terms;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several terminals report in any order, and two databases keep the same books (row E5). */
class LedgerMergeTest {
  private static final long SEED = Long.getLong("loyalty.seed", 20_261_126L);
  private static final int ROUNDS = 60;
  private static final int ORDERS = 6;

  @TempDir Path dir;

  @Test
  void awardsOfManyTerminals_comeToTheSame_inAnyOrderAndHoweverOften() {
    System.out.println("merge: seed " + SEED);
    PointsLedger ledger = new PointsLedger();
    try (Database database = Database.sqlite(dir.resolve("merge.db"))) {
      database.migrate(ledger.name(), ledger.migrations());
      for (int round = 0; round < ROUNDS; round++) {
        SplittableRandom random = new SplittableRandom(SEED + round);
        Terms terms = Histories.terms(random);
        List<Entry> awards = awards(random);
        String first = "";
        for (int order = 0; order < ORDERS; order++) {
          List<Entry> shuffled = shuffled(random, awards);
          String state = database.write(tx -> fold(tx, ledger, terms, shuffled));
          first = order == 0 ? state : first;
          assertThat(state).as("round %s, order %s, seed %s", round, order, SEED).isEqualTo(first);
        }
        assertThat(first).isNotEmpty();
      }
    }
  }

  /** A return that arrives before its sale from another till takes the same back in the end. */
  @Test
  void returnThatComesBeforeItsSale_waitsForIt() {
    PointsLedger ledger = new PointsLedger();
    var sale = Histories.sold(new SaleId("t1", 1, 1), "m-1", Map.of(1, new long[] {30, 3}), "", 0);
    var back = Histories.cameBack(new SaleId("t2", 1, 1), sale, Map.of(1, 2L), 0);
    Instant at = Shop.WEDNESDAY;
    List<Entry> inOrder =
        List.of(entry("t1", 1, at, sale.toDraft()), entry("t2", 1, at, back.toDraft()));
    List<Entry> late = List.of(inOrder.get(1), inOrder.get(0));
    try (Database database = Database.sqlite(dir.resolve("late.db"))) {
      database.migrate(ledger.name(), ledger.migrations());
      String expected = database.write(tx -> fold(tx, ledger, Terms.PLAIN, inOrder));
      String turned = database.write(tx -> fold(tx, ledger, Terms.PLAIN, late));
      assertThat(turned).isEqualTo(expected);
      assertThat(new LedgerQueries(database).balance("m-1").available()).isEqualTo(10);
    }
  }

  /** The same entries, folded twice into SQLite and once into PostgreSQL: the same rows. */
  @Test
  void dumpsAreTheSame_afterARebuild_andInAnotherDatabase() {
    PointsLedger ledger = new PointsLedger();
    List<Entry> entries = new ArrayList<>();
    for (int number = 0; number < 12; number++) {
      SplittableRandom random = new SplittableRandom(SEED + number);
      Histories history = new Histories(random, "t" + number, List.of("a" + number, "b" + number));
      for (int step = 0; step < 25; step++) {
        history.step();
      }
      entries.addAll(history.entries);
    }
    try (Database sqlite = Database.sqlite(dir.resolve("one.db"));
        Database postgres = Database.of(TestPostgres.schema())) {
      String first = whole(sqlite, ledger, entries);
      assertThat(whole(sqlite, ledger, entries)).isEqualTo(first);
      assertThat(whole(postgres, ledger, entries)).isEqualTo(first);
      assertThat(first.lines().count()).isGreaterThan(1_000);
    }
  }

  private static String whole(Database database, PointsLedger ledger, List<Entry> entries) {
    database.migrate(ledger.name(), ledger.migrations());
    database.change(
        tx -> {
          ledger.reset(tx);
          entries.forEach(entry -> ledger.apply(entry, tx));
        });
    return Dumps.of(database);
  }

  private static Entry entry(String terminal, long seq, Instant at, Draft draft) {
    return new Entry(terminal, 1, seq, at, draft.kind(), draft.payload(), "", "");
  }

  private static List<Entry> awards(SplittableRandom random) {
    List<Entry> awards = new ArrayList<>();
    for (int terminal = 1; terminal <= 3; terminal++) {
      Instant at = Instant.parse("2025-03-28T09:00:00Z");
      for (int seq = 1; seq <= 4; seq++) {
        at = at.plus(Duration.ofMinutes(random.nextInt(60 * 60)));
        Map<Integer, long[]> lines = new TreeMap<>();
        lines.put(1, new long[] {random.nextInt(30), 2});
        lines.put(2, new long[] {1 + random.nextInt(30), 1});
        SaleId id = new SaleId("t" + terminal, 1, seq);
        String member = "m-" + random.nextInt(2);
        awards.add(
            entry(id.terminal(), seq, at, Histories.sold(id, member, lines, "", 0).toDraft()));
      }
    }
    return awards;
  }

  private static List<Entry> shuffled(SplittableRandom random, List<Entry> entries) {
    List<Entry> shuffled = new ArrayList<>(entries);
    shuffled.add(entries.get(random.nextInt(entries.size()))); // one comes twice
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled;
  }

  /** Balances at many instants and all lots; what the order of arrival must not change. */
  private static String fold(Tx tx, PointsLedger ledger, Terms terms, List<Entry> entries) {
    ledger.reset(tx);
    Instant before = Instant.parse("2025-03-28T08:00:00Z");
    ledger.apply(
        entry("t0", 1, before, new LedgerEntries.Adopted(Histories.sheet(terms)).draft()), tx);
    entries.forEach(entry -> ledger.apply(entry, tx));
    StringBuilder state = new StringBuilder();
    for (String member : List.of("m-0", "m-1")) {
      Owner owner = new Owner("club", member);
      for (int day = 0; day < 24; day++) {
        Balance balance = new AsOf(tx, owner, before.plus(Duration.ofDays(day))).balance();
        state.append(new TreeMap<>(balance.accounts())).append('\n');
      }
      state.append(
          Lots.list(tx, "where member = ?", member).stream()
              .map(
                  lot ->
                      lot.id() + lot.earned() + lot.available() + lot.expires() + lot.remaining())
              .collect(Collectors.joining("\n")));
      state.append(Qualifying.of(tx, owner));
    }
    return state.toString();
  }
}
