package dev.tillwright.core.access;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.OnwardClock;
import dev.tillwright.core.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The times of what moved at several terminals, and what is old enough to be forgotten.
 *
 * <p>Rows of two terminals are compared, so each stands at its terminal's own time, not at one that
 * goes on from a clock that was ahead. Where that clock is put right again, what it dated later
 * than now is dated now: it cannot have happened later. So what was sold by a clock that was ahead
 * leaves a window in time. What is sold by a clock that is behind leaves early, by as much.
 */
final class SharedTimes {
  /** The longest limit looks back 366 days; a month more, to look for overshoots in. */
  static final Duration KEPT = Duration.ofDays(400);

  /** So many sales are forgotten when one ends: old ones get fewer, and no step is long. */
  static final int AT_ONCE = 16;

  private final Clock clock;

  SharedTimes(Clock clock) {
    this.clock = clock;
  }

  /** When an entry that moves something was written. */
  long at(Entry entry, Tx tx) {
    long told = entry.at().toEpochMilli();
    long latest =
        tx.first(
                "select latest from shared_clock where terminal = ?",
                row -> row.number(1),
                entry.terminal())
            .orElse(told);
    long behind = latest - told;
    long at = behind > 0 && behind <= OnwardClock.JITTER.toMillis() ? latest : told;
    if (at < latest) {
      tx.update(
          "update shared_moved set at = ? where terminal = ? and at > ?", at, entry.terminal(), at);
    }
    tx.update("delete from shared_clock where terminal = ?", entry.terminal());
    tx.update("insert into shared_clock (terminal, latest) values (?, ?)", entry.terminal(), at);
    return at;
  }

  /**
   * Forgets what no window can need, a bounded step of it: sales of a terminal of which nothing
   * moved for {@link #KEPT}, by the clock of the central store, since a terminal's may be ahead.
   * Never one that something is reserved for.
   */
  void forget(String terminal, Tx tx) {
    long old = clock.millis() - KEPT.toMillis();
    List<String> lapsed =
        tx.list(
            "select sale from shared_reserved where terminal = ? and until <= ? and at <= ?"
                + " order by until limit "
                + AT_ONCE,
            row -> row.text(1),
            terminal,
            old,
            old);
    for (String sale : lapsed) {
      tx.update(
          "delete from shared_reserved where terminal = ? and sale = ? and until <= ? and at <= ?",
          terminal,
          sale,
          old,
          old);
    }
    List<String> sales =
        tx.list(
            "select m.sale from shared_moved m where m.terminal = ? and m.at <= ? and not exists"
                + " (select 1 from shared_moved n where n.sale = m.sale and n.at > ?) and not"
                + " exists (select 1 from shared_reserved r where r.sale = m.sale)"
                + " order by m.at limit "
                + AT_ONCE,
            row -> row.text(1),
            terminal,
            old,
            old);
    for (String sale : sales) {
      tx.update("delete from shared_moved where sale = ?", sale);
      tx.update("delete from shared_shown where sale = ?", sale);
    }
  }
}
