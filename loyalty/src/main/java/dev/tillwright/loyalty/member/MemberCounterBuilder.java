package dev.tillwright.loyalty.member;

import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.ledger.RewardShelf;
import dev.tillwright.loyalty.tier.Tiers;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Opens a {@link MemberCounter}. Unless said otherwise: no tiers, no rewards, no offers; snapshots
 * of the 10,000 members seen last, for seven days; the system's clock.
 */
public final class MemberCounterBuilder {
  private static final Duration LONGEST = Duration.ofDays(90);
  private static final int MOST = 100_000;

  final Members members;
  final LedgerQueries ledger;
  @Nullable Tiers tiers;
  @Nullable RewardShelf shelf;
  PersonalOffers offers = PersonalOffers.NONE;
  Duration keeps = Duration.ofDays(7);
  int most = 10_000;
  Clock clock = Clock.systemUTC();

  @SuppressWarnings("NullAway.Init")
  Database own;

  @SuppressWarnings("NullAway.Init")
  Executor executor;

  MemberCounterBuilder(Members members, LedgerQueries ledger) {
    this.members = Objects.requireNonNull(members, "members");
    this.ledger = Objects.requireNonNull(ledger, "ledger");
  }

  /** Tells tiers. */
  public MemberCounterBuilder tiers(Tiers tiers) {
    this.tiers = Objects.requireNonNull(tiers, "tiers");
    return this;
  }

  /** Tells the nearest reward. */
  public MemberCounterBuilder rewards(RewardShelf shelf) {
    this.shelf = Objects.requireNonNull(shelf, "shelf");
    return this;
  }

  /** Guesses what a member would like. */
  public MemberCounterBuilder offers(PersonalOffers offers) {
    this.offers = Objects.requireNonNull(offers, "offers");
    return this;
  }

  /**
   * How long and of how many members snapshots are kept.
   *
   * @param keeps one minute to 90 days
   * @param most 1 to 100,000
   */
  public MemberCounterBuilder snapshots(Duration keeps, int most) {
    if (keeps.compareTo(Duration.ofMinutes(1)) < 0 || keeps.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("snapshots are kept for one minute to 90 days");
    }
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("snapshots are kept of 1 to 100,000 members");
    }
    this.keeps = keeps;
    this.most = most;
    return this;
  }

  /** Says how old a snapshot is. */
  public MemberCounterBuilder clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /**
   * Opens it; have one for a till.
   *
   * @param own the till's own database, which is there when the central store is not
   * @param executor runs reads; threads that may block
   */
  public MemberCounter open(Database own, Executor executor) {
    this.own = Objects.requireNonNull(own, "own");
    this.executor = Objects.requireNonNull(executor, "executor");
    MemberCounter counter = new MemberCounter(this);
    members.remembers(counter);
    return counter;
  }
}
