package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.CommitProxy;
import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.access.CentralLimits;
import dev.tillwright.core.access.Limit;
import dev.tillwright.core.access.Limits;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Overshoot;
import dev.tillwright.core.access.Overshoots;
import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.access.TestIndex;
import dev.tillwright.core.central.CentralFollowers;
import dev.tillwright.core.central.CentralRoles;
import dev.tillwright.core.central.CentralStore;
import dev.tillwright.core.central.ShippingPolicy;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A18: two tills, one limit, at a PostgreSQL that both reach, or not. */
class SharedLimitsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Limit HUNDRED =
      Limit.of("day", Limit.Per.MEMBER, Bench.pounds("100.00"), DAY).asking(Set.of());

  @TempDir Path dir;
  private final TestClock clock = new TestClock("2025-03-03T10:15:30Z");
  private final List<AutoCloseable> open = new ArrayList<>();
  private DataSource source;
  private Database owner;
  private CentralStore central;
  private CentralFollowers followers;

  @BeforeEach
  void open() {
    source = TestPostgres.schema();
    owner = Database.of(source);
    central = CentralStore.open(owner);
    followers =
        CentralFollowers.of(
            central, new Monitor(clock), List.of(Limits.shared(new TestIndex(), clock)));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    if (owner != null) {
      followers.close();
      owner.close();
    }
  }

  private Bench till(
      String terminal, Limit limit, Supplier<Database> store, Supplier<Database> shipsTo, int parts)
      throws IOException {
    CentralLimits.Builder shared = CentralLimits.at(store, new TestIndex()).rest(Duration.ZERO);
    CentralLimits limits = (parts == 0 ? shared : shared.capped(parts)).build();
    Path folder = Files.createDirectories(dir.resolve(terminal));
    Bench bench =
        new Bench(
            terminal,
            folder,
            it ->
                it.clock(clock)
                    .central(shipsTo, ShippingPolicy.usual())
                    .guards(Guards.usual().limits(List.of(limit), limits, Duration.ofSeconds(5))));
    open.add(bench);
    open.add(limits);
    return bench;
  }

  private Bench till(String terminal, Limit limit) throws IOException {
    return till(terminal, limit, this::store, this::store, 0);
  }

  private Database store() {
    return Database.of(source, Duration.ofSeconds(4));
  }

  /** A role of one terminal that ships, counts, or does both. */
  private DataSource role(String terminal, boolean ships) throws SQLException {
    String schema =
        owner.read(tx -> tx.first("select current_schema()", row -> row.text(1)).orElseThrow());
    String role = terminal.replace('-', '_') + "_" + schema;
    String url;
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create role " + role + " login");
      url = connection.getMetaData().getURL() + "&user=" + role;
    }
    if (ships) {
      CentralRoles.allow(central, role, terminal);
    }
    CentralRoles.allowLimits(central, role, terminal);
    return (DataSource)
        Proxy.newProxyInstance(
            SharedLimitsTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> DriverManager.getConnection(url));
  }

  private static Outcome pay(Bench bench, Ticket ticket, String amount) {
    return bench.till.pay(ticket.member("m-1"), Tender.cash(Bench.pounds(amount)));
  }

  private static Outcome sell(Bench bench, String amount) {
    return pay(bench, bench.sale(amount), amount);
  }

  private static void refused(Outcome outcome, String code) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Declined.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private void ship(Bench... tills) {
    for (Bench each : tills) {
      assertThat(each.till.shipNow(SOON).complete()).isTrue();
    }
    followers.catchUp(SOON);
  }

  private List<Overshoot> overshoots(Limit limit) {
    return Overshoots.find(owner, List.of(limit), Instant.EPOCH, clock.instant());
  }

  @Test
  void tillsThatSpendAtOnce_neverPassTheLimitTogether_andMayUseAllOfIt() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Limit limit = Limit.of("day", Limit.Per.MEMBER, Bench.pounds("200.00"), DAY).asking(Set.of());
    List<Bench> tills = new ArrayList<>();
    for (String terminal : List.of("till-01", "till-02")) {
      DataSource role = role(terminal, true);
      Supplier<Database> store = () -> Database.of(role, Duration.ofSeconds(4));
      tills.add(till(terminal, limit, store, store, 0));
    }
    Map<String, AtomicInteger> spent = new ConcurrentHashMap<>();
    AtomicInteger refusals = new AtomicInteger();
    AtomicInteger unreached = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> following =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                followers.moveOnce();
              }
            });
    List<CompletableFuture<Void>> selling = new ArrayList<>();
    for (Bench bench : tills) {
      Random dice = new Random(seed + tills.indexOf(bench));
      selling.add(CompletableFuture.runAsync(() -> spend(bench, dice, spent, refusals, unreached)));
    }
    for (CompletableFuture<Void> each : selling) {
      each.get(60, TimeUnit.SECONDS);
    }
    over.set(true);
    following.get(60, TimeUnit.SECONDS);
    ship(tills.get(0), tills.get(1));
    assertThat(refusals).as("seed %d", seed).hasPositiveValue();
    System.out.println("refused " + refusals + ", not answered in time " + unreached);
    assertThat(overshoots(limit)).as("seed %d", seed).isEmpty();
    for (String member : List.of("m-1", "m-2")) {
      int sum = spent.getOrDefault(member, new AtomicInteger()).get();
      assertThat(sum).as("seed %d", seed).isPositive().isLessThanOrEqualTo(20_000);
      Money rest = Money.ofMinor(20_000 - sum, Bench.GBP);
      Bench last = tills.get(1);
      String more = rest.plus(Bench.pounds("0.01")).decimal();
      Ticket above = last.sale(more).member(member);
      refused(last.till.pay(above, Tender.cash(Bench.pounds(more))), "limit.day");
      if (rest.isPositive()) {
        Ticket exact = last.sale(rest.decimal()).member(member);
        Bench.finished(last.till.pay(exact, Tender.cash(rest)));
      }
    }
  }

  private static void spend(
      Bench bench,
      Random dice,
      Map<String, AtomicInteger> spent,
      AtomicInteger refusals,
      AtomicInteger unreached) {
    for (int i = 0; i < 30; i++) {
      int pence = 100 + dice.nextInt(3_000);
      String member = dice.nextBoolean() ? "m-1" : "m-2";
      Money amount = Money.ofMinor(pence, Bench.GBP);
      boolean leaves = dice.nextInt(5) == 0;
      Money due = leaves ? amount.plus(Bench.pounds("1.00")) : amount;
      Ticket ticket = bench.sale(due.decimal()).member(member);
      Outcome outcome = bench.till.pay(ticket, Tender.cash(amount));
      if (outcome instanceof Outcome.Declined no) {
        (no.code().equals("limit.day") ? refusals : unreached).incrementAndGet();
        bench.till.voidSale(ticket, "no");
      } else if (leaves) {
        bench.till.voidSale(ticket, "left");
      } else {
        Bench.finished(outcome);
        spent.computeIfAbsent(member, any -> new AtomicInteger()).addAndGet(pence);
      }
      if (dice.nextInt(4) == 0) {
        bench.till.shipNow(SOON);
      }
    }
  }

  @Test
  void time_slidesOverTills_toTheMillisecond() throws IOException {
    Bench one = till("till-01", HUNDRED);
    Bench two = till("till-02", HUNDRED);
    Bench.finished(sell(one, "100.00"));
    ship(one);
    clock.move(DAY.minusMillis(1));
    two.manager = two.till.logOn("max", "secret".toCharArray()).orThrow();
    refused(sell(two, "0.01"), "limit.day");
    clock.move(Duration.ofMillis(1));
    Bench.finished(sell(two, "100.00"));
  }

  @Test
  void whatWasTakenOffOrWentBack_makesRoomAtOtherTills() throws IOException {
    Bench one = till("till-01", HUNDRED);
    Bench two = till("till-02", HUNDRED);
    Ticket left = one.sale("90.00");
    pay(one, left, "80.00");
    refused(sell(two, "20.01"), "limit.day");
    one.till.voidSale(left, "left");
    refused(sell(two, "20.01"), "limit.day"); // the store does not know it yet
    ship(one);
    Bench.finished(sell(two, "60.00"));
    refused(sell(one, "40.01"), "limit.day");
    ship(two);
    refused(sell(one, "40.01"), "limit.day");
    CompletedSale sold = Bench.finished(sell(one, "40.00"));
    ship(one);
    refused(sell(two, "0.01"), "limit.day");
    Ticket back = one.till.giveBack(one.manager, sold.id(), "");
    back.giveBack(1, Quantity.of(1));
    Bench.finished(one.till.payOut(back));
    ship(one);
    refused(sell(two, "40.01"), "limit.day");
    Bench.finished(sell(two, "40.00"));
    ship(two);
    assertThat(overshoots(HUNDRED)).isEmpty();
  }

  @Test
  void card_isTheSameAtAllTills_andNeitherNumberNorTokenStandsInTheTables() throws IOException {
    Limit limit = Limit.of("card", Limit.Per.CUSTOMER, Bench.pounds("20.00"), DAY);
    Bench one = till("till-01", limit);
    Bench two = till("till-02", limit);
    Bench.finished(one.payByCard(one.pens(1)));
    Ticket second = two.pens(1);
    assertThat(two.payByCard(second)).as("reserved").isInstanceOf(Outcome.Paused.class);
    two.till.verify(second).drop("wait");
    ship(one);
    assertThat(two.payByCard(second)).as("moved").isInstanceOf(Outcome.Paused.class);
    List<String> moved =
        owner.read(tx -> tx.list("select cast(m as text) from shared_moved m", row -> row.text(1)));
    assertThat(moved).isNotEmpty().noneMatch(row -> row.contains("4111") || row.contains("tok_"));
  }

  @Test
  void commit_whoseAnswerIsLost_isReservedOnce() throws Exception {
    CommitProxy wire = CommitProxy.before(source);
    open.add(wire);
    DataSource through = wire.through();
    Bench one = till("till-01", HUNDRED, () -> Database.of(through), this::store, 0);
    Bench two = till("till-02", HUNDRED);
    Bench.finished(sell(one, "10.00"));
    wire.breakNextCommit(CommitProxy.Fault.ANSWER_LOST);
    wire.release();
    Bench.finished(sell(one, "50.00"));
    refused(sell(two, "40.01"), "limit.day");
    Bench.finished(sell(two, "40.00"));
  }

  @Test
  void tillThatDies_holdsItsRoomUntilTheLapse_andItsJournalSettlesIt() throws IOException {
    Bench one = till("till-01", HUNDRED);
    Bench two = till("till-02", HUNDRED);
    Ticket half = one.sale("90.00");
    pay(one, half, "80.00"); // and dies, before it shipped
    clock.move(Duration.ofHours(1).minusMillis(1));
    refused(sell(two, "30.00"), "limit.day");
    clock.move(Duration.ofMillis(1));
    Bench.finished(sell(two, "30.00"));
    ship(two);
    assertThat(overshoots(HUNDRED)).isEmpty();
    one.reopen(); // its disk was whole
    ship(one);
    List<Overshoot> found = overshoots(HUNDRED);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).sum()).isEqualTo(Bench.pounds("110.00"));
    assertThat(found.get(0).entries())
        .extracting(Overshoot.Spent::terminal)
        .containsExactly("till-01", "till-02");
    assertThat(found.get(0).entries().get(0).seq())
        .as("the entry of the tender")
        .isEqualTo(
            one.entries().stream()
                .filter(it -> it.kind().equals("sale.tendered"))
                .findFirst()
                .orElseThrow()
                .seq());
    List<String> rows = rows();
    followers.rebuild("sharedlimits");
    followers.catchUp(SOON);
    assertThat(rows()).isEqualTo(rows).isNotEmpty();
    assertThat(overshoots(HUNDRED)).isEqualTo(found);
  }

  private List<String> rows() {
    return owner.read(
        tx ->
            tx.list(
                "select terminal, seq, part, what, of_seq, sale, member, amount, at from"
                    + " shared_moved order by terminal, seq, part",
                row ->
                    row.text(1)
                        + row.number(2)
                        + row.text(4)
                        + row.text(6)
                        + row.text(7)
                        + row.number(8)));
  }

  @Test
  void tillsCutOff_takeTheirPart_recordIt_andWhatCameOfItIsFound() throws Exception {
    CommitProxy wire = CommitProxy.before(source);
    open.add(wire);
    DataSource through = wire.through();
    Supplier<Database> line = () -> Database.of(through, Duration.ofMillis(500));
    Bench one = till("till-01", HUNDRED, line, this::store, 2);
    Bench two = till("till-02", HUNDRED, line, this::store, 2);
    Bench.finished(sell(one, "60.00"));
    wire.hangUp();
    refused(sell(one, "0.01"), "limit.day"); // it has had more than its half
    refused(sell(two, "50.01"), "limit.day");
    Bench.finished(sell(two, "50.00"));
    assertThat(two.entries())
        .filteredOn(it -> it.kind().equals("check.found"))
        .last()
        .satisfies(
            it ->
                assertThat(it.payload())
                    .contains("\"verdict\":\"REVIEW\"")
                    .contains("limit.day.capped"));
    wire.listen();
    ship(one, two);
    refused(sell(two, "0.01"), "limit.day");
    Monitor monitor = new Monitor(clock);
    Instant now = clock.instant();
    assertThat(Overshoots.watch(owner, List.of(HUNDRED), now, now, monitor))
        .isEqualTo(overshoots(HUNDRED))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.sum()).isEqualTo(Bench.pounds("110.00"));
              assertThat(it.entries()).hasSize(2);
            });
    assertThat(monitor.standing()).extracting(Alarm::code).containsExactly("limits.overshoot");
    Overshoots.watch(owner, List.of(HUNDRED), now.plusMillis(1), now.plusMillis(2), monitor);
    assertThat(monitor.standing()).isEmpty();
  }

  @Test
  void tillCutOff_refusesWhereThePolicySaysSo_andOthersBuyOn() throws Exception {
    CommitProxy wire = CommitProxy.before(source);
    open.add(wire);
    DataSource through = wire.through();
    wire.hangUp();
    Bench one =
        till(
            "till-01", HUNDRED, () -> Database.of(through, Duration.ofMillis(500)), this::store, 0);
    refused(sell(one, "0.01"), "limit.day.unreached");
    Bench.finished(one.till.pay(one.sale("5.00"), Tender.cash(Bench.pounds("5.00"))));
    wire.listen();
    Bench.finished(sell(one, "100.00"));
  }

  private void passes(Duration time, Bench... tills) {
    clock.move(time);
    for (Bench each : tills) {
      each.manager = each.till.logOn("max", "secret".toCharArray()).orThrow();
    }
  }

  @Test
  void whatAClockFarAheadSold_leavesInTimeAtOtherTills() throws IOException {
    Bench one = till("till-01", HUNDRED);
    Bench two = till("till-02", HUNDRED);
    passes(Duration.ofDays(365), one);
    Bench.finished(sell(one, "60.00"));
    ship(one);
    passes(Duration.ofDays(-365), one, two); // put right
    refused(sell(two, "40.01"), "limit.day");
    Bench.finished(sell(one, "1.00"));
    ship(one);
    passes(DAY.minusMillis(1), one, two);
    refused(sell(two, "40.00"), "limit.day");
    passes(Duration.ofMillis(1), two);
    Bench.finished(sell(two, "100.00"));
    assertThat(overshoots(HUNDRED)).isEmpty();
  }

  @Test
  void whatNoWindowNeeds_isForgottenInSteps_butNothingThatIsReservedFor() throws IOException {
    Bench one = till("till-01", HUNDRED);
    List<String> sales = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Ticket ticket = one.sale("1.00");
      sales.add(ticket.id().toString());
      Bench.finished(pay(one, ticket, "1.00"));
    }
    ship(one);
    passes(Duration.ofDays(400).minusMillis(1), one);
    Bench.finished(sell(one, "1.00"));
    ship(one);
    assertThat(rows()).hasSize(21);
    owner.write(
        tx ->
            tx.update(
                "insert into shared_reserved (limit_name, subject, terminal, sale, currency,"
                    + " amount, at, until) values ('day', 's', 'till-01', ?, 'GBP', 1, ?, ?)",
                sales.get(0),
                clock.millis(),
                clock.millis() + 1));
    passes(Duration.ofMillis(1), one);
    Bench.finished(sell(one, "1.00"));
    ship(one);
    assertThat(rows()).as("16 in a step").hasSize(22 - 16);
    Bench.finished(sell(one, "1.00"));
    ship(one);
    assertThat(rows()).as("one is reserved for, three are young").hasSize(4);
    assertThat(rows().get(0)).contains(sales.get(0));
    passes(Duration.ofDays(400).plusMillis(1), one);
    Bench.finished(sell(one, "1.00"));
    ship(one);
    assertThat(rows()).as("the reservation lapsed as long ago").hasSize(1);
    assertThat(tables("shared_reserved") + tables("shared_shown") + tables("shared_sale")).isZero();
  }

  private long tables(String table) {
    return owner.read(
        tx -> tx.first("select count(*) from " + table, row -> row.number(1)).orElse(0L));
  }

  @Test
  void whatWasShownFor_countsAtOtherTills_andIsNoOvershoot() throws IOException {
    Limit asks = Limit.of("day", Limit.Per.MEMBER, Bench.pounds("100.00"), DAY);
    Bench one = till("till-01", asks);
    Bench two = till("till-02", asks);
    two.till.access().enrol(two.manager, new Operator("meg", "Meg", "supervisor"), pin());
    OperatorSession meg = two.till.logOn("meg", pin()).orThrow();
    Bench.finished(sell(one, "80.00"));
    Ticket ticket = two.sale("30.00").member("m-1");
    Tender cash = Tender.cash(Bench.pounds("30.00"));
    assertThat(two.till.pay(ticket, cash)).isInstanceOf(Outcome.Paused.class);
    two.till.verify(ticket).manager(meg);
    Bench.finished(two.till.pay(ticket, cash));
    assertThat(sell(one, "0.01")).as("110.00 count").isInstanceOf(Outcome.Paused.class);
    ship(one, two);
    assertThat(overshoots(asks)).isEmpty();
  }

  private static char[] pin() {
    return "4711".toCharArray();
  }

  @Test
  void role_thatCounts_mayDoNoMore() throws Exception {
    Bench one = till("till-01", HUNDRED);
    Bench.finished(sell(one, "10.00"));
    ship(one);
    pay(one, one.sale("20.00"), "10.00"); // reserved
    DataSource role = role("till-02", false);
    String row = "('day', 'x', '%s', '%s.1.1', 'GBP', 1, 1, 1)";
    String add = "insert into shared_reserved values ";
    try (Connection connection = role.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(add + row.formatted("till-02", "till-02"))).isEqualTo(1);
      assertThat(statement.executeUpdate("delete from shared_reserved"))
          .as("only its own")
          .isEqualTo(1);
      for (String sql :
          List.of(
              add + row.formatted("till-01", "till-01"),
              "update shared_reserved set amount = 0",
              "delete from shared_moved",
              "insert into shared_moved select * from shared_moved",
              "select * from shared_sale",
              "select * from shared_shown",
              "select * from journal",
              "insert into journal select * from journal",
              "alter table shared_reserved disable row level security",
              "truncate shared_reserved",
              "insert into central_role values ('postgres', 'till-01')")) {
        assertThat(state(statement, sql)).as(sql).isEqualTo("42501");
      }
    }
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
