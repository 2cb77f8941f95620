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
import dev.tillwright.core.store.Migration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowersTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  @TempDir Path dir;
  private Database database;
  private Journal journal;

  @BeforeEach
  void open() {
    database = database(dir);
    journal = Journal.open(database, "till-01", CLOCK);
  }

  /** The same promises hold in every database. */
  Database database(Path folder) {
    return Database.sqlite(folder.resolve("till.db"));
  }

  @AfterEach
  void close() {
    if (journal != null) { // a server that cannot start here
      journal.close();
      database.close();
    }
  }

  private void append(int count) {
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drafts.add(draft(i));
    }
    journal.append(drafts, SOON);
  }

  @Test
  void follower_foldsWhatWasThereAndWhatComes() {
    append(700);
    journal.follow(new Sums("one"));
    append(5);
    journal.awaitFollowers(SOON);
    assertThat(Sums.dump(database, "one")).isEqualTo(Sums.expected(all(journal)));
    assertThat(journal.lag("one"))
        .hasToString(
            "FollowerLag[name=one, position=705, behind=0, failures=0, lastError=Optional.empty]");
    append(1);
    journal.awaitFollower("one", 706, SOON);
    assertThat(journal.lags()).extracting(FollowerLag::position).containsExactly(706L);
  }

  @Test
  void follower_goesOnWhereItStood_afterReopening() {
    append(10);
    journal.follow(new Sums("one"));
    journal.awaitFollowers(SOON);
    journal.close();
    journal = Journal.open(database, "till-01", CLOCK);
    append(10);
    List<Long> seen = new ArrayList<>();
    journal.follow(new Sums("one", entry -> seen.add(entry.seq())));
    journal.awaitFollowers(SOON);
    assertThat(seen).first().isEqualTo(11L);
    assertThat(Sums.dump(database, "one")).isEqualTo(Sums.expected(all(journal)));
  }

  @Test
  void rebuild_givesTheSameBytes() {
    append(300);
    journal.follow(new Sums("one"));
    journal.follow(new Sums("two"));
    journal.awaitFollowers(SOON);
    List<String> before = Sums.dump(database, "one");
    database.change(tx -> tx.update("update sums_one set total = 0")); // a view gone wrong
    journal.rebuild("one");
    journal.awaitFollowers(SOON);
    assertThat(Sums.dump(database, "one")).isEqualTo(before);
    assertThat(Sums.dump(database, "two")).isEqualTo(before);
  }

  @Test
  void followerThatFails_isRolledBack_holdsUpNobody_andGoesOnWhenItCan() {
    AtomicBoolean broken = new AtomicBoolean(true);
    journal.follow(
        new Sums(
            "bad",
            entry -> {
              if (broken.get() && entry.seq() == 40) {
                throw new IllegalStateException("holds 4111111111111111");
              }
            }));
    journal.follow(new Sums("good"));
    append(100);
    journal.awaitFollower("good", 100, SOON);
    assertCode("journal.behind", () -> journal.awaitFollower("bad", 100, Duration.ofMillis(300)));
    FollowerLag lag = journal.lag("bad");
    assertThat(lag.position()).isEqualTo(39);
    assertThat(lag.behind()).isEqualTo(61);
    assertThat(lag.failures()).isPositive();
    assertThat(lag.lastError()).contains("entry 40: java.lang.IllegalStateException");
    List<Entry> sound = all(journal).subList(0, 39);
    assertThat(Sums.dump(database, "bad")).isEqualTo(Sums.expected(sound));
    append(3);
    broken.set(false);
    journal.awaitFollowers(SOON);
    assertThat(journal.lag("bad").lastError()).isEmpty();
    assertThat(Sums.dump(database, "bad")).isEqualTo(Sums.dump(database, "good"));
  }

  @Test
  void followerThatIsNotLetIn_standsWhereItStood() {
    FaultySource source = new FaultySource(dir.resolve("locked.db"));
    AtomicBoolean locked = new AtomicBoolean();
    source.fault =
        (sql, done) -> {
          boolean follows = Thread.currentThread().getName().startsWith("journal-followers");
          if (locked.get() && follows && !done && sql.equals("begin immediate")) {
            throw FaultySource.error(5);
          }
        };
    try (Database behind = Database.of(source.dataSource(), Dialect.sqlite());
        Journal books = Journal.open(behind, "till-02", CLOCK)) {
      books.follow(new Sums("one"));
      books.append(List.of(draft(1), draft(2), draft(3)), SOON);
      books.awaitFollowers(SOON);
      locked.set(true);
      books.append(draft(4), SOON);
      assertCode("journal.behind", () -> books.awaitFollower("one", 4, Duration.ofMillis(300)));
      assertThat(books.lag("one").position()).isEqualTo(3);
      assertThat(books.lag("one").lastError()).contains("entry 4: store.locked");
      locked.set(false);
      books.awaitFollowers(SOON);
      assertThat(Sums.dump(behind, "one")).isEqualTo(Sums.expected(all(books)));
    }
  }

  @Test
  void manyFollowers_whichFailNowAndThen_areRebuilt_andReopened_allComeToTheSame() {
    long seed = System.nanoTime();
    System.out.println("manyFollowers seed " + seed);
    Random random = new Random(seed);
    List<String> names = List.of("one", "two", "three", "four", "five");
    for (int round = 0; round < 3; round++) {
      for (String name : names) {
        Random own = new Random(random.nextLong());
        int[] left = {name.equals("one") ? 0 : random.nextInt(3)};
        journal.follow(
            new Sums(
                name,
                entry -> {
                  if (left[0] > 0 && own.nextInt(100) == 0) {
                    left[0]--;
                    throw new IllegalStateException("now and then");
                  }
                }));
      }
      for (int i = 0; i < 15; i++) {
        append(1 + random.nextInt(40));
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(10) == 0) {
          journal.rebuild(name);
        } else if (random.nextInt(3) == 0) {
          journal.awaitFollower(name, journal.headSeq(), SOON);
        }
      }
      journal.awaitFollowers(SOON);
      List<String> expected = Sums.expected(all(journal));
      for (String name : names) {
        assertThat(Sums.dump(database, name)).as(name).isEqualTo(expected);
      }
      journal.close();
      journal = Journal.open(database, "till-01", CLOCK);
    }
  }

  @Test
  void followerFarBehind_andOneThatIsNot_bothArrive_andNeitherIsFoldedTwice() {
    append(1_000);
    journal.follow(new Sums("near"));
    journal.awaitFollowers(SOON);
    journal.follow(new Sums("far"));
    for (int i = 0; i < 20; i++) {
      append(10);
      journal.awaitFollower("near", journal.headSeq(), SOON);
    }
    journal.awaitFollowers(SOON);
    List<String> expected = Sums.expected(all(journal));
    assertThat(Sums.dump(database, "near")).isEqualTo(expected);
    assertThat(Sums.dump(database, "far")).isEqualTo(expected);
  }

  @Test
  void viewThatCannotBeCommitted_isSeenToFail_andGoesOnWhenItCan() {
    journal.follow(new Sums("one"));
    database.change(
        tx -> {
          tx.update("insert into follower (name, terminal, seq) values ('one', 'till-99', 1)");
          tx.update("create unique index in_the_way on follower (name) where seq > 0");
        });
    append(20);
    FollowerLag lag = journal.lag("one");
    for (int tries = 0; tries < 30 && lag.failures() == 0; tries++) {
      assertCode(
          "journal.behind", () -> journal.awaitFollower("one", 20, AT_ONCE.multipliedBy(99)));
      lag = journal.lag("one");
    }
    assertThat(lag.failures()).isPositive();
    assertThat(lag.lastError()).isPresent();
    assertThat(lag.position()).isZero();
    database.change(tx -> tx.update("drop index in_the_way"));
    journal.awaitFollowers(SOON);
    assertThat(Sums.dump(database, "one")).isEqualTo(Sums.expected(all(journal)));
  }

  @Test
  void followerThatThrowsAnError_leavesTheThreadAlive() {
    AtomicBoolean broken = new AtomicBoolean(true);
    journal.follow(
        new Sums(
            "bad",
            entry -> {
              if (broken.getAndSet(false)) {
                throw new StackOverflowError();
              }
            }));
    append(3);
    journal.awaitFollowers(SOON);
    assertThat(Sums.dump(database, "bad")).isEqualTo(Sums.expected(all(journal)));
  }

  @Test
  void slowFollower_doesNotStopAppends_andIsWaitedForWithADeadline() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    journal.follow(
        new Sums(
            "slow",
            entry -> {
              inside.countDown();
              try {
                assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }));
    var first = journal.submit(List.of(draft(1)));
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
    first.get(20, TimeUnit.SECONDS);
    var second = journal.submit(List.of(draft(2)));
    assertCode("journal.behind", () -> journal.awaitFollowers(AT_ONCE));
    go.countDown();
    assertThat(second.get(20, TimeUnit.SECONDS)).hasSize(1);
    journal.awaitFollowers(SOON);
    assertThat(Sums.dump(database, "slow")).hasSize(2);
  }

  @Test
  void followerInATransaction_mayNotWaitOrRebuild() {
    AtomicReference<Throwable> seen = new AtomicReference<>();
    journal.follow(
        new Sums(
            "one",
            entry -> {
              for (Runnable misuse :
                  List.<Runnable>of(
                      () -> journal.awaitFollowers(SOON), () -> journal.rebuild("one"))) {
                try {
                  misuse.run();
                } catch (IllegalStateException e) {
                  seen.set(e);
                }
                assertThat(seen.getAndSet(null)).isNotNull();
              }
            }));
    append(2);
    journal.awaitFollowers(SOON);
  }

  @Test
  void follow_misuse_isRefused() {
    journal.follow(new Sums("one"));
    assertThatThrownBy(() -> journal.follow(new Sums("one")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> journal.follow(new Sums("No Name")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> journal.lag("nobody")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> journal.awaitFollower("nobody", 1, SOON))
        .isInstanceOf(IllegalArgumentException.class);
    journal.close();
    assertThatThrownBy(() -> journal.follow(new Sums("two")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void followerAheadOfTheJournal_isRefused() {
    database.change(tx -> tx.update("insert into follower values ('one', 'till-01', 5)"));
    assertCode("journal.broken", () -> journal.follow(new Sums("one")));
  }

  @Test
  void followerNewerThanTheCode_isRefused() {
    database.migrate(
        "follower.one", List.of(Migration.of(1, "create table a (x integer)"), Migration.of(2)));
    assertCode("store.newer", () -> journal.follow(new Sums("one")));
  }

  @Test
  void tamperedEntry_isNeverFolded() {
    append(5);
    List<Entry> whole = all(journal);
    database.change(tx -> tx.update("update journal set payload = '{\"n\":9}' where seq = 3"));
    journal.follow(new Sums("one"));
    assertCode("journal.behind", () -> journal.awaitFollowers(Duration.ofMillis(200)));
    assertThat(journal.lag("one").lastError()).contains("entry 3: journal.broken");
    assertThat(Sums.dump(database, "one")).isEqualTo(Sums.expected(whole.subList(0, 2)));
  }

  @Test
  void fencedJournal_movesItsFollowersNoMore() {
    append(1);
    journal.follow(new Sums("one"));
    journal.awaitFollowers(SOON);
    try (Journal newer = Journal.open(database, "till-01", CLOCK)) {
      newer.append(draft(1), SOON);
      newer.follow(new Sums("one"));
      newer.awaitFollowers(SOON);
      assertCode("journal.fenced", () -> append(1));
      assertThat(Sums.dump(database, "one")).isEqualTo(Sums.expected(all(newer)));
    }
  }

  @Test
  void waiting_endsWhenTheJournalIsClosed() throws Exception {
    journal.follow(new Sums("one"));
    AtomicReference<Throwable> seen = new AtomicReference<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                journal.awaitFollower("one", 5, SOON);
              } catch (IllegalStateException | TillwrightException e) {
                seen.set(e);
              }
            });
    waiting.start();
    journal.close();
    waiting.join(20_000);
    assertThat(seen.get()).isInstanceOf(IllegalStateException.class);
  }
}
