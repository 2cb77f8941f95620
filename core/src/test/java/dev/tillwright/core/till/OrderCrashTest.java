package dev.tillwright.core.till;

import static dev.tillwright.core.order.ShopOrders.id;
import static dev.tillwright.core.order.ShopOrders.paid;
import static dev.tillwright.core.order.ShopOrders.part;
import static dev.tillwright.core.order.ShopOrders.pounds;
import static dev.tillwright.core.order.ShopOrders.teas;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.FaultySource;
import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.order.Order;
import dev.tillwright.core.order.OrderPolicy;
import dev.tillwright.core.order.simulator.VirtualChannel;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Dialect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The machine dies before or after each write of an order's life; who comes back goes on from what
 * is there. Nothing is lost, nothing is doubled.
 */
class OrderCrashTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int IO_ERROR = 10;

  @TempDir Path dir;

  @Test
  void deathAtAnyWrite_losesAndDoublesNothing() {
    int deaths = 0;
    boolean died = true;
    for (int at = 1; died; at++) {
      // Before one write and after the next: between them lie all calls to the channel.
      boolean after = at % 2 == 0;
      died = life(dir.resolve("k" + at), at, after);
      deaths += died ? 1 : 0;
    }
    assertThat(deaths).isGreaterThan(10);
  }

  /** One order from its placing to its end. */
  private static boolean life(Path folder, int at, boolean after) {
    if (!folder.toFile().mkdirs()) {
      throw new AssertionError("no folder");
    }
    VirtualChannel web = new VirtualChannel("web");
    web.place(teas("1", paid("PAY-1", "4.00")));
    FaultySource source = new FaultySource(folder.resolve("till.db"));
    AtomicInteger writes = new AtomicInteger();
    AtomicBoolean counting = new AtomicBoolean();
    AtomicBoolean dead = new AtomicBoolean();
    source.fault =
        (sql, done) -> {
          boolean commit = sql.equals("commit");
          boolean journal = Thread.currentThread().getName().startsWith("journal-writer");
          if (counting.get() && commit && journal && done == after) {
            dead.compareAndSet(false, writes.incrementAndGet() == at);
          }
          if (dead.get() && (commit || !done)) {
            throw FaultySource.error(IO_ERROR);
          }
        };
    try (Bench bench =
        new Bench(
            () -> Database.of(source.dataSource(), Dialect.sqlite()),
            it -> it.orders(OrderPolicy.usual(), web).stock("shop"))) {
      counting.set(true);
      boolean died = false;
      try {
        new Shift(bench, web).work();
      } catch (TillwrightException e) {
        died = true;
      }
      assertThat(died).as("death at write " + at).isEqualTo(dead.get());
      counting.set(false);
      dead.set(false);
      bench.reopen();
      Shift next = new Shift(bench, web);
      next.work();
      next.check();
      return died;
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("death at write " + at + (after ? ", after it" : ", before it"), e);
    }
  }

  /** A cashier who looks at what is there and does what is next. */
  private record Shift(Bench bench, VirtualChannel web) {
    void work() {
      bench.till.exchangeOrders(SOON);
      if (order().isEmpty()) {
        bench.till.exchangeOrders(SOON);
      }
      ended();
      if (order().orElseThrow().state() == Order.State.TAKEN) {
        pay(orders().collect(id("1"), List.of(part(1, 2))));
      }
      if (order().orElseThrow().payments().size() == 1) {
        web.pay(id("1"), paid("PAY-2", "8.00"));
        bench.till.exchangeOrders(SOON);
      }
      if (order().orElseThrow().collections().size() == 1
          && order().orElseThrow().returned().isZero()) {
        pay(orders().collect(id("1"), List.of(part(2, 1))));
      }
      if (order().orElseThrow().returned().isZero()) {
        Ticket ticket =
            open()
                .orElseGet(
                    () ->
                        bench.till.giveBack(
                            bench.manager, order().orElseThrow().collections().get(0).sale(), ""));
        if (ticket.sale().basket().lines().isEmpty()) {
          ticket.giveBack(1, Quantity.of(1));
        }
        Bench.finished(bench.till.payOut(ticket));
      }
      if (!order().orElseThrow().state().ended()) {
        orders().cancel(id("1"), "no cups");
      }
      assertThat(bench.till.exchangeOrders(SOON)).isZero();
    }

    /** A collection that was begun is paid. */
    private void ended() {
      order()
          .flatMap(it -> Optional.ofNullable(it.pending()))
          .ifPresent(
              it -> {
                Ticket ticket = bench.till.resume(bench.manager, it.sale());
                CompletedSale sale = bench.cash(ticket);
                assertThat(sale.channel()).isEqualTo("web");
              });
    }

    private void pay(Orders.Collection begun) {
      if (begun.sale().isEmpty()) {
        bench.cash(begun.ticket());
      }
    }

    /** A return that was begun. */
    private Optional<Ticket> open() {
      for (SaleId each : bench.till.recovery().open()) {
        try {
          Ticket ticket = bench.till.resume(bench.manager, each);
          if (ticket.sale().kind().isReturn()) {
            return Optional.of(ticket);
          }
        } catch (RefusedException taken) {
          assertThat(taken.code()).isEqualTo("sale.notOpen"); // the collection, which was paid
        }
      }
      return Optional.empty();
    }

    private Optional<Order> order() {
      return orders().find(id("1"));
    }

    private Orders orders() {
      return bench.till.orders(bench.manager);
    }

    void check() {
      Order order = order().orElseThrow();
      assertThat(order.state()).isEqualTo(Order.State.REST_CANCELLED);
      assertThat(order.returned()).isEqualTo(pounds("5.00"));
      assertThat(web.refunded(id("1"))).contains(pounds("8.00"));
      assertThat(web.offered()).isEmpty();
      assertThat(orders().owes("web")).isEqualTo(pounds("4.00"));
      assertThat(bench.x().cash().expected()).isEqualTo(pounds("5.00"));
      assertThat(bench.till.stock(bench.manager).onHand("tea")).isEqualTo(negative(1));
      assertThat(bench.till.stock(bench.manager).onHand("cup")).isEqualTo(negative(1));
      assertThat(bench.kinds()).filteredOn("order.taken"::equals).hasSize(1);
      assertThat(bench.kinds()).filteredOn("sale.completed"::equals).hasSize(3);
      assertThat(bench.kinds()).filteredOn("order.cancelled"::equals).hasSize(1);
      assertThat(bench.kinds()).filteredOn("order.refunding"::equals).hasSize(2);
    }

    private static Quantity negative(long pieces) {
      return Quantity.of(-pieces);
    }
  }
}
