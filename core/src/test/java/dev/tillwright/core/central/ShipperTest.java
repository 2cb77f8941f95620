package dev.tillwright.core.central;

import static dev.tillwright.core.central.Centrals.CLOCK;
import static dev.tillwright.core.central.Centrals.NOON;
import static dev.tillwright.core.central.Centrals.SOON;
import static dev.tillwright.core.central.Centrals.all;
import static dev.tillwright.core.central.Centrals.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Head;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalCopy;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** B2: entries are shipped once each; where two journals part is told and kept. */
class ShipperTest {
  private static final String TILL = "till-01";
  private static final ShippingPolicy POLICY =
      new ShippingPolicy(7, Duration.ofMillis(1), Duration.ofMinutes(15), Duration.ofSeconds(5));

  @TempDir Path dir;
  private final Monitor monitor = new Monitor(CLOCK);
  private Database central;
  private CentralStore store;

  @BeforeEach
  void open() {
    central = central();
    store = CentralStore.open(central);
  }

  @AfterEach
  void close() {
    central.close();
  }

  private Database central() {
    return Database.of(Centrals.file(dir.resolve("central.db")));
  }

  private Database till(String file) {
    return Database.sqlite(dir.resolve(file));
  }

  private Shipper shipper(Journal journal) {
    return shipper(journal, this::central, CLOCK);
  }

  private Shipper shipper(Journal journal, Supplier<Database> source, Clock clock) {
    return new Shipper(journal, source, POLICY, clock, monitor);
  }

  private List<String> alarms() {
    return monitor.standing().stream().map(Alarm::code).toList();
  }

  @Test
  void journal_isShippedWhole_alsoOverReopenings_andOnlyWhatIsNewAfterThat() {
    for (int opening = 1; opening <= 3; opening++) {
      try (Database till = till("till.db");
          Journal journal = Journal.open(till, TILL, CLOCK);
          Shipper shipper = shipper(journal)) {
        append(journal, 20);
        assertThat(monitor.read()).containsEntry("central.unshipped", 20L * opening);
        assertThat(shipper.shipNow(SOON).complete()).isTrue();
        assertThat(monitor.read())
            .containsEntry("central.unshipped", 0L)
            .containsEntry("central.failures", 0L);
        assertThat(all(store, TILL)).isEqualTo(all(journal)).hasSize(20 * opening);
      }
    }
    assertThat(alarms()).isEmpty();
  }

  @Test
  void shipping_resumesAtTheServersMark_whateverTheTillRemembers() {
    try (Database till = till("till.db");
        Journal journal = Journal.open(till, TILL, CLOCK);
        Shipper shipper = shipper(journal)) {
      append(journal, 30);
      shipper.shipNow(SOON);
      // The server was put back to an older backup.
      central.change(tx -> tx.update("delete from journal where seq > 12"));
      append(journal, 1);
      assertThat(shipper.shipNow(SOON).complete()).isTrue();
      assertThat(all(store, TILL)).isEqualTo(all(journal)).hasSize(31);
    }
  }

  @Test
  void sales_goOn_whileTheStoreCannotBeReached_andEntriesAreShippedWhenItCan() {
    AtomicBoolean away = new AtomicBoolean(true);
    Supplier<Database> source =
        () -> {
          if (away.get()) {
            throw new TillwrightException("store.lost", true, "nobody answers");
          }
          return central();
        };
    Clock[] clock = {CLOCK};
    try (Database till = till("till.db");
        Journal journal = Journal.open(till, TILL, CLOCK);
        Shipper shipper = shipper(journal, source, moving(clock))) {
      append(journal, 3);
      ShippingState state = shipper.shipNow(SOON);
      assertThat(state.shipped()).isEmpty();
      assertThat(state.failures()).isEqualTo(1);
      assertThat(state.lastFailure()).contains("store.lost");
      assertThat(alarms()).isEmpty();
      clock[0] = Clock.fixed(NOON.plus(Duration.ofMinutes(16)), ZoneOffset.UTC);
      shipper.shipNow(SOON);
      assertThat(alarms()).containsExactly("central.late");
      append(journal, 3);
      away.set(false);
      assertThat(shipper.shipNow(SOON).complete()).isTrue();
      assertThat(alarms()).isEmpty();
      assertThat(all(store, TILL)).isEqualTo(all(journal));
    }
  }

