package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HoldOutcome;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row E6 in its first version: points as a tender. */
class PointsTenderTest {
  private static final String HOLD = "till-01/1/1";

  @TempDir Path dir;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = Shop.open(dir);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static List<Line> tenPounds() {
    return List.of(Shop.line(1, "a", "x", "2", "3.00"), Shop.line(2, "b", "x", "1", "4.00"));
  }

  private HoldOutcome hold(String hold, long points) {
    Entry entry = shop.hold(hold, "m-1", points);
    return shop.tender.outcomeOf(hold, entry.seq(), Shop.PATIENCE);
  }

  @Test
  void worth_followsTheProgram() {
    assertThat(shop.tender.worth(250, Shop.GBP)).isEqualTo(Money.parse("2.50", Shop.GBP));
    assertThat(shop.tender.pointsFor(Money.parse("12.40", Shop.GBP))).isEqualTo(1200);
    assertThat(shop.tender.pointsFor(Money.parse("0.99", Shop.GBP))).isZero();
    assertThatThrownBy(() -> shop.tender.worth(1, Currency.getInstance("EUR")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shop.tender.worth(-1, Shop.GBP))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shop.tender.pointsFor(Money.parse("-1.00", Shop.GBP)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hold_isCapturedByTheFinishedSale() {
    shop.earn("m-1", 300);
    assertThat(hold(HOLD, 200)).isEqualTo(new HoldOutcome.Held(HOLD, 200));
    assertThat(shop.tender.available("m-1", Shop.PATIENCE)).isEqualTo(100);
    shop.append(shop.sale("m-1", tenPounds(), 200, HOLD));
    assertThat(shop.tender.available("m-1", Shop.PATIENCE)).as("8.00 earn 8").isEqualTo(108);
    assertThat(shop.ledger.balance("m-1")).isEqualTo(Shop.balance(308, 0, 200, 0, 108, 0));
    assertThat(shop.ledger.conflicts()).isEmpty();
    assertThat(hold(HOLD, 200)).as("the same entry again").isInstanceOf(HoldOutcome.Held.class);
  }

  @Test
  void hold_aboveWhatIsAvailable_isRefused() {
    shop.earn("m-1", 99);
    HoldOutcome outcome = hold(HOLD, 100);
    assertThat(outcome).isEqualTo(new HoldOutcome.Refused(HOLD, 100, 99));
    assertThat(outcome.<String>match(h -> "held", r -> "refused " + r.available(), p -> "pending"))
        .isEqualTo("refused 99");
    assertThat(shop.ledger.balance("m-1").available()).isEqualTo(99);
    shop.append(PointsEntries.released(HOLD));
    assertThat(shop.tender.available("m-1", Shop.PATIENCE)).isEqualTo(99);
  }

  @Test
  void hold_thatIsLetGo_isFreeAgain_once() {
    shop.earn("m-1", 100);
    hold(HOLD, 60);
    shop.append(PointsEntries.released(HOLD));
    shop.append(PointsEntries.released(HOLD));
    assertThat(shop.tender.available("m-1", Shop.PATIENCE)).isEqualTo(100);
    assertThat(hold(HOLD, 60)).as("never used again").isInstanceOf(HoldOutcome.Refused.class);
  }

  @Test
  void holdUsedAgainWithOtherContent_isAConflict() {
    shop.earn("m-1", 100);
    hold(HOLD, 60);
    Entry again = shop.hold(HOLD, "m-1", 70);
    Entry stray = shop.append(PointsEntries.released("till-01/9/9"));
    shop.settled();
    assertThat(shop.ledger.conflicts())
        .containsExactly(
            new Conflict("till-01", again.seq(), HOLD, "hold.content"),
            new Conflict("till-01", stray.seq(), "till-01/9/9", "hold.unknown"));
    assertThat(shop.ledger.balance("m-1").held()).isEqualTo(60);
  }

  @Test
  void saleThatTakesFewerPoints_letsTheRestGo() {
    shop.earn("m-1", 500);
    hold(HOLD, 500);
    shop.append(shop.sale("m-1", tenPounds(), 200, HOLD));
    shop.settled();
    Balance balance = shop.ledger.balance("m-1");
    assertThat(balance.burned()).isEqualTo(200);
    assertThat(balance.held()).isZero();
    assertThat(balance.available()).isEqualTo(308);
  }

  @Test
  void saleWithPointsThatNobodyHeld_spendsThem_andIsAConflict() {
    shop.earn("m-1", 50);
    CompletedSale sale = shop.sale("m-1", tenPounds(), 100, HOLD);
    Entry entry = shop.append(sale);
    CompletedSale nobody = shop.sale(null, tenPounds(), 100, "till-01/1/2");
    Entry second = shop.append(nobody);
    shop.settled();
    assertThat(shop.ledger.balance("m-1").available()).isEqualTo(50 - 100 + 9);
    assertThat(shop.ledger.conflicts())
        .containsExactly(
            new Conflict("till-01", entry.seq(), sale.id().toString(), "burn.unheld"),
            new Conflict("till-01", second.seq(), nobody.id().toString(), "burn.nobody"));
  }

  @Test
  void returnPaidInPoints_givesThemBack_neverMoreThanWereBurned() {
    shop.earn("m-1", 400);
    hold(HOLD, 400);
    CompletedSale sale = shop.sale("m-1", tenPounds(), 400, HOLD);
    shop.append(sale); // 6.00 earn 6
    shop.append(shop.back(sale, Map.of(2, "1"), 300));
    shop.settled();
    assertThat(shop.ledger.balance("m-1").givenBack()).isEqualTo(300);
    CompletedSale more = shop.back(sale, Map.of(1, "1"), 200);
    Entry entry = shop.append(more);
    shop.settled();
    Balance balance = shop.ledger.balance("m-1");
    assertThat(balance.givenBack()).isEqualTo(400);
    assertThat(balance.available())
        .isEqualTo(400 - 400 + 6 + 400 - balance.clawedBack())
        .isEqualTo(balance.outstanding());
    assertThat(shop.ledger.conflicts())
        .containsExactly(
            new Conflict("till-01", entry.seq(), more.id().toString(), "giveBack.more"));
    assertThat(shop.ledger.statement("m-1", 100).stream().mapToLong(Posting::change).sum())
        .isEqualTo(balance.outstanding());
  }

  @Test
  void twentyThreadsHoldTheSamePoints_oneGetsThem() throws Exception {
    shop.earn("m-1", 100);
    int threads = 20;
    CyclicBarrier barrier = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<HoldOutcome>> asked = new ArrayList<>();
    try {
      for (int i = 1; i <= threads; i++) {
        String hold = "till-01/1/" + i;
        Callable<HoldOutcome> ask =
            () -> {
              barrier.await();
              return hold(hold, 100);
            };
        asked.add(pool.submit(ask));
      }
      int held = 0;
      for (Future<HoldOutcome> each : asked) {
        held += each.get().match(h -> 1, r -> 0, p -> 100);
      }
      assertThat(held).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
    assertThat(shop.ledger.balance("m-1")).isEqualTo(Shop.balance(100, 0, 0, 0, 0, 100));
  }

  @Test
  void holdThatNoEntryAskedFor_isMisuse() {
    Entry entry = shop.hold(HOLD, "m-1", 1);
    assertThatThrownBy(() -> shop.tender.outcomeOf("till-01/1/2", entry.seq(), Shop.PATIENCE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ledgerThatDoesNotMove_isPending_notRefused(@TempDir Path other) {
    try (Shop stuck = Shop.open(other, new Stuck())) {
      Entry entry = stuck.hold(HOLD, "m-1", 1);
      HoldOutcome outcome = stuck.tender.outcomeOf(HOLD, entry.seq(), Duration.ofMillis(50));
      assertThat(outcome).isEqualTo(new HoldOutcome.Pending(HOLD));
      assertThat(outcome.<Boolean>match(h -> false, r -> false, p -> true)).isTrue();
      assertThatThrownBy(() -> stuck.tender.available("m-1", Duration.ofMillis(50)))
          .isInstanceOf(TillwrightException.class)
          .extracting(e -> ((TillwrightException) e).code())
          .isEqualTo("points.late");
    }
  }

  /** A ledger that fails at every entry. */
  private static final class Stuck implements Follower {
    private final PointsLedger ledger = new PointsLedger();

    @Override
    public String name() {
      return ledger.name();
    }

    @Override
    public List<Migration> migrations() {
      return ledger.migrations();
    }

    @Override
    public void apply(Entry entry, Tx tx) {
      throw new IllegalStateException("stuck");
    }

    @Override
    public void reset(Tx tx) {
      ledger.reset(tx);
    }
  }
}
