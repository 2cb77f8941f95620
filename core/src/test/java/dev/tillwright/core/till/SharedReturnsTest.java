package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.CommitProxy;
import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.central.CentralFollowers;
import dev.tillwright.core.central.CentralRoles;
import dev.tillwright.core.central.CentralStore;
import dev.tillwright.core.central.ShippingPolicy;
import dev.tillwright.core.central.ShippingState;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.order.OrderPolicy;
import dev.tillwright.core.order.ShopOrders;
import dev.tillwright.core.order.simulator.VirtualChannel;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.report.SalesReport;
import dev.tillwright.core.report.SalesTotals;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.shared.CentralReturns;
import dev.tillwright.core.shared.Overreturn;
import dev.tillwright.core.shared.Overreturns;
import dev.tillwright.core.shared.ReturnsBook;
import dev.tillwright.core.shared.SaleHistory;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.FarStore;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A18: goods come back at another till than the one that sold them, at a PostgreSQL, or not. */
class SharedReturnsTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path dir;
  private final TestClock clock = new TestClock("2025-03-03T10:15:30Z");
  private final SalesReport report = new SalesReport(Bench.LONDON);
  private final List<AutoCloseable> open = new ArrayList<>();
  private DataSource source;
  private Database owner;
  private CentralStore central;
  private CentralFollowers followers;
  private @Nullable Bench first;

  @BeforeEach
  void open() {
    source = TestPostgres.schema();
    owner = Database.of(source);
    central = CentralStore.open(owner);
    followers =
        CentralFollowers.of(central, new Monitor(clock), List.of(new ReturnsBook(), report));
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

  private Database store() {
    return Database.of(source, Duration.ofSeconds(4));
  }

  private Bench till(
      String terminal, Supplier<Database> returns, UnaryOperator<CentralReturns.Builder> policy)
      throws IOException {
    return till(terminal, returns, policy, it -> {});
  }

  private Bench till(
      String terminal,
      Supplier<Database> returns,
      UnaryOperator<CentralReturns.Builder> policy,
      Consumer<TillBuilder> more)
      throws IOException {
    FarStore far = new FarStore("returns", returns, Duration.ZERO, null);
    CentralReturns shared = policy.apply(CentralReturns.at(far)).build();
    Path folder = Files.createDirectories(dir.resolve(terminal + open.size()));
    Consumer<TillBuilder> settings =
        it ->
            it.clock(clock)
                .central(this::store, ShippingPolicy.usual())
                .guards(Guards.usual().returns(shared, Duration.ofSeconds(5)));
    Bench bench =
        first == null
            ? new Bench(terminal, folder, settings.andThen(more))
            : first.beside(terminal, folder, settings.andThen(more));
    if (first == null) {
      first = bench;
    }
    open.add(0, far);
    open.add(0, bench);
    return bench;
  }

  private Bench till(String terminal) throws IOException {
    return till(terminal, this::store, it -> it);
  }

  private void ship(Bench... tills) {
    for (Bench each : tills) {
      ShippingState state = each.till.shipNow(SOON);
      for (int i = 0; i < 20 && !state.complete() && state.failures() == 0; i++) {
        state = each.till.shipNow(SOON); // a refusal was on its way
      }
      assertThat(state.complete()).as("%s", state).isTrue();
    }
    followers.catchUp(SOON);
  }

  private static CompletedSale sell(Bench bench, String price, long pieces) {
    return bench.cash(
        bench.till.sale(bench.manager).add(Bench.item("tea", price), Quantity.of(pieces)));
  }

  private static Ticket back(Bench bench, SaleId sale, long pieces) {
    return bench.till.giveBack(bench.manager, sale, "").giveBack(1, Quantity.of(pieces));
  }

  private static CompletedSale takeBack(Bench bench, SaleId sale, long pieces) {
    return Bench.finished(bench.till.payOut(back(bench, sale, pieces)));
  }

  private static void refused(Outcome outcome, String code) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Declined.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private static void refuses(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private List<Overreturn> overreturns() {
    return Overreturns.find(owner, Instant.EPOCH, clock.instant());
  }

  private long reserved() {
    return owner.read(tx -> ReturnsBook.reserved(clock.instant(), tx)).size();
  }

  @Test
  void cashSale_comesBackInParts_whereverAndNeverTwice() throws IOException {
    Bench one = till("till-01");
    Bench two = till("till-02");
    CompletedSale sold = sell(one, "3.33", 3);
    refuses(() -> back(two, sold.id(), 1), "sale.notShipped");
    ship(one);

    CompletedSale there = takeBack(two, sold.id(), 1);
    assertThat(there.origin()).isEqualTo(sold.id());
    assertThat(there.tenders()).singleElement().returns(TenderKind.CASH, it -> it.kind());
    refused(one.till.payOut(back(one, sold.id(), 3)), "return.elsewhere");
    ship(two);
    assertThat(reserved()).isZero();
    refuses(() -> back(one, sold.id(), 3), "sale.returnAboveSold");
    CompletedSale here = takeBack(one, sold.id(), 1);
    ship(one);
    CompletedSale last = takeBack(two, sold.id(), 1);
    refuses(() -> back(two, sold.id(), 1), "sale.returnAboveSold");
    ship(two);
    refuses(() -> back(one, sold.id(), 1), "sale.returnAboveSold");
    refuses(() -> one.till.voidCompleted(one.manager, sold.id(), "no"), "void.cameBack");

    assertThat(there.total().plus(here.total()).plus(last.total())).isEqualTo(sold.total());
    assertThat(overreturns()).isEmpty();
    SaleHistory history = owner.read(tx -> ReturnsBook.history(sold.id(), tx)).orElseThrow();
    assertThat(history.left().isZero()).isTrue();
    assertThat(history.backs())
        .extracting(it -> it.ticket().terminal())
        .containsExactlyInAnyOrder("till-02", "till-01", "till-02");
    List<SalesTotals> day = owner.read(tx -> report.day(tx, LocalDate.of(2025, 3, 3)));
    assertThat(day)
        .as("sale and returns once each, over both tills")
        .singleElement()
        .satisfies(it -> assertThat(it.net().isZero()).isTrue());
    assertThat(two.x().refunded())
        .as("at the till that paid it out")
        .isEqualTo(there.total().plus(last.total()));
  }

  @Test
  void cardSale_goesBackToTheCard_byThePurchaseOfTheOtherTill() throws IOException {
    Bench one = till("till-01");
    Bench two = till("till-02");
    CompletedSale sold = Bench.finished(one.payByCard(one.pens(2)));
    ship(one);
    CompletedSale there = takeBack(two, sold.id(), 1);
    assertThat(there.tenders())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.kind()).isEqualTo(TenderKind.CARD);
              PaymentKey key = PaymentKey.parse(Objects.requireNonNull(it.payment()));
              assertThat(two.till.payment(key).orElseThrow().intent().original())
                  .hasToString(sold.tenders().get(0).payment());
            });
    ship(two);
    refuses(() -> back(one, sold.id(), 2), "sale.returnAboveSold");
    takeBack(one, sold.id(), 1);
    PaymentKey purchase = PaymentKey.parse(Objects.requireNonNull(sold.tenders().get(0).payment()));
    assertThat(one.host.movedMinor(purchase)).isEqualTo(2500);
    assertThat(one.host.refundedMinor()).isEqualTo(2500);
  }

  @Test
  void orderPaidHere_comesBackAnywhere_andWhatAChannelHoldsOnlyAtHome() throws IOException {
    VirtualChannel web = new VirtualChannel("web");
    Consumer<TillBuilder> orders = it -> it.orders(OrderPolicy.usual().withCash(), web);
    Bench one = till("till-01", this::store, it -> it, orders);
    Bench two = till("till-02");
    Orders desk = one.till.orders(one.manager);
    desk.take(ShopOrders.teas("1"));
    CompletedSale here = one.cash(desk.collect(ShopOrders.id("1")).ticket());
    desk.take(ShopOrders.teas("2", ShopOrders.paid("PAY-1", "12.00")));
    CompletedSale mixed = one.cash(desk.collect(ShopOrders.id("2")).ticket());
    ship(one);

    CompletedSale there = takeBack(two, here.id(), 1);
    assertThat(there.channel()).isEqualTo("web");
    assertThat(there.tenders()).singleElement().returns(TenderKind.CASH, it -> it.kind());
    refuses(() -> back(two, mixed.id(), 1), "return.notHere");
    ship(two);
    Ticket rest = back(one, here.id(), 1).giveBack(2, Quantity.of(3));
    assertThat(Bench.finished(one.till.payOut(rest)).total().plus(there.total()))
        .isEqualTo(here.total());
    refuses(() -> back(one, here.id(), 1), "sale.returnAboveSold");

    Ticket all = back(one, mixed.id(), 2).giveBack(2, Quantity.of(3));
    assertThat(Bench.finished(one.till.payOut(all)).tenders())
        .extracting(it -> it.kind() + " " + it.amount().decimal())
        .containsExactly("CHANNEL 12.00", "CASH 10.00");
    assertThat(web.refunded(ShopOrders.id("2"))).contains(ShopOrders.pounds("12.00"));
    assertThat(web.refunded(ShopOrders.id("1"))).isEmpty();
    assertThat(desk.owes("web").isZero()).isTrue();
    ship(one);
    assertThat(reserved()).isZero();
    assertThat(overreturns()).isEmpty();
    for (CompletedSale each : List.of(here, mixed)) {
      SaleHistory so = owner.read(tx -> ReturnsBook.history(each.id(), tx)).orElseThrow();
      assertThat(so.left().isZero()).isTrue();
    }
  }

  @Test
  void tillsThatTakeBackAtOnce_neverGiveMoreThanWasPaid_andAllOfIt() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    List<Bench> tills = new ArrayList<>();
    for (String terminal : List.of("till-01", "till-02")) {
      DataSource role = role(terminal);
      tills.add(till(terminal, () -> Database.of(role, Duration.ofSeconds(4)), it -> it));
    }
    List<CompletedSale> sales = new ArrayList<>();
    Random dice = new Random(seed);
    for (int i = 0; i < 6; i++) {
      Bench home = tills.get(dice.nextInt(2));
      sales.add(sell(home, "0.0" + (1 + dice.nextInt(9)), 7));
    }
    ship(tills.get(0), tills.get(1));
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> following =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                followers.moveOnce();
              }
            });
    AtomicInteger refusals = new AtomicInteger();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (Bench bench : tills) {
      Random own = new Random(seed + tills.indexOf(bench));
      all.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 25; i++) {
                  if (!tries(bench, sales.get(own.nextInt(sales.size())).id(), own)) {
                    refusals.incrementAndGet();
                  }
                }
              }));
    }
    for (CompletableFuture<Void> each : all) {
      each.get(60, TimeUnit.SECONDS);
    }
    over.set(true);
    following.get(60, TimeUnit.SECONDS);
    ship(tills.get(0), tills.get(1));
    assertThat(overreturns()).as("seed %d", seed).isEmpty();
    assertThat(refusals).as("seed %d", seed).hasPositiveValue();
    for (CompletedSale sale : sales) { // and the rest of each, to the penny
      SaleHistory so = owner.read(tx -> ReturnsBook.history(sale.id(), tx)).orElseThrow();
      Money rest = so.left();
      assertThat(rest.isNegative()).as("seed %d", seed).isFalse();
      Bench bench = tills.get(dice.nextInt(2));
      Ticket ticket = bench.till.giveBack(bench.manager, sale.id(), "");
      long pieces = 0;
      while (pieces < 7 && given(ticket)) {
        pieces++;
      }
      if (pieces > 0) {
        CompletedSale last = Bench.finished(bench.till.payOut(ticket));
        assertThat(last.total()).as("seed %d", seed).isEqualTo(rest);
      } else {
        assertThat(rest.isZero()).as("seed %d", seed).isTrue();
      }
      ship(bench);
    }
    assertThat(reserved()).isZero();
  }

  private static boolean given(Ticket ticket) {
    try {
      ticket.giveBack(1, Quantity.of(1));
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  private static boolean tries(Bench bench, SaleId sale, Random dice) {
    try {
      Ticket ticket = back(bench, sale, 1 + dice.nextInt(2));
      Outcome outcome = bench.till.payOut(ticket);
      if (outcome instanceof Outcome.Approved) {
        if (dice.nextInt(3) > 0) {
          bench.till.shipNow(SOON);
        }
        return true;
      }
      bench.till.voidSale(ticket, "no");
      return false;
    } catch (RefusedException e) {
      return false;
    }
  }

  @Test
  void tillCutOff_takesItsOwnBack_recordsIt_andWhatCameOfItIsFoundOnce() throws Exception {
    CommitProxy wire = CommitProxy.before(source);
    open.add(wire);
    DataSource through = wire.through();
    Supplier<Database> line = () -> Database.of(through, Duration.ofMillis(500));
    Bench one = till("till-01", line, it -> it);
    Bench two = till("till-02", line, it -> it.othersUpTo(Bench.pounds("10.00")));
    CompletedSale sold = sell(one, "10.00", 2);
    CompletedSale other = sell(one, "10.00", 2);
    ship(one);
    Ticket begun = back(two, sold.id(), 1);
    Ticket more = back(two, other.id(), 2);
    wire.hangUp();

    refuses(() -> two.till.giveBack(two.manager, sold.id(), ""), "return.unreached");
    refused(two.till.payOut(more), "return.capped");
    Bench.finished(two.till.payOut(begun));
    takeBack(one, sold.id(), 2);
    assertThat(one.kinds()).contains("return.alone");
    assertThat(two.kinds()).contains("return.alone");
    wire.listen();
    ship(one, two);

    assertThat(overreturns())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.sale()).isEqualTo(sold.id());
              assertThat(it.above()).isEqualTo(Bench.pounds("10.00"));
              assertThat(it.backs())
                  .extracting(each -> each.ticket().terminal() + " " + each.amount())
                  .containsExactlyInAnyOrder("till-01 20.00 GBP", "till-02 10.00 GBP");
            });
    Monitor monitor = new Monitor(clock);
    Instant now = clock.instant();
    List<Overreturn> told = Overreturns.watch(owner, Instant.EPOCH, now, monitor);
    assertThat(Overreturns.watch(owner, Instant.EPOCH, now, monitor)).isEqualTo(told).hasSize(1);
    assertThat(monitor.standing()).extracting(Alarm::code).containsExactly("returns.overshoot");
    Overreturns.seen(owner, told.get(0), monitor);
    assertThat(monitor.standing()).isEmpty();
    assertThat(Overreturns.watch(owner, Instant.EPOCH, now, monitor)).isEmpty();
    List<String> rows = rows();
    followers.rebuild(ReturnsBook.NAME);
    followers.catchUp(SOON);
    assertThat(rows()).isEqualTo(rows).isNotEmpty();
  }

  private List<String> rows() {
    return owner.read(
        tx ->
            tx.list(
                "select cast(b as text) from shared_back b union all select cast(p as text) from"
                    + " shared_back_paid p union all select cast(s as text) from shared_sold s"
                    + " order by 1",
                row -> row.text(1)));
  }

  @Test
  void tillCutOff_refusesWhereThePolicySaysSo() throws Exception {
    CommitProxy wire = CommitProxy.before(source);
    open.add(wire);
    DataSource through = wire.through();
    Supplier<Database> line = () -> Database.of(through, Duration.ofMillis(500));
    Bench one = till("till-01", line, CentralReturns.Builder::refusing);
    Bench two = till("till-02", line, it -> it.ownUpTo(Bench.pounds("5.00")));
    CompletedSale first = sell(one, "10.00", 1);
    CompletedSale second = sell(two, "5.00", 2);
    wire.hangUp();
    Ticket waits = back(one, first.id(), 1);
    refused(one.till.payOut(waits), "return.unreached");
    takeBack(two, second.id(), 1);
    refused(two.till.payOut(back(two, second.id(), 1)), "return.capped");
    wire.listen();
    Bench.finished(one.till.payOut(waits));
    takeBack(two, second.id(), 1);
  }

  @Test
  void tillThatDies_holdsTheSaleUntilTheLapse_andItsJournalSettlesIt() throws IOException {
    Bench one = till("till-01");
    Bench two = till("till-02");
    CompletedSale sold = sell(one, "10.00", 1);
    ship(one);
    takeBack(two, sold.id(), 1); // and dies, before it shipped
    clock.move(Duration.ofDays(1).minusMillis(1));
    one.manager = one.till.logOn("max", "secret".toCharArray()).orThrow();
    Ticket waits = back(one, sold.id(), 1);
    refused(one.till.payOut(waits), "return.elsewhere");
    clock.move(Duration.ofMillis(1));
    Bench.finished(one.till.payOut(waits));
    ship(one);
    assertThat(overreturns()).isEmpty();
    assertThat(reserved()).isZero();
    two.reopen(); // its disk was whole
    ship(two);
    assertThat(overreturns()).singleElement().returns(sold.id(), Overreturn::sale);
  }

  @Test
  void ticketThatACrashLeft_goesOnWithoutTheSale_andVoidsFreeIt() throws IOException {
    Bench one = till("till-01");
    Bench two = till("till-02");
    CompletedSale sold = Bench.finished(one.payByCard(one.pens(2)));
    ship(one);
    one.host.script(asked -> Behaviour.decline("05"));
    Ticket ticket = back(two, sold.id(), 1);
    assertThat(two.till.payOut(ticket)).isInstanceOf(Outcome.Declined.class);
    refused(one.till.payOut(back(one, sold.id(), 2)), "return.elsewhere");
    SaleId left = ticket.id();
    two.reopen();
    one.host.script(asked -> Behaviour.usual());
    Ticket again = two.till.resume(two.manager, left);
    two.till.voidSale(again, "the customer left");
    ship(two);
    assertThat(reserved()).isZero();
    takeBack(one, sold.id(), 2);
    assertThat(two.kinds()).containsOnlyOnce("return.origin");
  }

  @Test
  void commit_whoseAnswerIsLost_reservesOnce() throws Exception {
    CommitProxy wire = CommitProxy.before(source);
    open.add(wire);
    DataSource through = wire.through();
    Bench one = till("till-01");
    Bench two = till("till-02", () -> Database.of(through, Duration.ofSeconds(3)), it -> it);
    CompletedSale sold = sell(one, "10.00", 2);
    ship(one);
    Ticket ticket = back(two, sold.id(), 1);
    wire.breakNextCommit(CommitProxy.Fault.ANSWER_LOST);
    wire.release();
    Bench.finished(two.till.payOut(ticket));
    assertThat(reserved()).isEqualTo(1);
    refused(one.till.payOut(back(one, sold.id(), 1)), "return.elsewhere");
    ship(two);
    takeBack(one, sold.id(), 1);
  }

  @Test
  void whatCannotComeBackHere_isRefused_andSoIsWhoMayNot() throws IOException {
    Bench one = till("till-01");
    Bench two = till("till-02");
    CompletedSale sold = sell(one, "6.00", 2);
    ship(one);
    refuses(() -> two.till.exchange(two.manager, sold.id(), ""), "return.notHere");
    two.till.access().enrol(two.manager, new Operator("cat", "Cat", "cashier"), pin());
    OperatorSession cat = two.till.logOn("cat", pin()).orThrow();
    refuses(() -> two.till.giveBack(cat, sold.id(), ""), "access.notAllowed");
    Ticket begun = back(two, sold.id(), 1);
    Ticket swap = one.till.exchange(one.manager, sold.id(), "");
    swap.giveBack(1, Quantity.of(1)).add(Bench.item("tea", "6.00"), Quantity.of(1));
    Bench.finished(one.till.finish(swap));
    ship(one);
    refuses(() -> two.till.giveBack(two.manager, sold.id(), ""), "return.notHere");
    refuses(() -> two.till.giveBack(two.manager, swap.id(), ""), "return.notHere");
    refused(two.till.payOut(begun), "return.notHere");
    assertThat(reserved()).isZero();
    refuses(
        () -> two.till.giveBack(two.manager, new SaleId("till-01", 1, 99), ""), "sale.notShipped");
    takeBack(one, sold.id(), 1);
  }

  private static char[] pin() {
    return "4711".toCharArray();
  }

  /** A role of one terminal that ships and asks about returns. */
  private DataSource role(String terminal) throws SQLException {
    String schema =
        owner.read(tx -> tx.first("select current_schema()", row -> row.text(1)).orElseThrow());
    String role = terminal.replace('-', '_') + "_r_" + schema;
    String url;
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create role " + role + " login");
      url = connection.getMetaData().getURL() + "&user=" + role;
    }
    CentralRoles.allowReturns(central, role, terminal);
    return (DataSource)
        Proxy.newProxyInstance(
            SharedReturnsTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> DriverManager.getConnection(url));
  }

  @Test
  void role_thatAsks_mayDoNoMore() throws Exception {
    Bench one = till("till-01");
    CompletedSale sold = sell(one, "10.00", 1);
    ship(one);
    takeBack(one, sold.id(), 1); // reserved
    DataSource role = role("till-02");
    String add = "insert into shared_back_reserved values ('%s', '%s.1.1', '%s', 'GBP', 1, 1, 1)";
    try (Connection connection = role.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(add.formatted("x", "till-02", "till-02"))).isEqualTo(1);
      assertThat(statement.executeUpdate("delete from shared_back_reserved"))
          .as("only its own")
          .isEqualTo(1);
      for (String sql :
          List.of(
              add.formatted("x", "till-01", "till-01"),
              "update shared_back_reserved set until = 0",
              "delete from shared_back",
              "delete from shared_sold",
              "insert into shared_back_paid select * from shared_back_paid",
              "select * from shared_back_seen",
              "select * from journal",
              "insert into journal select * from journal",
              "alter table shared_back_reserved disable row level security",
              "truncate shared_back_reserved")) {
        assertThat(state(statement, sql)).as(sql).isEqualTo("42501");
      }
    }
    assertThat(reserved()).isEqualTo(1);
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
