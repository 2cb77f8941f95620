package dev.tillwright.core.central;

import static dev.tillwright.core.central.Centrals.CLOCK;
import static dev.tillwright.core.central.Centrals.SOON;
import static dev.tillwright.core.central.Centrals.all;
import static dev.tillwright.core.central.Centrals.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.checkpoint.CheckpointBook;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Checkpoints;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.checkpoint.Witness;
import dev.tillwright.core.checkpoint.WitnessCheck;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Head;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalCopy;
import dev.tillwright.core.journal.JournalFault;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B3 at the central store: chains are checked before followers see an entry; once each. */
class CentralFollowersTest {
  @TempDir Path dir;
  private final Monitor monitor = new Monitor(CLOCK);
  private final Map<String, List<Entry>> journals = new TreeMap<>();
  private Database database;
  private CentralStore central;

  @BeforeEach
  void open() {
    database = Database.of(Centrals.file(dir.resolve("central.db")));
    central = CentralStore.open(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void ship(String terminal, int entries) {
    try (Database till = Database.sqlite(dir.resolve(terminal + ".db"));
        Journal journal = Journal.open(till, terminal, CLOCK)) {
      append(journal, entries);
      List<Entry> whole = all(journal);
      central.add(whole);
      journals.put(terminal, whole);
    }
  }

  private CentralFollowers followers(Rolling rolling) {
    return CentralFollowers.of(central, monitor, List.of(rolling, new CheckpointBook()));
  }

  private List<String> alarms() {
    return monitor.standing().stream().map(Alarm::code).toList();
  }

  @Test
  void followers_foldAllTerminals_goOnWhereTheyStood_andRebuildToTheSameBytes() {
    ship("till-01", 700);
    ship("till-02", 3);
    try (CentralFollowers followers = followers(new Rolling(entry -> {}))) {
      followers.catchUp(SOON);
      assertThat(Rolling.dump(database)).isEqualTo(Rolling.expected(journals));
      assertThat(followers.terminals())
          .containsExactly(
              new TerminalState("till-01", 700, 700, 0, 0, Optional.empty()),
              new TerminalState("till-02", 3, 3, 0, 0, Optional.empty()));
    }
    ship("till-02", 20);
    ship("till-03", 1);
    List<Entry> seen = new ArrayList<>();
    try (CentralFollowers followers = followers(new Rolling(seen::add))) {
      followers.catchUp(SOON);
      assertThat(seen).as("only what is new").hasSize(21);
      List<String> whole = Rolling.dump(database);
      assertThat(whole).isEqualTo(Rolling.expected(journals));
      database.change(tx -> tx.update("update rolling set total = 0")); // a view gone wrong
      followers.rebuild("rolling");
      followers.catchUp(SOON);
      assertThat(Rolling.dump(database)).isEqualTo(whole);
      assertThat(followers.lags())
          .allMatch(lag -> lag.behind() == 0 && lag.failures() == 0)
          .hasSize(6);
    }
    assertThat(JournalVerifier.verify(database, Optional.empty()).ok()).isTrue();
    assertThat(alarms()).isEmpty();
  }

  @Test
  void brokenTerminal_stopsItselfAlone_atTheEntry_andIsTold_untilItIsMended() {
    ship("till-01", 40);
    ship("till-02", 40);
    ship("till-03", 40);
    Entry honest = Objects.requireNonNull(journals.get("till-02")).get(16);
    database.change(
        tx -> {
          tx.update("update journal set payload = '{}' where terminal = 'till-02' and seq = 17");
          tx.update("delete from journal where terminal = 'till-03' and seq = 9");
        });
    try (CentralFollowers followers = followers(new Rolling(entry -> {}))) {
      followers.catchUp(SOON);
      assertThat(followers.terminals())
          .extracting(state -> state.fault().map(JournalFault::toString).orElse("sound"))
          .containsExactly("sound", "changed till-02/0/17", "missing till-03/1/9");
      assertThat(followers.terminals())
          .extracting(TerminalState::checked)
          .containsExactly(40L, 16L, 8L);
      assertThat(Rolling.dump(database))
          .isEqualTo(
              Rolling.expected(
                  Map.of(
                      "till-01", journals.get("till-01"),
                      "till-02", Objects.requireNonNull(journals.get("till-02")).subList(0, 16),
                      "till-03", Objects.requireNonNull(journals.get("till-03")).subList(0, 8))));
      assertThat(monitor.standing())
          .extracting(alarm -> alarm.code() + " " + alarm.subject())
          .containsExactly("central.broken till-02", "central.broken till-03");

      database.change(
          tx ->
              tx.update(
                  "update journal set payload = ? where terminal = 'till-02' and seq = 17",
                  honest.payload()));
      central.add(Objects.requireNonNull(journals.get("till-03")).subList(8, 9));
      followers.catchUp(SOON);
      assertThat(Rolling.dump(database)).isEqualTo(Rolling.expected(journals));
      assertThat(alarms()).isEmpty();
    }
  }

  @Test
  void followerThatFailsAtOneTerminal_goesOnWithTheOthers_andLater() {
    ship("till-01", 50);
    ship("till-02", 50);
    AtomicBoolean broken = new AtomicBoolean(true);
    Rolling rolling =
        new Rolling(
            entry -> {
              if (broken.get() && entry.terminal().equals("till-01") && entry.seq() == 33) {
                throw new IllegalStateException("holds 4111111111111111");
              }
            });
    try (CentralFollowers followers = followers(rolling)) {
      followers.catchUp(SOON);
      CentralLag lag = followers.lags().get(0);
      assertThat(lag.position()).isEqualTo(32);
      assertThat(lag.behind()).isEqualTo(18);
      assertThat(lag.lastError()).contains("entry 33: java.lang.IllegalStateException");
      assertThat(Rolling.dump(database))
          .isEqualTo(
              Rolling.expected(
                  Map.of(
                      "till-01", Objects.requireNonNull(journals.get("till-01")).subList(0, 32),
                      "till-02", journals.get("till-02"))));
      assertThat(monitor.standing())
          .extracting(alarm -> alarm.code() + " " + alarm.subject())
          .containsExactly("central.follower rolling/till-01");
      broken.set(false);
      long end = System.nanoTime() + SOON.toNanos();
      while (followers.lags().get(0).behind() > 0 && System.nanoTime() < end) {
        followers.catchUp(SOON); // it rests a little after a failure
      }
      assertThat(Rolling.dump(database)).isEqualTo(Rolling.expected(journals));
      assertThat(alarms()).isEmpty();
    }
  }

  @Test
  void followerThatThrowsAnError_holdsUpItsTerminalAlone_andIsTold() {
    ship("till-01", 3);
    ship("till-02", 3);
    Rolling rolling =
        new Rolling(
            entry -> {
              if (entry.terminal().equals("till-01")) {
                throw new AssertionError("a fault of the follower");
              }
            });
    try (CentralFollowers followers = followers(rolling)) {
      followers.catchUp(SOON);
      assertThat(Rolling.dump(database))
          .isEqualTo(
              Rolling.expected(Map.of("till-02", Objects.requireNonNull(journals.get("till-02")))));
      assertThat(alarms()).containsExactly("central.follower");
    }
  }

  @Test
  void viewThatCannotBeCommitted_restsBetweenItsTries_andIsTold() {
    ship("till-01", 20);
    database.change(
        tx ->
            tx.update(
                "create trigger full before insert on follower"
                    + " begin select raise(abort, 'no room'); end"));
    List<Entry> tried = new ArrayList<>();
    try (CentralFollowers followers = followers(new Rolling(tried::add))) {
      followers.catchUp(SOON);
      assertThat(followers.lags().get(0).failures()).isPositive();
      assertThat(tried).as("all, all again, then no more for now").hasSizeLessThanOrEqualTo(61);
      assertThat(alarms()).contains("central.follower");

      database.change(tx -> tx.update("drop trigger full"));
      long end = System.nanoTime() + SOON.toNanos();
      while (followers.lags().get(0).behind() > 0 && System.nanoTime() < end) {
        followers.catchUp(SOON);
      }
      assertThat(Rolling.dump(database)).isEqualTo(Rolling.expected(journals));
      followers.catchUp(SOON);
    }
  }

  @Test
  void followers_moveByThemselves_onAnExecutor() throws Exception {
    CountDownLatch seen = new CountDownLatch(30);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (CentralFollowers followers = followers(new Rolling(entry -> seen.countDown()))) {
      followers.start(timer, Duration.ofMillis(5));
      ship("till-01", 10);
      ship("till-02", 20);
      assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      timer.shutdownNow();
    }
  }

  @Test
  void checkpoints_areFoundAtTheCentralStore_andBearWitness() {
    KeyPair pair = Ed25519Signer.newPair(new SecureRandom());
    try (Database till = Database.sqlite(dir.resolve("till-01.db"));
        Journal journal = Journal.open(till, "till-01", CLOCK)) {
      journal.follow(new CheckpointBook());
      Checkpoints checkpoints =
          Checkpoints.open(journal, Ed25519Signer.of(pair), CLOCK, Duration.ofSeconds(30));
      append(journal, 12);
      checkpoints.sign();
      append(journal, 5);
      central.add(all(journal));
    }
    try (CentralFollowers followers = followers(new Rolling(entry -> {}))) {
      followers.trusting(CheckpointKeys.of(pair.getPublic())).catchUp(SOON);
      assertThat(followers.terminals().get(0).signed()).isEqualTo(12);
      assertThat(alarms()).isEmpty();
    }
    try (CentralFollowers followers = followers(new Rolling(entry -> {}))) {
      KeyPair other = Ed25519Signer.newPair(new SecureRandom());
      followers.trusting(CheckpointKeys.of(other.getPublic())).catchUp(SOON);
      assertThat(followers.terminals().get(0).signed()).isZero();
      assertThat(alarms()).containsExactly("central.checkpoint");
    }
    var kept = database.read(tx -> CheckpointBook.newest("till-01", tx)).orElseThrow();
    assertThat(kept.size()).isEqualTo(12);
    var report =
        WitnessCheck.check(
            database,
            "till-01",
            List.of(new Witness.Signed(kept, true)),
            CheckpointKeys.of(pair.getPublic()));
    assertThat(report.ok()).isTrue();
    assertThat(report.outside()).isEqualTo(12);
    assertThat(report.entries()).isEqualTo(18);
  }

  @Test
  void forgedTail_isSetAsideByAPerson_andTheTillShipsTheTruth() {
    ship("till-01", 10);
    List<Entry> truth = Objects.requireNonNull(journals.get("till-01"));
    database.change(tx -> tx.update("delete from journal where seq > 6"));
    Entry forged =
        JournalCopy.entry(
            "till-01", 1, new Head(1, 6, "f".repeat(64)), CLOCK.instant(), Centrals.draft(0));
    database.change(tx -> CentralTables.insert(tx, List.of(forged)));
    try (CentralFollowers followers = followers(new Rolling(entry -> {}))) {
      followers.catchUp(SOON);
      assertThat(alarms()).containsExactly("central.broken");
      assertThatThrownBy(() -> central.add(truth)).isInstanceOf(ForkException.class);
      assertThat(central.refuseUnchecked("till-01")).isEqualTo(1);
      assertThat(central.asides("till-01", 0, 10))
          .containsExactly(new Aside(forged, Fork.What.UNSOUND));
      assertThat(central.add(truth)).isEqualTo(4);
      followers.catchUp(SOON);
      assertThat(Rolling.dump(database)).isEqualTo(Rolling.expected(journals));
      assertThat(central.refuseUnchecked("till-01")).as("what was checked stays").isZero();
      assertThat(alarms()).containsExactly("central.aside");
      assertThat(central.asidesSeen("till-01")).isEqualTo(1);
      followers.catchUp(SOON);
      assertThat(alarms()).as("somebody has looked at it").isEmpty();
      central.setAside(truth, Fork.What.DIFFERS);
      followers.catchUp(SOON);
      assertThat(alarms()).as("more came").containsExactly("central.aside");
    }
  }

  @Test
  void aTerminalThatCannotBeLookedAt_holdsUpNoOther() {
    ship("till-01", 4);
    ship("till-02", 4);
    try (CentralFollowers followers = followers(new Rolling(entry -> {}))) {
      followers.catchUp(SOON);
      database.change(
          tx ->
              tx.update(
                  "update journal_writer set epoch = 99999999999 where terminal = 'till-01'"));
      ship("till-02", 9);
      followers.catchUp(SOON);
      assertThat(alarms()).containsExactly("central.terminal");
      assertThat(
              followers.terminals().stream()
                  .filter(it -> it.terminal().equals("till-02"))
                  .map(TerminalState::checked))
          .allMatch(it -> it > 4);
      database.change(
          tx -> tx.update("update journal_writer set epoch = 1 where terminal = 'till-01'"));
      followers.catchUp(SOON);
      assertThat(alarms()).isEmpty();
    }
  }

  @Test
  void misuse_isRefused() {
    Rolling one = new Rolling(entry -> {});
    assertThatThrownBy(
            () -> CentralFollowers.of(central, monitor, List.of(one)).trusting(CheckpointKeys.of()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> CentralFollowers.of(central, monitor, List.of(one, one)))
        .isInstanceOf(IllegalArgumentException.class);
    try (CentralFollowers followers = followers(one)) {
      assertThatThrownBy(() -> followers.rebuild("nobody"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