  private static Clock moving(Clock[] now) {
    return new Clock() {
      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public java.time.Instant instant() {
        return now[0].instant();
      }
    };
  }

  @Test
  void entriesThatWaitTooLong_areAnAlarm_withTheirAge() {
    Clock[] clock = {CLOCK};
    try (Database till = till("till.db");
        Journal journal = Journal.open(till, TILL, CLOCK);
        Shipper shipper = shipper(journal, this::central, moving(clock))) {
      append(journal, 1);
      shipper.shipNow(SOON);
      central.change(tx -> tx.update("alter table journal rename to gone"));
      append(journal, 1);
      clock[0] = Clock.fixed(NOON.plus(Duration.ofHours(1)), ZoneOffset.UTC);
      ShippingState state = shipper.shipNow(SOON);
      assertThat(state.oldest()).isEqualTo(Duration.ofHours(1));
      assertThat(monitor.read()).containsEntry("central.oldestSeconds", 3600L);
      assertThat(alarms()).containsExactlyInAnyOrder("central.failed", "central.late");
      central.change(tx -> tx.update("alter table gone rename to journal"));
      assertThat(shipper.shipNow(SOON).complete()).isTrue();
      assertThat(alarms()).isEmpty();
    }
  }

  @Test
  void oldCopyOfTheTill_isToldBeforeItSells_andAfterThatItsForkIs() throws IOException {
    try (Database till = till("till.db");
        Journal journal = Journal.open(till, TILL, CLOCK)) {
      append(journal, 25);
      try (Shipper shipper = shipper(journal)) {
        shipper.shipNow(SOON);
      }
    }
    Files.copy(dir.resolve("till.db"), dir.resolve("old.db"));
    List<Entry> whole;
    try (Database till = till("till.db");
        Journal journal = Journal.open(till, TILL, CLOCK);
        Shipper shipper = shipper(journal)) {
      append(journal, 9);
      shipper.shipNow(SOON);
      whole = all(journal);
    }
    try (Database till = till("old.db");
        Journal journal = Journal.open(till, TILL, CLOCK);
        Shipper shipper = shipper(journal)) {
      assertThat(shipper.shipNow(SOON).fork()).contains(new Fork(Fork.What.OLD_COPY, TILL, 0, 26));
      assertThat(alarms()).containsExactly("central.oldCopy");
      journal.append(new Draft("sale.tried", "{\"other\":true}"), SOON);
      append(journal, 39);
      ShippingState state = shipper.shipNow(SOON);
      assertThat(state.fork()).contains(new Fork(Fork.What.DIFFERS, TILL, 2, 26));
      assertThat(state.complete()).isFalse();
      assertThat(state.unshipped()).isEqualTo(40);
      assertThat(alarms()).containsExactly("central.fork");
      assertThat(store.asides(TILL, 0, 100))
          .extracting(Aside::entry)
          .isEqualTo(all(journal).subList(25, 65));
      shipper.shipNow(SOON);
      assertThat(store.asides(TILL, 30, 100)).hasSize(35);
      List<Aside> everything = store.asides(TILL, 0, 100);
      List<Aside> paged = new ArrayList<>(store.asides(TILL, 0, 1));
      for (List<Aside> page = paged; !page.isEmpty(); paged.addAll(page)) {
        page = List.copyOf(store.asidesAfter(paged.get(paged.size() - 1), 3));
      }
      assertThat(paged).as("page by page").isEqualTo(everything);
    }
    assertThat(all(store, TILL)).as("nothing was overwritten").isEqualTo(whole);
  }

