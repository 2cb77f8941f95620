package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.TenderCheck;
import dev.tillwright.core.access.Verdict;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HoldOutcome;
import dev.tillwright.core.payment.PointsTender;
import dev.tillwright.core.payment.Withheld;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While points are checked and held, others at the till do not wait. */
class PointsInLineTest {
  @TempDir Path folder;

  /** Somebody comes and waits until he is let go. */
  private static final class Gate {
    private final CountDownLatch came = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    void pass() {
      came.countDown();
      await(open);
    }

    void awaitSomebody() {
      await(came);
    }

    private static void await(CountDownLatch latch) {
      try {
        if (!latch.await(20, TimeUnit.SECONDS)) {
          throw new AssertionError("nobody came");
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void whileACheckOrTheLedgerIsAsked_anotherTicketIsPaid() throws Exception {
    Gate check = new Gate();
    Gate ledger = new Gate();
    TenderCheck checks =
        it -> {
          if (it.tender().filter(line -> line.kind() == TenderKind.POINTS).isPresent()) {
            check.pass();
          }
          return Verdict.allow();
        };
    try (Bench bench =
        new Bench(
            folder,
            it ->
                it.guards(Guards.usual().check(checks))
                    .points(new Nothing(), journal -> new Slow(ledger)))) {
      Ticket slow = bench.pens(1).member("m-1");
      CompletableFuture<Outcome> paid =
          CompletableFuture.supplyAsync(() -> bench.till.pay(slow, Tender.points(500)));

      check.awaitSomebody();
      sells(bench);
      check.open.countDown();
      ledger.awaitSomebody();
      sells(bench);
      assertThat(bench.till.pay(slow, Tender.cash(Bench.pounds("20.00"))))
          .as("its own ticket is being paid")
          .isInstanceOfSatisfying(
              Outcome.Declined.class, it -> assertThat(it.code()).isEqualTo("payment.busy"));
      ledger.open.countDown();

      assertThat(paid.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Approved.class);
      CompletedSale sale = bench.cash(slow);
      assertThat(sale.tenders())
          .extracting(it -> it.kind() + " " + it.amount().decimal())
          .containsExactly("POINTS 5.00", "CASH 7.50");
      assertThat(sale.receipt()).isEqualTo(3);
    }
  }

  private static void sells(Bench bench) throws Exception {
    CompletableFuture.supplyAsync(() -> bench.cash(bench.pens(1))).get(20, TimeUnit.SECONDS);
  }

  /** A penny a point, and as many as anybody wants. */
  private record Slow(Gate gate) implements PointsTender {
    @Override
    public Money worth(long points, Currency currency) {
      return Money.ofMinor(points, currency);
    }

    @Override
    public long pointsFor(Money amount) {
      return amount.minor();
    }

    @Override
    public HoldOutcome outcomeOf(String hold, long entrySeq, Duration deadline) {
      gate.pass();
      return new HoldOutcome.Held(hold, 500);
    }

    @Override
    public long available(String member, Duration deadline) {
      return 1_000;
    }

    @Override
    public Withheld withheld(CompletedSale back, long pointsBack, Money most, Duration deadline) {
      return Withheld.nothing(most.currency());
    }
  }

  /** A ledger that keeps nothing. */
  private static final class Nothing implements Follower {
    @Override
    public String name() {
      return "nothing";
    }

    @Override
    public List<Migration> migrations() {
      return List.of();
    }

    @Override
    public void apply(Entry entry, Tx tx) {}

    @Override
    public void reset(Tx tx) {}
  }
}
