package dev.tillwright.loyalty.guard;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.loyalty.ledger.Balance;
import dev.tillwright.loyalty.ledger.LedgerEntries;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.ledger.Outcome;
import dev.tillwright.loyalty.ledger.PointsLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where points that look wrong are set aside, and where a person decides. Everything it does is an
 * entry; {@link GuardFollower} and the {@link PointsLedger} must follow the journal.
 *
 * <p><b>Guarantees.</b> A case's points are taken once and, when it is released, come back into the
 * lots they were taken from; those that are pending by the program's terms, too. What was spent
 * before cannot be set aside: the case says how much is. Points that are taken back with goods are
 * not taken for the case as well, whichever comes first. Nobody decides a case of a sale that was
 * rung up by himself. After a crash {@link #setAside} goes on where it stopped.
 *
 * <p><b>Threads.</b> One call at a time; have one desk for a journal. Each call waits for the
 * followers, at most as long as its deadline says.
 */
public final class GuardDesk {
  private static final int AT_ONCE = 100;
  private static final int ATTEMPTS = 5;

  private final Journal journal;
  private final GuardQueries cases;
  private final LedgerQueries ledger;
  private final InstantSource clock;

  /**
   * @param journal whose cases
   * @param cases the view in the journal's database
   * @param ledger the view in the journal's database
   * @param clock says what a member may spend now
   */
  public GuardDesk(Journal journal, GuardQueries cases, LedgerQueries ledger, InstantSource clock) {
    this.clock = clock;
    this.journal = journal;
    this.cases = cases;
    this.ledger = ledger;
  }

  /** What became of a decision. */
  public enum Decision {
    /** It stands. */
    DONE,
    /** There is no such case. */
    UNKNOWN,
    /** Somebody decided before. */
    DECIDED,
    /** The one who decides rang up the sale himself. */
    OWN_CASE
  }

  /**
   * Sets the points of open cases aside, the oldest first, at most 100 cases. Call it again after
   * sales, and when the till opens.
   *
   * @return how many cases
   * @throws dev.tillwright.core.TillwrightException {@code journal.behind}, retryable, when the
   *     followers were not there in time
   */
  public synchronized int setAside(Duration deadline) {
    journal.awaitFollowers(deadline);
    List<GuardCase> open = cases.list(GuardCase.State.OPEN, AT_ONCE);
    for (GuardCase each : open) {
      setAside(each, deadline);
    }
    return open.size();
  }

  private void setAside(GuardCase of, Duration deadline) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      long points = Math.min(standing(of), Math.max(0, there(of)));
      if (points == 0) {
        append(deadline, new GuardEntries.Held(of.id(), "", 0).draft());
        return;
      }
      String key = "guard/" + of.id() + "/" + attempt;
      LedgerEntries.Taken taken = taken(key, of, points);
      append(deadline, new GuardEntries.Held(of.id(), key, points).draft(), taken.draft());
      if (ledger.outcome(taken).filter(Outcome.DONE::equals).isPresent()) {
        return;
      }
      // The member spent points in between: look again.
    }
  }

  /** The case's points are good: what was set aside goes back. */
  public synchronized Decision release(
      String id, String operator, String reason, Duration deadline) {
    return decide(id, operator, GuardCase.State.RELEASED, reason, deadline);
  }

  /** The case's points are not good: they stay away, and what was not set aside is taken now. */
  public synchronized Decision refuse(
      String id, String operator, String reason, Duration deadline) {
    return decide(id, operator, GuardCase.State.REFUSED, reason, deadline);
  }

  private Decision decide(
      String id, String operator, GuardCase.State decision, String reason, Duration deadline) {
    journal.awaitFollowers(deadline);
    Optional<GuardCase> found = cases.find(id);
    if (found.isEmpty()) {
      return Decision.UNKNOWN;
    }
    GuardCase of = found.get();
    if (of.state().decided()) {
      return Decision.DECIDED;
    }
    if (of.activity().operator().equals(operator)) {
      return Decision.OWN_CASE;
    }
    List<Draft> drafts = new ArrayList<>();
    drafts.add(new GuardEntries.Decided(id, decision, operator, reason).draft());
    if (decision == GuardCase.State.RELEASED && held(of) > 0) {
      drafts.add(new LedgerEntries.Reversed("guard/" + id + "/back", of.heldBy()).draft());
    }
    long left = Math.min(standing(of), Math.max(0, there(of)));
    if (decision == GuardCase.State.REFUSED && left > 0) {
      drafts.add(taken("guard/" + id + "/rest", of, left).draft());
    }
    append(deadline, drafts.toArray(Draft[]::new));
    return Decision.DONE;
  }

  /** What the case says is set aside, unless the ledger refused it and a crash came after that. */
  private long held(GuardCase of) {
    return of.held() > 0
            && ledger
                .outcome(taken(of.heldBy(), of, of.held()))
                .filter(Outcome.DONE::equals)
                .isPresent()
        ? of.held()
        : 0;
  }

  private static LedgerEntries.Taken taken(String key, GuardCase of, long points) {
    String why = of.findings().isEmpty() ? "under review" : of.findings().get(0).reason();
    return new LedgerEntries.Taken(
        key,
        of.program(),
        of.activity().member(),
        points,
        "under review: " + why,
        of.activity().sale());
  }

  /** What the sale gave, without what came back with its goods and what is set aside already. */
  private long standing(GuardCase of) {
    return of.points() == 0 ? 0 : ledger.standing(of.activity().sale());
  }

  /** What can be taken: what is free, and what of the case's own sale still waits. */
  private long there(GuardCase of) {
    String member = of.activity().member();
    Instant now = clock.instant();
    Balance balance =
        of.program().isEmpty()
            ? ledger.balance(member, now)
            : ledger.balance(of.program(), member, now);
    return Math.addExact(balance.available(), ledger.waiting(of.activity().sale(), now));
  }

  private void append(Duration deadline, Draft... drafts) {
    journal.append(List.of(drafts), deadline);
    journal.awaitFollowers(deadline);
  }
}
