package dev.tillwright.core.till;

import static dev.tillwright.core.order.ShopOrders.id;
import static dev.tillwright.core.order.ShopOrders.item;
import static dev.tillwright.core.order.ShopOrders.order;
import static dev.tillwright.core.order.ShopOrders.part;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Line;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.order.ChannelOrder;
import dev.tillwright.core.order.Intake;
import dev.tillwright.core.order.Order;
import dev.tillwright.core.order.OrderBook;
import dev.tillwright.core.order.OrderNotice;
import dev.tillwright.core.order.OrderPart;
import dev.tillwright.core.order.OrderPayment;
import dev.tillwright.core.order.OrderPolicy;
import dev.tillwright.core.order.ShopOrders;
import dev.tillwright.core.order.simulator.VirtualChannel;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random customers, cashiers, restarts and a bad line to the channel, beside a naive model that
 * counts pieces and pence. {@code -Dseeds=n -Dsteps=n} for more.
 */
class OrderModelTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int[] PRICES = {500, 400, 275};

  @TempDir Path dir;

  @Test
  void whateverHappens_piecesAndPenceAreThoseOfTheModel() {
    for (int seed = 1; seed <= Integer.getInteger("seeds", 2); seed++) {
      try (Run run = new Run(seed, dir.resolve("s" + seed))) {
        for (int step = 0; step < Integer.getInteger("steps", 40); step++) {
          run.step();
        }
        run.end();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /** What is known of an order by counting. */
  private static final class Mirror {
    final ChannelOrder placed;
    final int[] left = new int[PRICES.length];
    final Map<String, Integer> unused = new LinkedHashMap<>();
    int refunded;
    boolean cancelled;
    boolean touched;

    Mirror(ChannelOrder placed) {
      this.placed = placed;
      placed.lines().forEach(it -> left[it.number() - 1] = it.quantity().value().intValue());
      placed.payments().forEach(this::paid);
    }

    void paid(OrderPayment payment) {
      unused.put(payment.reference(), (int) payment.amount().minor());
    }

    int open() {
      int sum = 0;
      for (int i = 0; i < left.length; i++) {
        sum += left[i] * PRICES[i];
      }
      return sum;
    }

    int held() {
      return unused.values().stream().mapToInt(it -> it).sum();
    }

    boolean ended() {
      return cancelled || open() == 0;
    }

    Order.State state() {
      if (cancelled) {
        return touched ? Order.State.REST_CANCELLED : Order.State.CANCELLED;
      }
      return open() == 0
          ? Order.State.COLLECTED
          : touched ? Order.State.PARTLY_COLLECTED : Order.State.TAKEN;
    }
  }

  /** A collection, and what of it may still come back. */
  private static final class Bag {
    final Mirror order;
    final SaleId sale;
    final int[] pieces = new int[PRICES.length];
    final int[] saleLine = new int[PRICES.length];
    final Map<String, Integer> channel = new LinkedHashMap<>();

    Bag(Mirror order, SaleId sale) {
      this.order = order;
      this.sale = sale;
    }
  }

  private static final class Run implements AutoCloseable {
    private final SplittableRandom random;
    private final VirtualChannel web = new VirtualChannel("web");
    private final Bench bench;
    private final Map<String, Mirror> orders = new TreeMap<>();
    private final List<Bag> bags = new ArrayList<>();
    private final int[] sold = new int[PRICES.length];
    private int cash;
    private int owed;
    private int payments;

    Run(long seed, Path folder) {
      random = new SplittableRandom(seed);
      if (!folder.toFile().mkdirs()) {
        throw new AssertionError("no folder");
      }
      OrderPolicy policy = OrderPolicy.usual().within(Duration.ofSeconds(5));
      bench = new Bench(folder, it -> it.orders(policy, web).stock("shop"));
      web.weather(seed, 35);
    }

    void step() {
      int what = random.nextInt(100);
      if (what < 22 || orders.isEmpty()) {
        place();
      } else if (what < 30) {
        again();
      } else if (what < 40) {
        payThere();
      } else if (what < 68) {
        collect();
      } else if (what < 75) {
        cancel();
      } else if (what < 92) {
        giveBack();
      } else if (what < 96) {
        bench.reopen();
      } else {
        bench.till.exchangeOrders(SOON);
      }
      check();
    }

    private Mirror any() {
      return new ArrayList<>(orders.values()).get(random.nextInt(orders.size()));
    }

    private void hear() {
      for (int i = 0; i < 200 && !web.offered().isEmpty(); i++) {
        bench.till.exchangeOrders(SOON);
      }
      assertThat(web.offered()).isEmpty();
    }

    private void place() {
      List<Line> lines = new ArrayList<>();
      int total = 0;
      for (int i = 0; i < PRICES.length; i++) {
        int pieces = random.nextInt(i == 0 ? 1 : 0, 4);
        if (pieces > 0) {
          String price = Money.ofMinor(PRICES[i], ShopOrders.GBP).decimal();
          lines.add(new Line(i + 1, item("item" + i, price), Quantity.of(pieces)));
          total += pieces * PRICES[i];
        }
      }
      int there = random.nextInt(3) == 0 ? total : random.nextInt(total + 1);
      OrderPayment[] paid = there == 0 ? new OrderPayment[0] : new OrderPayment[] {payment(there)};
      ChannelOrder placed = order(Integer.toString(orders.size() + 1), lines, paid);
      web.place(placed);
      hear();
      orders.put(placed.id().number(), new Mirror(placed));
    }

    private OrderPayment payment(int minor) {
      return new OrderPayment("PAY-" + ++payments, Money.ofMinor(minor, ShopOrders.GBP));
    }

    private void again() {
      Mirror mirror = any();
      Orders desk = bench.till.orders(bench.manager);
      long head = bench.till.journal().headSeq();
      assertThat(desk.take(mirror.placed)).isInstanceOf(Intake.Known.class);
      assertThat(bench.till.journal().headSeq()).isEqualTo(head);
      ChannelOrder altered = ShopOrders.dearer(mirror.placed);
      assertThat(desk.take(altered)).isInstanceOf(Intake.Refused.class);
    }

    private void payThere() {
      Mirror mirror = any();
      int payable = mirror.ended() ? 0 : mirror.open() - mirror.held();
      boolean fits = mirror.unused.size() < ChannelOrder.MAX_PAYMENTS;
      if (payable > 0 && fits) {
        OrderPayment payment = payment(1 + random.nextInt(payable));
        web.pay(mirror.placed.id(), payment);
        hear();
        mirror.paid(payment);
      } else {
        web.pay(mirror.placed.id(), payment(1 + random.nextInt(500)));
        hear(); // refused, and told so
      }
    }

    private void collect() {
      Mirror mirror = any();
      Orders desk = bench.till.orders(bench.manager);
      List<OrderPart> parts = new ArrayList<>();
      int[] pieces = new int[PRICES.length];
      boolean all = random.nextInt(3) == 0;
      for (int i = 0; i < PRICES.length; i++) {
        pieces[i] = all ? mirror.left[i] : random.nextInt(mirror.left[i] + 1);
        if (pieces[i] > 0) {
          parts.add(part(i + 1, pieces[i]));
        }
      }
      if (mirror.ended() || parts.isEmpty()) {
        if (mirror.ended()) {
          Refused.with(
              mirror.cancelled ? "order.cancelled" : "order.collected",
              () -> desk.collect(mirror.placed.id()));
        }
        return;
      }
      Orders.Collection begun = desk.collect(mirror.placed.id(), parts);
      if (begun.sale().isEmpty() && random.nextInt(4) == 0) {
        bench.till.voidSale(begun.ticket(), "left");
        return;
      }
      Ticket ticket = begun.ticket();
      if (begun.sale().isEmpty() && random.nextInt(4) == 0) {
        bench.reopen();
        ticket = bench.till.resume(bench.manager, ticket.id());
      }
      CompletedSale sale = begun.sale().isPresent() ? begun.sale().get() : bench.cash(ticket);
      handedOut(mirror, sale, pieces);
    }

    private void handedOut(Mirror mirror, CompletedSale sale, int[] pieces) {
      Bag bag = new Bag(mirror, sale.id());
      int total = 0;
      int line = 0;
      for (int i = 0; i < PRICES.length; i++) {
        mirror.left[i] -= pieces[i];
        sold[i] += pieces[i];
        bag.pieces[i] = pieces[i];
        bag.saleLine[i] = pieces[i] > 0 ? ++line : 0;
        total += pieces[i] * PRICES[i];
      }
      mirror.touched = true;
      for (Map.Entry<String, Integer> each : mirror.unused.entrySet()) {
        int use = Math.min(each.getValue(), total);
        each.setValue(each.getValue() - use);
        total -= use;
        owed += use;
        if (use > 0) {
          bag.channel.put(each.getKey(), use);
        }
      }
      cash += total;
      bags.add(bag);
    }

    private void cancel() {
      Mirror mirror = any();
      Orders desk = bench.till.orders(bench.manager);
      if (mirror.ended()) {
        Refused.with(
            mirror.cancelled ? "order.cancelled" : "order.collected",
            () -> desk.cancel(mirror.placed.id(), "no"));
      } else if (random.nextBoolean()) {
        desk.cancel(mirror.placed.id(), "no stock");
        mirror.cancelled = true;
        mirror.refunded += mirror.held();
        mirror.unused.replaceAll((reference, left) -> 0);
      } else {
        web.cancel(mirror.placed.id());
        hear();
        mirror.cancelled = true; // the channel gives its money back by itself
      }
    }

    private void giveBack() {
      if (bags.isEmpty()) {
        return;
      }
      Bag bag = bags.get(random.nextInt(bags.size()));
      Ticket ticket = bench.till.giveBack(bench.manager, bag.sale, "");
      int total = 0;
      for (int i = 0; i < PRICES.length; i++) {
        int pieces = random.nextInt(bag.pieces[i] + 1);
        if (pieces > 0) {
          ticket.giveBack(bag.saleLine[i], Quantity.of(pieces));
          bag.pieces[i] -= pieces;
          sold[i] -= pieces;
          total += pieces * PRICES[i];
        }
      }
      if (total == 0) {
        return;
      }
      Bench.finished(bench.till.payOut(ticket));
      for (Map.Entry<String, Integer> each : bag.channel.entrySet()) {
        int back = Math.min(each.getValue(), total);
        each.setValue(each.getValue() - back);
        total -= back;
        owed -= back;
        bag.order.refunded += back;
      }
      cash -= total;
    }

    private void check() {
      assertThat(expected()).isEqualTo(cash);
      assertThat(bench.till.orders(bench.manager).owes("web").minor()).isEqualTo(owed);
      orders.forEach(
          (number, mirror) -> {
            Order order = bench.till.orders(bench.manager).find(id(number)).orElseThrow();
            assertThat(order.state()).isEqualTo(mirror.state());
            assertThat(order.placed()).isEqualTo(mirror.placed);
            assertThat(order.remaining().minor()).isEqualTo(mirror.open());
            assertThat(order.held().minor()).isEqualTo(mirror.held());
          });
    }

    private long expected() {
      return bench.till.dayTotals(bench.manager).currencies().stream()
          .mapToLong(it -> it.cash().expected().minor())
          .sum();
    }

    void end() {
      web.clear();
      bench.reopen();
      assertThat(bench.till.exchangeOrders(SOON)).isZero();
      check();
      orders.forEach(
          (number, mirror) ->
              assertThat(web.refunded(id(number)).map(Money::minor).orElse(0L))
                  .isEqualTo(mirror.refunded));
      for (int i = 0; i < PRICES.length; i++) {
        assertThat(bench.till.stock(bench.manager).onHand("item" + i).value().intValue())
            .isEqualTo(-sold[i]);
      }
      inOrder();
      rebuilt();
    }

    /** Notices of one order came in the order of the journal, each once. */
    private void inOrder() {
      Map<String, Long> last = new HashMap<>();
      for (OrderNotice notice : web.notices()) {
        long seq = Long.parseLong(notice.number().substring("till-01/".length()));
        Long before = last.put(notice.order().number(), seq);
        assertThat(before == null || before < seq).isTrue();
      }
    }

    /** The book is a fold: emptied and read again, every order is the same. */
    private void rebuilt() {
      Map<String, Order> before = new HashMap<>();
      orders.keySet().forEach(it -> before.put(it, found(it)));
      Follower book = new OrderBook();
      bench
          .till
          .journal()
          .database()
          .write(
              tx -> {
                book.reset(tx);
                return "";
              });
      bench
          .entries()
          .forEach(
              entry ->
                  bench
                      .till
                      .journal()
                      .database()
                      .write(
                          tx -> {
                            book.apply(entry, tx);
                            return "";
                          }));
      before.forEach((number, order) -> assertThat(found(number)).isEqualTo(order));
      assertThat(bench.till.exchangeOrders(SOON)).isZero();
    }

    private Order found(String number) {
      return bench.till.orders(bench.manager).find(id(number)).orElseThrow();
    }

    @Override
    public void close() {
      bench.close();
    }
  }

  /** A call that is refused with this code. */
  private static final class Refused {
    private Refused() {}

    static void with(String code, Runnable call) {
      try {
        call.run();
      } catch (RefusedException e) {
        assertThat(e.code()).isEqualTo(code);
        return;
      }
      throw new AssertionError("not refused: " + code);
    }
  }
}
