package dev.tillwright.loyalty.tier;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.loyalty.engine.Circumstances;
import dev.tillwright.loyalty.engine.Purchase;
import dev.tillwright.loyalty.engine.Shopper;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.ledger.PointsLedger;
import dev.tillwright.loyalty.ledger.Qualifying;
import dev.tillwright.loyalty.program.TermSheet;
import dev.tillwright.loyalty.program.TierPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The tiers of members in the house's own program, as the ledger has read so far. A program without
 * tiers, or none that was adopted, has none for anybody. Any number of threads at once.
 */
public final class Tiers {
  private final LedgerQueries ledger;
  private final Runnable caughtUp;

  /** The tiers that a ledger tells, as far as it has read. */
  public Tiers(LedgerQueries ledger) {
    this(ledger, () -> {});
  }

  private Tiers(LedgerQueries ledger, Runnable caughtUp) {
    this.ledger = ledger;
    this.caughtUp = caughtUp;
  }

  /**
   * The tiers that a till's own ledger tells: it is waited for, so that a sale counts for the next
   * one. When it is not there in time, what it has read by then counts, for no sale waits for a
   * tier.
   *
   * @param journal that the ledger follows
   * @param patience how long to wait
   */
  public static Tiers following(Journal journal, Duration patience) {
    return new Tiers(
        new LedgerQueries(journal.database()),
        () -> {
          try {
            journal.awaitFollower(PointsLedger.NAME, journal.headSeq(), patience);
          } catch (TillwrightException e) {
            if (!e.code().equals("journal.behind")) {
              throw e;
            }
          }
        });
  }

  /** Where a member stands at an instant. */
  public Optional<Standing> standing(String member, Instant at) {
    return sheet().flatMap(sheet -> plan(sheet).map(it -> standing(sheet, it, member, at)));
  }

  /** A member's changes of tier up to an instant, oldest first. */
  public List<TierChange> changes(String member, Instant until) {
    return sheet()
        .flatMap(sheet -> plan(sheet).map(it -> history(sheet, it, member, until).changes()))
        .orElse(List.of());
  }

  /** A member as rules may look: the tier held at an instant, and those that are in reach. */
  public Shopper shopper(String member, Instant at) {
    Shopper shopper = Shopper.of(member);
    return standing(member, at).map(found -> found.of(shopper)).orElse(shopper);
  }

  /**
   * What an engine has to know of sales so that tiers count: it scores a sale that reaches the next
   * one by the program's policy.
   */
  public Circumstances circumstances() {
    return (request, tenders) -> {
      String member = request.member();
      Purchase.Builder purchase = Circumstances.said(request, tenders);
      return member == null
          ? purchase.build()
          : purchase.member(shopper(member, request.at())).build();
    };
  }

  private Optional<TermSheet> sheet() {
    caughtUp.run();
    return ledger.terms(ledger.program());
  }

  private static Optional<TierPlan> plan(TermSheet sheet) {
    return sheet.tiers();
  }

  private Standing standing(TermSheet sheet, TierPlan plan, String member, Instant at) {
    return history(sheet, plan, member, at).standing();
  }

  private TierHistory history(TermSheet sheet, TierPlan plan, String member, Instant until) {
    List<Qualifying> rows = ledger.qualifying(member);
    return TierHistory.of(plan, sheet.zone(), rows, until);
  }
}
