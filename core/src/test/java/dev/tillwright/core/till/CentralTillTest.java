package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.central.Aside;
import dev.tillwright.core.central.CentralFollowers;
import dev.tillwright.core.central.CentralStore;
import dev.tillwright.core.central.Fork;
import dev.tillwright.core.central.Replaced;
import dev.tillwright.core.central.ShippingPolicy;
import dev.tillwright.core.central.TillReplacement;
import dev.tillwright.core.checkpoint.CheckpointBook;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.report.DayClose;
import dev.tillwright.core.report.SalesReport;
import dev.tillwright.core.report.SalesTotals;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** B2, B3, B13: tills that ship, reports over all of them, and a dead till replaced. */
class CentralTillTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final LocalDate DAY = LocalDate.of(2025, 3, 3);

  @TempDir Path dir;
  private Database database;
  private CentralStore central;

  @BeforeEach
  void open() {
    database = central();
    central = CentralStore.open(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Database central() {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + dir.resolve("central.db"));
    return Database.of(source);
  }

  private Bench bench(String folder) {
    return new Bench(
        folder(folder), builder -> builder.central(this::central, ShippingPolicy.usual()));
  }

  private Path folder(String name) {
    try {
      return Files.createDirectories(dir.resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void ship(Bench bench) {
    assertThat(bench.till.shipNow(SOON).complete()).isTrue();
    assertThat(bench.till.shipping().orElseThrow().unshipped()).isZero();
  }

  private static CompletedSale sell(Bench bench, long pens) {
    Ticket ticket = bench.pens(pens);
    return bench.cash(ticket);
  }

  @Test
  void salesReport_overAllTerminals_isTheSumOfTheTills_andEachDayCloseAgrees() {
    try (Bench one = bench("one");
        Bench two = new Bench("till-02", folder("two"), this::central)) {
      sell(one, 2);
      one.till.closeDay(one.manager);
      sell(one, 1);
      sell(two, 4);
      two.till.closeDay(two.manager);
      ship(one);
      ship(two);
    }
    SalesReport report = new SalesReport(Bench.LONDON);
    try (CentralFollowers followers =
        CentralFollowers.of(
            central, new Monitor(Clock.systemUTC()), List.of(report, new CheckpointBook()))) {
      followers.catchUp(SOON);
      List<SalesTotals> day = database.read(tx -> report.day(tx, DAY));
      assertThat(day).hasSize(1);
      assertThat(day.get(0).gross()).isEqualTo(pounds("87.50"));
      for (String terminal : List.of("till-01", "till-02")) {
        List<DayClose> closes = database.read(tx -> report.closes(tx, terminal));
        assertThat(closes).hasSize(1).allMatch(DayClose::agrees);
      }
      List<String> before = dump();
      followers.rebuild(SalesReport.NAME);
      followers.catchUp(SOON);
      assertThat(dump()).isEqualTo(before).isNotEmpty();
    }
    assertThat(JournalVerifier.verify(database, Optional.empty()).ok()).isTrue();
  }

  private List<String> dump() {
    return database.read(
        tx ->
            tx.list(
                "select terminal || ' ' || period || ' ' || day || ' ' || section || ' ' || name ||"
                    + " ' ' || kind || ' ' || n || ' ' || minor || ' ' || second from report_cell"
                    + " order by terminal, period, day, section, name, kind",
                row -> row.text(1)));
  }

  /** What a dead till left: two receipts shipped, one more printed, and a payment in flight. */
  private Bench dead() {
    Bench dead = bench("dead");
    sell(dead, 1);
    sell(dead, 2);
    dead.host.script(request -> Behaviour.fault(Behaviour.Fault.DROP_REPLY));
    assertThat(dead.payByCard(dead.pens(1))).isInstanceOf(Outcome.Unknown.class);
    dead.host.script(request -> Behaviour.usual());
    ship(dead);
    return dead;
  }

  @Test
  void deadTill_isReplaced_receiptsGoOn_andPaymentsInFlightAreResolved() {
    try (Bench dead = dead()) {
      long shipped = dead.till.journal().headSeq();
      int epoch = dead.till.journal().epoch();
      Path folder = folder("new");
      Replaced replaced;
      try (Database local = Database.sqlite(folder.resolve("till.db"))) {
        replaced =
            TillReplacement.of(central, "till-01")
                .reason("the disk failed")
                .newestReceipt(7)
                .into(local, Clock.systemUTC());
      }
      assertThat(replaced.seq()).isEqualTo(shipped + 1);
      assertThat(replaced.epoch()).isEqualTo(epoch + Journal.EPOCHS_OF_A_MACHINE);
      assertThat(replaced.receipt()).isEqualTo(7);
      assertThat(replaced.reason()).isEqualTo("the disk failed");

      try (Bench now =
          dead.another(folder, b -> b.central(this::central, ShippingPolicy.usual()))) {
        assertThat(now.till.recovery().attempts()).isEqualTo(1);
        assertThat(now.till.unfinishedPayments()).isZero();
        assertThat(dead.host.approvedMinor()).as("what nobody was shown is undone").isZero();
        assertThat(now.till.journal().epoch()).isGreaterThan(Journal.EPOCHS_OF_A_MACHINE);
        CompletedSale next = sell(now, 1);
        assertThat(next.receipt()).isEqualTo(8);
        assertThat(next.id().epoch()).isEqualTo(now.till.journal().epoch());
        assertThat(now.till.find(next.id())).isPresent();
        CompletedSale card = Bench.finished(now.payByCard(now.pens(1)));
        PaymentKey key = PaymentKey.parse(String.valueOf(card.tenders().get(0).payment()));
        assertThat(key.seq())
            .as("its trace numbers are far from the dead one's")
            .isGreaterThan(250_000);
        ship(now);
        assertThat(central.mark("till-01").seq()).isEqualTo(now.till.journal().headSeq());
        // Taken up again, and once more: nothing of it is lost.
        now.reopen();
        assertThat(sell(now, 1).receipt()).isEqualTo(10);
      }
    }
    assertThat(JournalVerifier.verify(dir.resolve("new/till.db"), Optional.empty()).ok()).isTrue();
  }

  @Test
  void deadTillThatLivesOn_isToldThatItWasReplaced_andWhatItWroteIsKeptAside() {
    try (Bench dead = dead()) {
      long shipped = dead.till.journal().headSeq();
      try (Database local = Database.sqlite(folder("new").resolve("till.db"))) {
        TillReplacement.of(central, "till-01").skipReceipts(100).into(local, Clock.systemUTC());
      }
      CompletedSale late = sell(dead, 3);
      var state = dead.till.shipNow(SOON);
      assertThat(state.fork().map(Fork::what)).contains(Fork.What.REPLACED);
      assertThat(state.fork().map(Fork::seq)).contains(shipped + 1);
      assertThat(dead.till.monitor().standing())
          .extracting(Alarm::code)
          .contains("central.replaced");
      List<Entry> aside = central.asides("till-01", 0, 100).stream().map(Aside::entry).toList();
      assertThat(aside)
          .isEqualTo(dead.entries().subList((int) shipped, dead.entries().size()))
          .anyMatch(
              entry ->
                  entry.kind().equals(CompletedSale.KIND)
                      && CompletedSale.read(entry).id().equals(late.id()));
      assertThat(central.mark("till-01").seq()).isEqualTo(shipped + 1);

      Monitor monitor = new Monitor(Clock.systemUTC());
      try (CentralFollowers followers = CentralFollowers.of(central, monitor, List.of())) {
        followers.catchUp(SOON);
        assertThat(followers.terminals().get(0).aside()).isEqualTo(aside.size());
        assertThat(monitor.standing()).extracting(Alarm::code).containsExactly("central.aside");
      }
    }
  }

  @Test
  void replacement_thatFailedHalfWay_isMadeAgain_andTheTillCannotOpenBefore() {
    try (Bench dead = dead()) {
      long shipped = dead.till.journal().headSeq();
      Path file = folder("new").resolve("till.db");
      try (Database local = Database.sqlite(file)) {
        TillReplacement order = TillReplacement.of(central, "till-01").newestReceipt(2);
        order.into(local, Clock.systemUTC());
        // As if the power had failed before the last step, and in the middle of the fetching.
        local.change(
            tx -> {
              tx.update("delete from journal_writer");
              tx.update("delete from journal where seq > 5");
            });
        assertThatThrownBy(() -> Journal.open(local, "till-01", Clock.systemUTC()))
            .isInstanceOf(TillwrightException.class);
        Replaced again = order.into(local, Clock.systemUTC());
        assertThat(again.seq()).isEqualTo(shipped + 2);
        assertThat(again.receipt()).isEqualTo(2);
        assertCode("central.notEmpty", () -> order.into(local, Clock.systemUTC()));
      }
      assertThat(JournalVerifier.verify(file, Optional.empty()).ok()).isTrue();
    }
  }

  @Test
  void replacement_asksForReceipts_andKnowsItsTerminal() {
    try (Database local = Database.sqlite(folder("new").resolve("till.db"))) {
      TillReplacement unsaid = TillReplacement.of(central, "till-01");
      assertThatThrownBy(() -> unsaid.into(local, Clock.systemUTC()))
          .isInstanceOf(IllegalStateException.class);
      assertCode("central.unknown", () -> unsaid.newestReceipt(0).into(local, Clock.systemUTC()));
    }
  }

  private static void assertCode(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void till_shipsByItself_inTheBackground() throws InterruptedException {
    try (Bench bench =
        new Bench(
            folder("one"),
            builder -> builder.background(true).central(this::central, ShippingPolicy.usual()))) {
      sell(bench, 1);
      long head = bench.till.journal().headSeq();
      long end = System.nanoTime() + SOON.toNanos();
      while (central.mark("till-01").seq() < head) {
        assertThat(System.nanoTime() - end).as("it ships").isNegative();
        Thread.sleep(20);
      }
    }
  }

  /** B4: an older program takes a newer one's books over; what it does not know stays as it is. */
  @Test
  void rollingBack_byReplacement_keepsEntriesOfUnknownKinds() {
    try (Bench newer = bench("newer")) {
      sell(newer, 1);
      newer.till.journal().append(new Draft("hologram.shown", "{\"later\":true}"), SOON);
      sell(newer, 1);
      ship(newer);
      Path folder = folder("older");
      try (Database local = Database.sqlite(folder.resolve("till.db"))) {
        TillReplacement.of(central, "till-01").newestReceipt(2).into(local, Clock.systemUTC());
      }
      try (Bench older = newer.another(folder, b -> {})) {
        assertThat(older.entries().subList(0, newer.entries().size())).isEqualTo(newer.entries());
        assertThat(sell(older, 1).receipt()).isEqualTo(3);
      }
    }
  }

  @Test
  void till_opensAndSells_whileTheStoreIsAway_andClosesInTime() {
    try (Bench bench =
        new Bench(
            folder("one"),
            builder ->
                builder
                    .background(true)
                    .central(
                        () -> {
                          throw new TillwrightException("store.lost", true, "nobody answers");
                        },
                        ShippingPolicy.usual()))) {
      assertThat(sell(bench, 1).receipt()).isEqualTo(1);
      assertThat(bench.till.shipNow(SOON).lastFailure()).contains("store.lost");
      assertThat(bench.till.monitor().read().get("central.unshipped")).isPositive();
    }
  }
}
