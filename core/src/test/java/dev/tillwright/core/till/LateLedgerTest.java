package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.payment.HoldOutcome;
import dev.tillwright.core.payment.PointsTender;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A till whose points ledger stands still (E7): it opens, sells, and says that points come later.
 */
class LateLedgerTest {
  @TempDir private Path folder;
  private final Monitor monitor = new Monitor(Clock.systemUTC());
  private final Still ledger = new Still();

  @Test
  void ledgerThatStandsStill_keepsNoTillFromOpening_andAnAlarmSaysSo() {
    try (Bench bench =
        new Bench(
            folder,
            builder -> builder.monitor(monitor).points(ledger, journal -> new Late(ledger)))) {
      assertThat(monitor.standing())
          .extracting(it -> it.code() + ": " + it.sentence())
          .containsExactly(
              "points.upkeep: the points ledger did not take the opening of the till:"
                  + " points.late");
      assertThat(Bench.finished(bench.payByCard(bench.pens(1)))).isNotNull();
      ledger.stands = false;
      bench.till.closeDay(bench.manager);
      assertThat(monitor.standing()).isEmpty();
    }
  }

  private static final class Late implements PointsTender {
    private final Still ledger;

    Late(Still ledger) {
      this.ledger = ledger;
    }

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
      throw new UnsupportedOperationException("nobody pays with points here");
    }

    @Override
    public long available(String member, Duration deadline) {
      return 0;
    }

    @Override
    public List<Draft> upkeep(Duration deadline) {
      if (ledger.stands) {
        throw new TillwrightException("points.late", true, "late");
      }
      return List.of();
    }
  }

  /** A ledger that takes nothing in. */
  private static final class Still implements Follower {
    volatile boolean stands = true;

    @Override
    public String name() {
      return "still";
    }

    @Override
    public List<Migration> migrations() {
      return List.of();
    }

    @Override
    public void apply(Entry entry, Tx tx) {
      if (stands) {
        throw new TillwrightException("store.locked", true, "it stands still");
      }
    }

    @Override
    public void reset(Tx tx) {}
  }
}