  @Test
  void forkIsFound_whereverItIs() {
    for (int at : new int[] {1, 2, 17, 30}) {
      String terminal = "till-" + at;
      Database[] tills = {till(at + "a.db"), till(at + "b.db")};
      for (int copy = 0; copy < 2; copy++) {
        try (Database till = tills[copy];
            Journal journal = Journal.open(till, terminal, CLOCK);
            Shipper shipper = shipper(journal)) {
          List<Draft> drafts = new ArrayList<>();
          for (int i = 1; i <= 30; i++) {
            String payload = "{\"n\":" + i + ",\"copy\":" + (i < at ? 0 : copy) + "}";
            drafts.add(new Draft("sale.tried", payload));
          }
          journal.append(drafts, SOON);
          ShippingState state = shipper.shipNow(SOON);
          if (copy == 1) {
            assertThat(state.fork()).contains(new Fork(Fork.What.DIFFERS, terminal, 1, at));
          }
        }
      }
    }
  }

  @Test
  void store_refusesAnotherEntryForAPosition_andTakesTheSameOneAgain() {
    List<Entry> mine;
    List<Entry> other;
    try (Database a = till("a.db");
        Database b = till("b.db");
        Journal one = Journal.open(a, TILL, CLOCK);
        Journal two = Journal.open(b, TILL, CLOCK)) {
      append(one, 3);
      append(two, 1);
      two.append(new Draft("sale.tried", "{}"), SOON);
      append(two, 2);
      mine = all(one);
      other = all(two);
    }
    assertThat(store.add(mine)).isEqualTo(3);
    assertThat(store.add(mine)).isZero();
    assertThat(store.add(mine.subList(1, 3))).isZero();
    assertThatThrownBy(() -> store.add(other))
        .isInstanceOfSatisfying(
            ForkException.class,
            e -> {
              assertThat(e.code()).isEqualTo("central.fork");
              assertThat(e.fork()).isEqualTo(new Fork(Fork.What.DIFFERS, TILL, 1, 2));
            });
    assertThatThrownBy(() -> store.add(other.subList(3, 4)))
        .isInstanceOfSatisfying(ForkException.class, e -> assertThat(e.fork().seq()).isEqualTo(3));
    assertThatThrownBy(() -> store.add(List.of(mine.get(0), mine.get(2))))
        .isInstanceOf(IllegalArgumentException.class);
    central.change(tx -> tx.update("delete from journal"));
    assertThatThrownBy(() -> store.add(mine.subList(1, 3)))
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo("central.gap"));
  }

  @Test
  void aSecondFork_beforeTheFirst_isKeptAsideFromItsOwnBeginning() {
    try (Database till = till("till.db");
        Journal journal = Journal.open(till, TILL, CLOCK);
        Shipper shipper = shipper(journal)) {
      append(journal, 5);
      assertThat(shipper.shipNow(SOON).complete()).isTrue();
      Entry forged = forged(journal, 5);
      store.add(List.of(forged));
      append(journal, 3);
      assertThat(shipper.shipNow(SOON).fork().map(Fork::seq)).contains(6L);

      central.change(tx -> tx.update("delete from journal where seq = 6"));
      assertThat(shipper.shipNow(SOON).complete()).isTrue();
      central.change(
          tx -> { // put back to an older copy, in which somebody else goes on
            tx.update("delete from journal where seq > 3");
            tx.update("delete from central_aside");
          });
      store.add(List.of(forged(journal, 3)));
      assertThat(shipper.shipNow(SOON).fork().map(Fork::seq)).contains(4L);
      assertThat(store.asides(TILL, 0, 100))
          .extracting(Aside::entry)
          .isEqualTo(all(journal).subList(3, 8));
    }
  }

  private static Entry forged(Journal journal, long behind) {
    Entry before = journal.entry(behind).orElseThrow();
    return JournalCopy.entry(TILL, 1, Head.of(before), NOON, Centrals.draft(-1));
  }

  @Test
  void shipper_runsOnAnExecutor_andClosesWhileTheLineHangs() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (Database till = till("till.db");
        Journal journal = Journal.open(till, TILL, CLOCK)) {
      Shipper shipper =
          new Shipper(
              journal,
              () -> {
                asked.countDown();
                await(answer);
                return central();
              },
              new ShippingPolicy(
                  256, Duration.ofMillis(1), Duration.ofMinutes(15), Duration.ofMillis(1)),
              CLOCK,
              monitor);
      shipper.start(timer);
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
      append(journal, 5);
      shipper.close();
      assertThat(shipper.state().shipped()).isEmpty();
      answer.countDown();
      timer.shutdown();
      assertThat(timer.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Timeout(60)
  void closing_isBounded_whileTheStoreDoesNotAnswer() throws Exception {
    ShippingPolicy policy =
        new ShippingPolicy(7, Duration.ofMillis(1), Duration.ofMinutes(15), Duration.ofMillis(100));
    try (Database till = till("till.db");
        Journal journal = Journal.open(till, TILL, CLOCK)) {
      Shipper shipper =
          new Shipper(
              journal,
              () -> Database.of(Centrals.file(dir.resolve("central.db")), Duration.ofMinutes(2)),
              policy,
              CLOCK,
              monitor);
      append(journal, 1);
      assertThat(shipper.shipNow(SOON).complete()).isTrue();
      append(journal, 1);
      try (Connection other = Centrals.file(dir.resolve("central.db")).getConnection();
          Statement statement = other.createStatement()) {
        statement.execute("begin immediate"); // for two minutes nobody else could write
        shipper.close();
        assertThat(all(store, TILL)).hasSize(1);
        statement.execute("rollback");
      }
    }
  }

  @Test
  void closing_shipsWhatIsLeft() {
    try (Database till = till("till.db");
        Journal journal = Journal.open(till, TILL, CLOCK)) {
      ShippingPolicy patient =
          new ShippingPolicy(7, Duration.ofMillis(1), Duration.ofMinutes(15), SOON);
      Shipper shipper = new Shipper(journal, this::central, patient, CLOCK, monitor);
      append(journal, 1);
      shipper.shipNow(SOON);
      append(journal, 50);
      shipper.close();
      assertThat(all(store, TILL)).hasSize(51);
    }
  }

  @Test
  void store_thatLostEntriesInTheMiddle_getsThemAgain_andAnOtherOneIsAFork() {
    try (Database till = till("till.db");
        Journal journal = Journal.open(till, TILL, CLOCK);
        Shipper shipper = shipper(journal)) {
      append(journal, 40);
      shipper.shipNow(SOON);
      central.change(tx -> tx.update("delete from journal where seq in (5, 6, 30)"));
      append(journal, 2);
      assertThat(shipper.shipNow(SOON).complete()).as("the mark alone shows no gap").isTrue();
      assertThat(shipper.shipAgain(1, SOON).complete()).isTrue();
      assertThat(all(store, TILL)).isEqualTo(all(journal));
      central.change(tx -> tx.update("update journal set hash = prev_hash where seq = 9"));
      Fork ninth = new Fork(Fork.What.DIFFERS, TILL, 1, 9);
      assertThat(shipper.shipAgain(1, SOON).fork()).contains(ninth);
      append(journal, 1);
      assertThat(shipper.shipNow(SOON).fork()).as("until it is looked again").contains(ninth);
      assertThat(alarms()).containsExactly("central.fork");
      String truth = journal.entry(9).orElseThrow().hash();
      central.change(tx -> tx.update("update journal set hash = ? where seq = 9", truth));
      assertThat(shipper.shipAgain(1, SOON).complete()).isTrue();
      assertThat(alarms()).isEmpty();
    }
  }

  /** B4: the store's tables only grow, so a till that was not updated goes on shipping. */
  @Test
  void olderTill_shipsIntoANewerStore_andEntriesOfUnknownKindsSurvive() {
    central.migrate("journal.copy.next", List.of(Migration.of(1, "create table next (x text)")));
    central.change(
        tx ->
            tx.update(
                "insert into schema_version (component, version, applied)"
                    + " values ('central', 9, '')"));
    assertThatThrownBy(() -> CentralStore.open(central))
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo("store.newer"));
    try (Database till = till("till.db");
        Journal journal = Journal.open(till, TILL, CLOCK);
        Shipper shipper = shipper(journal)) {
      journal.append(new Draft("hologram.shown", "{\"from\":\"a later version\"}"), SOON);
      assertThat(shipper.shipNow(SOON).complete()).isTrue();
      assertThat(all(store, TILL)).isEqualTo(all(journal));
    }
  }
}
