package dev.tillwright.core.campaign;

import static dev.tillwright.core.campaign.FieldBench.finished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.RefusedException;
import dev.tillwright.core.till.Ticket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two windows on one till. In the field: two browser tabs or two machines on one session doubled
 * orders and mixed up their numbers (odoo/odoo #152259, #71455), and a draft of a paid order came
 * back from another place and overwrote it (odoo/odoo #288974).
 */
class TwoWindowsTest {
  @TempDir Path folder;
  private FieldBench bench;
  private final ExecutorService windows = Executors.newFixedThreadPool(2);

  @BeforeEach
  void open() {
    bench = new FieldBench(folder);
  }

  @AfterEach
  void close() {
    windows.shutdownNow();
    bench.close();
  }

  private <T> List<T> both(Callable<T> one, Callable<T> other) throws Exception {
    List<T> results = new ArrayList<>();
    for (Future<T> each : windows.invokeAll(List.of(one, other))) {
      results.add(each.get());
    }
    return results;
  }

  /**
   * A till that opens a file without owning it lets two processes number the same receipts. Here
   * the second process is turned away, and is let in when the first has died.
   */
  @Test
  void secondProcess_onTheSameBooks_isTurnedAway_untilTheFirstIsGone() throws Exception {
    bench.till.close();
    try (ChildTill other =
        new ChildTill(bench.file, bench.host.port(), HostKind.ALL, 1, 1, false)) {
      String line = other.next();
      while (line != null && !line.startsWith("opened")) {
        line = other.next();
      }
      assertThat(line).isNotNull();
      assertThatThrownBy(bench::open)
          .isInstanceOf(TillwrightException.class)
          .extracting("code")
          .isEqualTo("store.locked");
      other.kill();
      other.exit();
    }
    bench.open();
    assertThat(finished(bench.inCash(bench.pens(1))).receipt()).isEqualTo(1);
  }

  /**
   * Where the next number is read in one step and used in another, two windows get the same one. It
   * failed when pay-outs did not hold the lock of the checkout.
   */
  @Test
  void twoCashiers_receiptNumbersHaveNoGapAndNoTwin() throws Exception {
    int rounds = 60;
    both(
        () -> {
          for (int i = 0; i < rounds; i++) {
            finished(bench.inCash(bench.pens(1)));
          }
          return true;
        },
        () -> {
          for (int i = 0; i < rounds; i++) {
            Ticket back = bench.till.giveBackWithoutReceipt(bench.max, "");
            back.add(CampaignTill.ITEMS.get(0), Quantity.of(1));
            finished(bench.till.payOut(back));
          }
          return true;
        });

    List<Long> numbers = new ArrayList<>();
    bench
        .till
        .journal()
        .read(
            1,
            bench.till.journal().headSeq(),
            entry -> {
              if (entry.kind().equals(CompletedSale.KIND)) {
                numbers.add(CompletedSale.read(entry).receipt());
              }
            });
    assertThat(numbers)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 2 * rounds).boxed().toList());
  }

  /**
   * Both windows see that nothing came back yet, and both pay the money out. It failed when what is
   * left was read outside the lock under which it is paid.
   */
  @Test
  void twoReturnsOfTheSameGoods_payOnce_inCashAndByCard() throws Exception {
    for (int round = 0; round < 20; round++) {
      Ticket bought = bench.pens(1);
      boolean card = round % 4 == 0;
      CompletedSale sale = finished(card ? bench.byCard(bought) : bench.inCash(bought));
      Ticket one = bench.giveBack(sale, 1);
      Ticket other = bench.giveBack(sale, 1);

      List<Object> outcomes = both(() -> paidOut(one), () -> paidOut(other));

      assertThat(outcomes).filteredOn(Outcome.Approved.class::isInstance).hasSize(1);
    }
    assertThat(bench.charged()).isEqualTo(5 * 1250);
    assertThat(bench.host.refundedMinor()).isEqualTo(5 * 1250);
  }

  /**
   * The same ticket paid from two windows at once: a naive till sends two requests, each with a key
   * of its own. At most one may be under way, and the second is told so or finds the sale paid.
   */
  @Test
  void oneTicket_paidFromBothWindowsAtOnce_isChargedOnce() throws Exception {
    for (int round = 0; round < 10; round++) {
      Ticket ticket = bench.pens(2);
      List<Object> outcomes = both(() -> pressed(ticket), () -> pressed(ticket));
      assertThat(outcomes).filteredOn(Outcome.Approved.class::isInstance).hasSize(1);
    }
    assertThat(bench.charged()).isEqualTo(10 * 2500);
    assertThat(bench.entries("payment.intended")).isEqualTo(10);
  }

  private Object paidOut(Ticket ticket) {
    try {
      return bench.till.payOut(ticket);
    } catch (RefusedException e) {
      return e.code();
    }
  }

  private Object pressed(Ticket ticket) {
    try {
      return bench.byCard(ticket);
    } catch (RefusedException e) {
      return e.code();
    }
  }

  /** A naive sync lets the older copy win; here a finished sale takes nothing more, from nobody. */
  @Test
  void olderCopyOfATicket_cannotTouchWhatIsFinished() {
    Ticket ticket = bench.pens(1);
    bench.reopen();
    Ticket taken = bench.till.resume(bench.max, ticket.id());
    assertThatThrownBy(() -> bench.till.resume(bench.max, ticket.id()))
        .isInstanceOf(RefusedException.class)
        .extracting("code")
        .isEqualTo("sale.notOpen");
    CompletedSale sale = finished(bench.inCash(taken));

    for (int window : IntStream.range(0, 2).toArray()) {
      assertThatThrownBy(() -> taken.add("4", 1 + window)).isInstanceOf(RefusedException.class);
    }
    assertThatThrownBy(() -> bench.till.voidSale(taken, "second thoughts"))
        .isInstanceOf(RefusedException.class);
    bench.reopen();
    assertThat(bench.till.find(ticket.id())).contains(sale);
    assertThat(bench.till.recovery().open()).isEmpty();
  }
}
