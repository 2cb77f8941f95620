package dev.tillwright.core.journal;

import static dev.tillwright.core.journal.Journals.CLOCK;
import static dev.tillwright.core.journal.Journals.SOON;
import static dev.tillwright.core.journal.Journals.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.FaultySource;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Dialect;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commits wait for the disk, as the database is told. */
class ForcesTest {
  @TempDir Path dir;
  private final AtomicInteger forced = new AtomicInteger();
  private final AtomicInteger unforced = new AtomicInteger();

  /** Only the writing connection ever commits. */
  private FaultySource counted() {
    FaultySource source = new FaultySource(dir.resolve("till.db"));
    boolean[] full = {true};
    ThreadLocal<Boolean> preparing = ThreadLocal.withInitial(() -> false);
    source.fault =
        (sql, done) -> {
          if (sql.startsWith("pragma busy_timeout") || sql.startsWith("pragma query_only")) {
            preparing.set(sql.startsWith("pragma busy_timeout")); // the first, and the last
          } else if (done && sql.startsWith("pragma synchronous = ") && !preparing.get()) {
            full[0] = sql.endsWith("2");
          } else if (done && sql.equals("commit")) {
            (full[0] ? forced : unforced).incrementAndGet();
          }
        };
    return source;
  }

  @Test
  void eachAppendIsForcedOnce_andItsViewsNever() {
    List<String> names = List.of("one", "two", "three", "four", "five");
    try (Database database = Database.of(counted().dataSource(), Dialect.sqlite());
        Journal journal = Journal.open(database, "till-01", CLOCK)) {
      names.forEach(name -> journal.follow(new Sums(name)));
      int opened = forced.get();
      int before = unforced.get();
      for (int i = 0; i < 20; i++) {
        journal.append(draft(i), SOON);
        journal.awaitFollower("three", journal.headSeq(), SOON);
      }
      journal.awaitFollowers(SOON);
      assertThat(forced.get() - opened).isEqualTo(20);
      assertThat(unforced.get() - before)
          .as("those that are behind move together")
          .isBetween(20, 20 * names.size() - 1);
      assertThat(names)
          .allSatisfy(
              name ->
                  assertThat(Sums.dump(database, name))
                      .isEqualTo(Sums.expected(Journals.all(journal))));
    }
  }

  @Test
  void openingOnANewFile_forcesNoTables() {
    try (Database database = Database.of(counted().dataSource(), Dialect.sqlite());
        Journal journal = Journal.open(database, "till-01", CLOCK)) {
      int opened = forced.get();
      for (String name : List.of("one", "two", "three", "four", "five")) {
        journal.follow(new Sums(name));
      }
      journal.awaitFollowers(SOON);
      assertThat(forced.get()).isEqualTo(opened);
      assertThat(opened).as("the probe, the writer's role").isLessThanOrEqualTo(3);
    }
  }
}
