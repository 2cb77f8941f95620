package dev.tillwright.core.journal;

import static dev.tillwright.core.journal.Journals.CLOCK;
import static dev.tillwright.core.journal.Journals.SOON;
import static dev.tillwright.core.journal.Journals.all;
import static dev.tillwright.core.journal.Journals.assertCode;
import static dev.tillwright.core.journal.Journals.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.FaultySource;
import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Dialect;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path dir;
  private Database database;

  @BeforeEach
  void open() {
    database = database(dir);
  }

  /** The same promises hold in every database. */
  Database database(Path folder) {
    return Database.sqlite(folder.resolve("till.db"));
  }

  @AfterEach
  void close() {
    if (database != null) { // a server that cannot start here
      database.close();
    }
  }

  private Journal journal() {
    return Journal.open(database, "till-01", CLOCK);
  }

  @Test
  void newJournal_isEmpty_inItsFirstEpoch() {
    try (Journal journal = journal()) {
      assertThat(journal.head()).isEmpty();
      assertThat(journal.headSeq()).isZero();
      assertThat(journal.headHash()).isEqualTo("0".repeat(64));
      assertThat(journal.epoch()).isEqualTo(1);
      assertThat(journal.terminal()).isEqualTo("till-01");
      assertThat(journal.entry(1)).isEmpty();
      assertThat(all(journal)).isEmpty();
      assertThat(journal).hasToString("Journal[till-01/1/0]");
    }
  }

  @Test
  void append_givesEntriesTheirPlaceAndLinks_andKeepsThemAcrossOpenings() {
    List<Entry> written = new ArrayList<>();
    for (int opening = 1; opening <= 3; opening++) {
      try (Journal journal = journal()) {
        assertThat(journal.epoch()).isEqualTo(opening);
        written.addAll(journal.append(List.of(draft(1), draft(2)), SOON));
        written.add(journal.append(draft(3), SOON));
        assertThat(journal.head()).contains(written.get(written.size() - 1));
        assertThat(all(journal)).isEqualTo(written);
      }
    }
    assertThat(written).extracting(Entry::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(written).extracting(Entry::epoch).containsExactly(1, 1, 1, 2, 2, 2, 3, 3, 3);
    assertThat(written.get(0).at()).isEqualTo(Instant.parse("2010-12-01T08:26:00.123Z"));
    assertThat(written.get(0).prevHash()).isEqualTo("0".repeat(64));
    for (int i = 1; i < written.size(); i++) {
      assertThat(written.get(i).prevHash()).isEqualTo(written.get(i - 1).hash());
    }
  }

  @Test
  void entry_isFoundByItsPosition_inAnyEpoch() {
    for (int opening = 0; opening < 4; opening++) {
      try (Journal journal = journal()) {
        for (int i = 0; i < opening; i++) { // the first opening writes nothing
          journal.append(draft(i), SOON);
        }
      }
    }
    try (Journal journal = journal()) {
      assertThat(journal.headSeq()).isEqualTo(6);
      for (long seq = 1; seq <= 6; seq++) {
        assertThat(journal.entry(seq)).map(Entry::seq).contains(seq);
      }
      List<Long> part = new ArrayList<>();
      journal.read(3, 5, entry -> part.add(entry.seq()));
      assertThat(part).containsExactly(3L, 4L, 5L);
      journal.read(-5, 0, entry -> part.add(entry.seq()));
      journal.read(7, 9, entry -> part.add(entry.seq()));
      assertThat(part).hasSize(3);
    }
  }

  @Test
  void append_fromManyThreads_keepsEachCallTogether_andEachThreadsOrder() throws Exception {
    long seed = System.nanoTime();
    System.out.println("append_fromManyThreads seed " + seed);
    int threads = 8;
    int calls = 60;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Journal journal = journal()) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<List<List<Entry>>>> results = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        results.add(
            pool.submit(
                () -> {
                  Random random = new Random(seed + thread);
                  List<List<Entry>> mine = new ArrayList<>();
                  start.await();
                  for (int c = 0; c < calls; c++) {
                    List<Draft> drafts = new ArrayList<>();
                    for (int d = random.nextInt(5); d >= 0; d--) {
                      drafts.add(draft(thread * 1_000_000L + c * 100L + d));
                    }
                    mine.add(
                        random.nextBoolean()
                            ? journal.append(drafts, SOON)
                            : journal.submit(drafts).get(20, TimeUnit.SECONDS));
                    assertThat(mine.get(c))
                        .extracting(Entry::payload)
                        .containsExactlyElementsOf(drafts.stream().map(Draft::payload).toList());
                  }
                  return mine;
                }));
      }
      start.countDown();
      int total = 0;
      for (Future<List<List<Entry>>> result : results) {
        long last = 0;
        for (List<Entry> call : result.get(60, TimeUnit.SECONDS)) {
          for (int i = 0; i < call.size(); i++) {
            assertThat(call.get(i).seq()).isEqualTo(call.get(0).seq() + i).isGreaterThan(last);
          }
          last = call.get(call.size() - 1).seq();
          total += call.size();
        }
      }
      List<Entry> all = all(journal);
      assertThat(all).hasSize(total);
      for (int i = 0; i < total; i++) {
        assertThat(all.get(i).seq()).isEqualTo(i + 1L);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void submit_manyAtOnce_sharesCommits_inTheOrderOfTheCalls() throws Exception {
    try (Journal journal = journal()) {
      List<CompletableFuture<List<Entry>>> all = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        all.add(journal.submit(List.of(draft(i), draft(i))));
      }
      for (int i = 0; i < 1000; i++) {
        assertThat(all.get(i).get(20, TimeUnit.SECONDS))
            .extracting(Entry::seq)
            .containsExactly(2L * i + 1, 2L * i + 2);
      }
    }
  }

  @Test
  void submit_behindWhatWasNotWritten_isNotWrittenEither() throws Exception {
    FaultySource source = new FaultySource(dir.resolve("full.db"));
    AtomicBoolean full = new AtomicBoolean();
    source.fault =
        (sql, done) -> {
          if (full.get() && !done && sql.equals("commit")) {
            throw FaultySource.error(13);
          }
        };
    try (Database small = Database.of(source.dataSource(), Dialect.sqlite());
        Journal journal = Journal.open(small, "till-02", CLOCK)) {
      full.set(true);
      CompletableFuture<List<Entry>> first = journal.submit(List.of(draft(1)));
      assertThat(first).failsWithin(SOON);
      full.set(false);
      CompletableFuture<List<Entry>> second = journal.submit(List.of(draft(2)), first);
      CompletableFuture<List<Entry>> third = journal.submit(List.of(draft(3)), second);
      CompletableFuture<List<Entry>> alone = journal.submit(List.of(draft(4)));
      journal.submit(List.of(draft(5)), alone).get(SOON.toSeconds(), TimeUnit.SECONDS);
      for (CompletableFuture<List<Entry>> each : List.of(second, third)) {
        assertThat(each.handle((entries, why) -> why).join())
            .isInstanceOfSatisfying(
                TillwrightException.class, e -> assertThat(e.code()).isEqualTo("journal.order"));
      }
      assertThat(all(journal))
          .extracting(Entry::payload)
          .containsExactly(draft(4).payload(), draft(5).payload());
    }
  }

  @Test
  void append_whatIsNotAPayload_isRefusedAndNothingWritten() {
    try (Journal journal = journal()) {
      for (String bad :
          List.of(
              "",
              "[1]",
              "{\"a\":1",
              "{\"a\":1,\"a\":2}",
              "{} {}",
              "{\"a\":\"\ud800\"}",
              "{\"a\":\"" + "x".repeat(1 << 20) + "\"}")) {
        assertThatThrownBy(() -> journal.append(List.of(draft(1), new Draft("a.b", bad)), SOON))
            .isInstanceOfAny(IllegalArgumentException.class, TillwrightException.class);
      }
      List<Draft> tooMany = java.util.Collections.nCopies(Journal.MAX_DRAFTS + 1, draft(1));
      assertThatThrownBy(() -> journal.append(tooMany, SOON))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(journal.append(List.of(), SOON)).isEmpty();
      assertThat(journal.submit(List.of())).isCompletedWithValue(List.of());
      assertThat(journal.headSeq()).isZero();
    }
  }

  @Test
  void append_unusualText_isReadBackExactly() {
    String payload =
        "{\"a\":\"\u0000 \\u0000 \u00e9 \u20ac \ud83d\ude00 ' \\\" %\"}".replace("\u0000", "");
    try (Journal journal = journal()) {
      Entry entry = journal.append(new Draft("a.b", payload), SOON);
      assertThat(journal.entry(1)).contains(entry);
      assertThat(entry.payload()).isEqualTo(payload);
    }
  }

  @Test
  void openingAgain_fencesTheOlderWriter_whichThenWritesNothing() {
    try (Journal older = journal();
        Journal newer = journal()) {
      newer.append(draft(1), SOON);
      assertCode("journal.fenced", () -> older.append(draft(2), SOON));
      assertThat(older.submit(List.of(draft(3)))).isCompletedExceptionally();
      newer.append(draft(4), SOON);
      assertThat(all(newer))
          .extracting(Entry::payload)
          .containsExactly(draft(1).payload(), draft(4).payload());
    }
  }

  @Test
  void close_writesWhatWasAccepted_thenRefuses() {
    Journal journal = journal();
    List<CompletableFuture<List<Entry>>> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      all.add(journal.submit(List.of(draft(i))));
    }
    journal.close();
    journal.close();
    assertThat(all)
        .allMatch(CompletableFuture::isDone)
        .noneMatch(f -> f.isCompletedExceptionally());
    assertThatThrownBy(() -> journal.append(draft(1), SOON))
        .isInstanceOf(IllegalStateException.class);
    try (Journal again = journal()) {
      assertThat(again.headSeq()).isEqualTo(500);
    }
  }

  @Test
  void journals_ofTwoTerminals_shareADatabase() {
    try (Journal one = journal();
        Journal two = Journal.open(database, "training", CLOCK)) {
      one.append(draft(1), SOON);
      two.append(draft(2), SOON);
      one.append(draft(3), SOON);
      assertThat(all(one)).hasSize(2);
      assertThat(all(two)).hasSize(1);
    }
  }
}
