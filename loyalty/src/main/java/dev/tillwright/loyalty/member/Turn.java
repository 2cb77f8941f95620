package dev.tillwright.loyalty.member;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One change at a time, each decided on what all before it left: a consent that is withdrawn is
 * either before a contact in the journal, and stops it, or after.
 */
final class Turn {
  private final Journal journal;
  private final Clock clock;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock(true);

  Turn(Journal journal, Clock clock, Duration patience) {
    this.journal = journal;
    this.clock = clock;
    this.patience = patience;
  }

  Journal journal() {
    return journal;
  }

  /** To the millisecond, as entries keep it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Runs work when nobody else does and the view has all that was written. */
  <T> T take(Supplier<T> work) {
    try {
      if (!lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TillwrightException(
            "member.busy", true, "another change to members takes too long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TillwrightException(
          "member.interrupted", true, "interrupted before anything was done");
    }
    try {
      settle();
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  <T> T read(Function<MemberRows, T> question) {
    return journal.database().read(tx -> question.apply(new MemberRows(tx)));
  }

  List<Entry> append(List<Draft> drafts) {
    List<Entry> entries = journal.append(drafts, patience);
    settle();
    return entries;
  }

  void settle() {
    journal.awaitFollower(MemberFollower.NAME, journal.headSeq(), patience);
  }

  /** Waits for another follower, too, where the journal has it. */
  void settle(String other) {
    settle();
    if (journal.lags().stream().anyMatch(lag -> lag.name().equals(other))) {
      journal.awaitFollower(other, journal.headSeq(), patience);
    }
  }

  /** Rises with each entry of a member, whatever the clock does. */
  static long order(Instant now, long newest) {
    return Math.max(now.toEpochMilli(), newest + 1);
  }
}
