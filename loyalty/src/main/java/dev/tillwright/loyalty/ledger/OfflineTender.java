package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HoldOutcome;
import dev.tillwright.core.payment.PointsTender;
import dev.tillwright.loyalty.program.Program;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Points as a tender at a terminal that cannot reach the ledger, up to what the terms allow there.
 * {@link OfflinePoints} must follow the journal before the first call.
 *
 * <p><b>Guarantee.</b> It writes nothing. A member never gets more here than the limit, in however
 * many sales, until {@link OfflinePoints#synced} says that the ledger was there.
 *
 * <p><b>Not promised.</b> That the member has these points: the ledger finds out when it reads the
 * sale, and its balance may fall below zero by at most the limit for each terminal.
 *
 * <p><b>Threads.</b> Any number at once; not inside a transaction, nor by a follower.
 */
public final class OfflineTender implements PointsTender {
  private final Journal journal;
  private final Program program;
  private final Rates rates;

  /**
   * @param journal the till's
   * @param program says what points are worth
   */
  public OfflineTender(Journal journal, Program program) {
    this.journal = journal;
    this.program = program;
    this.rates = new Rates(program);
  }

  @Override
  public Money worth(long points, Currency currency) {
    return rates.worth(points, currency);
  }

  @Override
  public long pointsFor(Money amount) {
    return rates.pointsFor(amount);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when no entry up to this position asked for the hold
   */
  @Override
  public HoldOutcome outcomeOf(String hold, long entrySeq, Duration deadline) {
    if (!reached(entrySeq, deadline)) {
      return new HoldOutcome.Pending(hold);
    }
    Optional<OfflinePoints.Hold> found =
        journal.database().read(tx -> OfflinePoints.hold(tx, hold));
    OfflinePoints.Hold decided =
        found.orElseThrow(
            () -> new IllegalArgumentException("no entry up to " + entrySeq + " asked for it"));
    return decided.held()
        ? new HoldOutcome.Held(hold, decided.points())
        : new HoldOutcome.Refused(hold, decided.points(), decided.left());
  }

  /** {@inheritDoc} What may be spent here, not what the member has. */
  @Override
  public long available(String member, Duration deadline) {
    caughtUp(deadline);
    return journal.database().read(tx -> OfflinePoints.left(tx, member));
  }

  /** {@inheritDoc} The program's terms, unless they hold here. */
  @Override
  public List<Draft> upkeep(Duration deadline) {
    caughtUp(deadline);
    Draft adopted = LedgerEntries.Adopted.of(program).draft();
    boolean holds =
        journal.database().read(OfflinePoints::terms).equals(Optional.of(adopted.payload()));
    return holds ? List.of() : List.of(adopted);
  }

  private void caughtUp(Duration deadline) {
    if (!reached(journal.headSeq(), deadline)) {
      throw new TillwrightException(
          "points.late", true, "the count of offline points has not read the newest entries yet");
    }
  }

  private boolean reached(long seq, Duration deadline) {
    try {
      journal.awaitFollower(OfflinePoints.NAME, seq, deadline);
      return true;
    } catch (TillwrightException e) {
      if (e.code().equals("journal.behind")) {
        return false;
      }
      throw e;
    }
  }
}
