package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HoldOutcome;
import dev.tillwright.core.payment.PointsTender;
import dev.tillwright.core.payment.Withheld;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.loyalty.program.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Points as a tender, answered by the ledger that follows a till's journal. The {@link
 * PointsLedger} must follow the journal before the first call.
 *
 * <p><b>Guarantee.</b> It writes nothing. What it answers is what the ledger became of the entries
 * up to the one that is asked about.
 *
 * <p><b>Threads.</b> Any number at once; not inside a transaction, nor by a follower.
 */
public final class LedgerTender implements PointsTender {
  /** At most so many runs at once: a million lots, and the rest with the next day. */
  private static final int MOST_RUNS = 200;

  private final Journal journal;
  private final LedgerQueries ledger;
  private final Program program;
  private final Rates rates;

  /**
   * @param journal the till's
   * @param ledger the views in the journal's database
   * @param program says what points are worth; the ledger is told its terms
   */
  public LedgerTender(Journal journal, LedgerQueries ledger, Program program) {
    this.journal = journal;
    this.ledger = ledger;
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
   * <p>A hold that was let go or lapsed since answers as refused, one that was captured as held.
   *
   * @throws IllegalArgumentException when no entry up to this position asked for the hold
   */
  @Override
  public HoldOutcome outcomeOf(String hold, long entrySeq, Duration deadline) {
    if (!reached(entrySeq, deadline)) {
      return new HoldOutcome.Pending(hold);
    }
    Holds.Hold found =
        ledger
            .hold(hold)
            .orElseThrow(
                () -> new IllegalArgumentException("no entry up to " + entrySeq + " asked for it"));
    return switch (found.state()) {
      case HELD, CAPTURED -> new HoldOutcome.Held(hold, found.points());
      case REFUSED, RELEASED, LAPSED ->
          new HoldOutcome.Refused(hold, found.points(), found.available());
    };
  }

  @Override
  public long available(String member, Duration deadline) {
    return newest(deadline).map(at -> ledger.balance(member, at).available()).orElse(0L);
  }

  /** {@inheritDoc} By the terms by which the sale was quoted. */
  @Override
  public Withheld withheld(CompletedSale back, long pointsBack, Money most, Duration deadline) {
    Optional<Instant> now = newest(deadline);
    return now.isEmpty()
        ? Withheld.nothing(most.currency())
        : Rehearsal.withheld(journal, now.get(), back, pointsBack, most);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The program's terms, unless they are those that hold, and runs for all that is due.
   */
  @Override
  public List<Draft> upkeep(Duration deadline) {
    Optional<Instant> now = newest(deadline);
    List<Draft> drafts = new ArrayList<>();
    if (!ledger.holdsTermsOf(program)) {
      drafts.add(LedgerEntries.Adopted.of(program).draft());
    }
    now.ifPresent(at -> drafts.addAll(runs(at)));
    return drafts;
  }

  private List<Draft> runs(Instant at) {
    long runs = Math.min(MOST_RUNS, (ledger.due(at) + Runs.MOST - 1) / Runs.MOST);
    return Collections.nCopies((int) runs, new LedgerEntries.Run(at).draft());
  }

  /** The newest entry's time, all of them read: the till's clock, and the same for all who ask. */
  private Optional<Instant> newest(Duration deadline) {
    if (!reached(journal.headSeq(), deadline)) {
      throw new TillwrightException(
          "points.late", true, "the points ledger has not read the newest entries yet");
    }
    return journal.head().map(Entry::at);
  }

  private boolean reached(long seq, Duration deadline) {
    try {
      journal.awaitFollower(PointsLedger.NAME, seq, deadline);
      return true;
    } catch (TillwrightException e) {
      if (e.code().equals("journal.behind")) {
        return false;
      }
      throw e;
    }
  }
}
