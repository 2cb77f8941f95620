package dev.tillwright.core.journal;

import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;

/**
 * A view that is a pure fold over the journal's entries. Its position moves in the same transaction
 * as its view, so each entry takes effect exactly once, also across a crash.
 *
 * <p><b>Threads.</b> One call at a time, on a thread of the journal. A call that throws rolls its
 * whole batch back; sales go on, and the follower is tried again later.
 */
public interface Follower {

  /** Stable and unique in a database: {@code "report"}. Lower-case letters, at most 32. */
  String name();

  /** The tables of the view, as migrations that never delete. */
  List<Migration> migrations();

  /**
   * Folds one entry into the view. Depends on nothing but the entry and the view: no clock, no
   * randomness, no other state. Entries of unknown kinds are left alone.
   */
  void apply(Entry entry, Tx tx);

  /** Empties the view, so that it can be rebuilt from the first entry. */
  void reset(Tx tx);
}
