package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.finished;
import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.FaultySource;
import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleEvent;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Dialect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps of a sale that found no room on the disk come into the journal before all behind them. */
class StepsWithoutRoomTest {
  private static final int DISK_FULL = 13;

  @TempDir private Path folder;
  private final AtomicBoolean full = new AtomicBoolean();

  /** The disk says that it is full once the steps are handed over: at once it would refuse them. */
  private final CountDownLatch handedOver = new CountDownLatch(1);

  private Bench bench;

  @BeforeEach
  void open() {
    FaultySource source = new FaultySource(folder.resolve("till.db"));
    source.fault =
        (sql, done) -> {
          if (full.get() && !done && sql.equals("commit")) {
            awaitHandedOver();
            throw FaultySource.error(DISK_FULL);
          }
        };
    bench = new Bench(() -> Database.of(source.dataSource(), Dialect.sqlite()));
  }

  @AfterEach
  void close() {
    handedOver.countDown();
    full.set(false);
    bench.close();
  }

  private void awaitHandedOver() {
    try {
      assertThat(handedOver.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void noRoom(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo("store.full"));
  }

  private List<SaleEvent> events(SaleId sale) {
    return bench.entries().stream()
        .filter(entry -> entry.kind().startsWith("sale."))
        .flatMap(entry -> SaleEvents.read(entry).stream())
        .filter(event -> event.sale().equals(sale))
        .toList();
  }

  @Test
  void aSecondPayment_afterStepsThatFoundNoRoom_writesThemFirst_andEachOnce() {
    full.set(true);
    Ticket ticket = bench.pens(1);
    handedOver.countDown();
    noRoom(() -> bench.payByCard(ticket));
    noRoom(() -> bench.payByCard(ticket));
    assertThat(events(ticket.id())).isEmpty();
    full.set(false);

    CompletedSale sale = finished(bench.payByCard(ticket));

    assertThat(Sale.replay(events(sale.id())).completed()).contains(sale);
    assertThat(bench.kinds().stream().filter("sale.tendering"::equals)).hasSize(1);
    assertThat(bench.till.giveBack(bench.manager, sale.id(), "").sale().origin())
        .contains(sale.id());
  }

  @Test
  void aSalePaidInPart_afterItsLockFoundNoRoom_isThereWhenTheTillOpensAgain() {
    Ticket ticket = bench.pens(2);
    bench.till.journal().awaitFollowers(Duration.ofSeconds(10));
    full.set(true);
    handedOver.countDown();
    noRoom(() -> bench.till.pay(ticket, Tender.cash(pounds("5.00"))));
    full.set(false);
    assertThat(bench.till.pay(ticket, Tender.cash(pounds("5.00"))))
        .isInstanceOf(Outcome.Approved.class);

    bench.reopen();

    assertThat(bench.till.recovery().open()).containsExactly(ticket.id());
    Ticket again = bench.till.resume(bench.manager, ticket.id());
    assertThat(again.due()).isEqualTo(pounds("20.00"));
    assertThat(bench.cash(again).tenders()).hasSize(2);
  }

  @Test
  void aLineAddedOnceThereIsRoom_comesBehindThoseThatFoundNone() {
    full.set(true);
    Ticket ticket = bench.pens(1);
    handedOver.countDown();
    noRoom(() -> bench.till.opened().books().settle(ticket));
    full.set(false);
    bench.cash(bench.pens(3)); // others go on meanwhile
    ticket.add("4006381333931", 2);

    CompletedSale sale = bench.cash(ticket);

    assertThat(sale.lines()).hasSize(2);
    assertThat(Sale.replay(events(sale.id())).completed()).contains(sale);
  }
}
