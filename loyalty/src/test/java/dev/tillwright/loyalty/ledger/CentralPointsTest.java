package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.central.CentralFollowers;
import dev.tillwright.core.central.CentralStore;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.payment.HoldOutcome;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.FarStore;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.TestPostgres;
import dev.tillwright.loyalty.program.Program;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A18: one member's points at two tills, at a PostgreSQL that both reach, or not. */
class CentralPointsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Program PROGRAM =
      Programs.of(
          "GBP",
          "'worth':{'points':1,'minor':1,'step':1},"
              + "'terms':{'offline':{'policy':'LIMIT','points':30}},",
          "{'id':'spend','scope':'BASKET','then':"
              + "[{'type':'earnPerAmount','points':'1','per':'1.00'}]}");

  @TempDir Path dir;
  private final List<AutoCloseable> open = new ArrayList<>();
  private volatile Instant now = Shop.WEDNESDAY;
  private volatile boolean cut;
  private DataSource source;
  private Database owner;
  private CentralStore central;
  private CentralFollowers followers;
  private PointsTill office;

  @BeforeEach
  void open() {
    source = TestPostgres.schema();
    owner = Database.of(source);
    central = CentralStore.open(owner);
    CentralPoints.prepare(owner);
    followers = CentralFollowers.of(central, new Monitor(clock()), List.of(new PointsLedger()));
    office = new PointsTill("office", source, false);
    office.journal.append(LedgerEntries.Adopted.of(PROGRAM).draft(), SOON);
    office.journal.append(LedgerEntries.Granted.of("g", "m-1", 100, "old").draft(), SOON);
    office.ship();
  }

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
    if (owner != null) {
      followers.close();
      owner.close();
    }
  }

  private Clock clock() {
    InstantSource moving = () -> now;
    return moving.withZone(ZoneOffset.UTC);
  }

  /** A till's journal, and its points at the store. */
  private final class PointsTill {
    final Journal journal;
    final CentralPoints tender;
    private long number;

    PointsTill(String terminal, DataSource store, boolean capped) {
      Database database = Database.sqlite(dir.resolve(terminal + ".db"));
      open.add(database);
      journal = Journal.open(database, terminal, clock());
      open.add(journal);
      journal.follow(new OfflinePoints());
      journal.append(LedgerEntries.Adopted.of(PROGRAM).draft(), SOON);
      FarStore far = new FarStore("points", () -> reached(store), Duration.ZERO, null);
      open.add(far);
      tender =
          new CentralPoints(
              journal, far, PROGRAM, HOUR, capped ? new OfflineTender(journal, PROGRAM) : null);
    }

    private Database reached(DataSource store) {
      if (cut) {
        throw new IllegalStateException("nobody is there");
      }
      return Database.of(store, Duration.ofSeconds(4));
    }

    SaleId sale() {
      return new SaleId(journal.terminal(), journal.epoch(), ++number);
    }

    HoldOutcome hold(SaleId sale, long points) {
      Entry entry = journal.append(PointsEntries.held(sale + "/p", sale, "m-1", points), SOON);
      HoldOutcome outcome = tender.outcomeOf(sale + "/p", entry.seq(), SOON);
      if (!(outcome instanceof HoldOutcome.Held)) {
        release(sale); // as a till does
      }
      return outcome;
    }

    void release(SaleId sale) {
      journal.append(PointsEntries.released(sale + "/p"), SOON);
    }

    void sell(SaleId sale, long points) {
      CompletedSale sold =
          Histories.sold(sale, "m-1", Map.of(1, new long[] {0, 9}), sale + "/p", points);
      journal.append(sold.toDraft(), SOON);
    }

    long available() {
      return tender.available("m-1", SOON);
    }

    void ship() {
      send();
      followers.catchUp(SOON);
    }

    void send() {
      List<Entry> entries = new ArrayList<>();
      journal.read(1, journal.headSeq(), entries::add);
      central.add(entries);
    }
  }

  private static void refused(HoldOutcome outcome, long available) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            HoldOutcome.Refused.class, it -> assertThat(it.available()).isEqualTo(available));
  }

  private Balance balance() {
    return new LedgerQueries(owner).balance("m-1");
  }

  @Test
  void pointsHeldAtOneTill_areGoneAtTheOther_andEachPostingIsOfAnEntry() {
    PointsTill one = new PointsTill("till-01", source, false);
    PointsTill two = new PointsTill("till-02", source, false);
    assertThat(one.available()).isEqualTo(100);
    SaleId first = one.sale();
    assertThat(one.hold(first, 60)).isInstanceOf(HoldOutcome.Held.class);
    assertThat(two.available()).isEqualTo(40);
    refused(two.hold(two.sale(), 41), 40);
    assertThat(balance().held()).as("nothing is posted without its entry").isZero();
    SaleId second = two.sale();
    assertThat(two.hold(second, 40)).isInstanceOf(HoldOutcome.Held.class);
    two.sell(second, 40);
    two.ship();
    assertThat(one.available()).as("the ledger knows the 40 now").isZero();
    one.ship();
    assertThat(balance().held()).isEqualTo(60);
    assertThat(two.available()).isZero();
    one.release(first);
    assertThat(two.available()).as("not known there yet").isZero();
    one.ship();
    assertThat(two.available()).isEqualTo(60);
    assertThat(balance().burned()).isEqualTo(40);
    assertThat(new LedgerQueries(owner).conflicts()).isEmpty();
  }

  @Test
  void sameHoldAskedAgain_isReservedOnce_alsoOnceTheLedgerHasIt() {
    PointsTill one = new PointsTill("till-01", source, false);
    SaleId sale = one.sale();
    one.hold(sale, 60);
    long seq = one.journal.headSeq();
    assertThat(one.tender.outcomeOf(sale + "/p", seq, SOON)).isInstanceOf(HoldOutcome.Held.class);
    assertThat(one.available()).isEqualTo(40);
    one.ship();
    assertThat(one.tender.outcomeOf(sale + "/p", seq, SOON)).isInstanceOf(HoldOutcome.Held.class);
    assertThat(one.available()).isEqualTo(40);
    assertThatThrownBy(() -> one.tender.outcomeOf("other", seq, SOON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tillThatDies_holdsUntilTheLapse_andWhatItSpentIsFoundLater() {
    PointsTill one = new PointsTill("till-01", source, false);
    PointsTill two = new PointsTill("till-02", source, false);
    SaleId first = one.sale();
    one.hold(first, 60);
    one.sell(first, 60); // and dies, before it shipped
    now = now.plus(HOUR).minusMillis(1);
    refused(two.hold(two.sale(), 100), 40);
    now = now.plusMillis(1);
    SaleId second = two.sale();
    assertThat(two.hold(second, 100)).isInstanceOf(HoldOutcome.Held.class);
    two.sell(second, 100);
    two.ship();
    one.ship(); // its disk was whole
    assertThat(balance().burned()).isEqualTo(160);
    assertThat(balance().available()).isEqualTo(-60);
    assertThat(new LedgerQueries(owner).conflicts())
        .extracting(Conflict::terminal, Conflict::what)
        .containsExactly(tuple("till-01", "burn.unheld"));
  }

  @Test
  void storeOutOfReach_isRefused_orCappedByTheTerms() {
    cut = true;
    PointsTill one = new PointsTill("till-01", source, false);
    PointsTill two = new PointsTill("till-02", source, true);
    assertThat(one.hold(one.sale(), 1)).isInstanceOf(HoldOutcome.Pending.class);
    assertThatThrownBy(one::available)
        .isInstanceOfSatisfying(
            TillwrightException.class, it -> assertThat(it.code()).isEqualTo("points.late"));
    refused(two.hold(two.sale(), 31), 30);
    assertThat(two.hold(two.sale(), 30)).isInstanceOf(HoldOutcome.Held.class);
    assertThat(two.available()).isZero();
    cut = false;
    assertThat(one.hold(one.sale(), 100)).isInstanceOf(HoldOutcome.Held.class);
  }

  @Test
  void tillsThatSpendAtOnce_neverSpendMoreThanThereIs() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    List<PointsTill> tills = new ArrayList<>();
    for (String terminal : List.of("till-01", "till-02")) {
      tills.add(new PointsTill(terminal, role(terminal), false));
    }
    AtomicLong spent = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> following =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                followers.moveOnce();
              }
            });
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (PointsTill till : tills) {
      Random dice = new Random(seed + tills.indexOf(till));
      all.add(CompletableFuture.runAsync(() -> spend(till, dice, spent)));
    }
    for (CompletableFuture<Void> each : all) {
      each.get(60, TimeUnit.SECONDS);
    }
    over.set(true);
    following.get(60, TimeUnit.SECONDS);
    tills.forEach(PointsTill::ship);
    assertThat(spent).as("seed %d", seed).hasPositiveValue().hasValueLessThanOrEqualTo(100);
    assertThat(balance().burned()).as("seed %d", seed).isEqualTo(spent.get());
    assertThat(balance().available()).as("seed %d", seed).isEqualTo(100 - spent.get());
    PointsTill last = tills.get(0);
    refused(last.hold(last.sale(), 101 - spent.get()), 100 - spent.get());
  }

  private static void spend(PointsTill till, Random dice, AtomicLong spent) {
    for (int i = 0; i < 25; i++) {
      SaleId sale = till.sale();
      long points = 1 + dice.nextInt(12);
      if (till.hold(sale, points) instanceof HoldOutcome.Held) {
        if (dice.nextInt(3) == 0) {
          till.release(sale);
        } else {
          till.sell(sale, points);
          spent.addAndGet(points);
        }
      }
      if (dice.nextInt(3) == 0) {
        till.send();
      }
    }
  }

  /** A role of one terminal that asks for points and can do no more. */
  private DataSource role(String terminal) throws SQLException {
    String schema =
        owner.read(tx -> tx.first("select current_schema()", row -> row.text(1)).orElseThrow());
    String role = terminal.replace('-', '_') + "_p_" + schema;
    String url;
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create role " + role + " login");
      url = connection.getMetaData().getURL() + "&user=" + role;
    }
    CentralPoints.allow(central, role, terminal);
    return (DataSource)
        Proxy.newProxyInstance(
            CentralPointsTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> DriverManager.getConnection(url));
  }

  @Test
  void role_thatAsks_mayDoNoMore() throws Exception {
    PointsTill one = new PointsTill("till-01", source, false);
    one.hold(one.sale(), 60);
    DataSource role = role("till-02");
    String add = "insert into points_reserved values ('h', '%s', 's', 'm-1', 1, 1)";
    try (Connection connection = role.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(add.formatted("till-02"))).isEqualTo(1);
      assertThat(statement.executeUpdate("delete from points_reserved")).isEqualTo(1);
      for (String sql :
          List.of(
              add.formatted("till-01"),
              "update points_reserved set until = 0",
              "delete from ledger_posting",
              "insert into ledger_lot select * from ledger_lot",
              "select * from ledger_account",
              "select * from journal")) {
        assertThat(state(statement, sql)).as(sql).isEqualTo("42501");
      }
    }
    assertThat(one.available()).isEqualTo(40);
  }

  private static String state(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return "done";
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }
}
