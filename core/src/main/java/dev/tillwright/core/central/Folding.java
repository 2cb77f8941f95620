package dev.tillwright.core.central;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.JournalCopy;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One follower over one terminal's checked entries. For one thread at a time. */
final class Folding {
  private static final int BATCH = 256;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int LONGEST_PAUSE = 9; // doublings: 51 s

  private final Follower follower;
  private final String name;
  private final String terminal;
  private final JournalCopy copy;
  private int limit = BATCH;
  private long notBefore = System.nanoTime();
  private long from;
  private int applied;
  private volatile long position;
  private volatile int failures;
  private volatile Optional<String> lastError = Optional.empty();

  Folding(Follower follower, String terminal) {
    this.follower = follower;
    this.name = follower.name();
    this.terminal = terminal;
    this.copy = new JournalCopy(terminal);
  }

  /** Folds a batch, if it is time; answers whether there is more to fold at once. */
  boolean step(Database database, long checked) {
    if (position >= checked || System.nanoTime() - notBefore < 0) {
      return false;
    }
    try {
      position = database.write(tx -> fold(tx, checked));
      limit = BATCH;
      failures = 0;
      lastError = Optional.empty();
      return position < checked;
    } catch (Throwable e) {
      // Whatever a follower throws, the thread goes on for the others.
      return failed(e);
    }
  }

  private long fold(Tx tx, long checked) {
    from = copy.position(tx, name);
    applied = 0;
    long began = System.nanoTime();
    List<Entry> entries = copy.after(tx, from, (int) Math.min(limit, Math.max(0, checked - from)));
    for (Entry entry : entries) {
      follower.apply(entry, tx);
      applied++;
      if (System.nanoTime() - began > LONGEST) {
        break; // a long transaction holds up others
      }
    }
    if (applied > 0) {
      copy.moveFollower(tx, name, from + applied);
    }
    return from + applied;
  }

  /** What stands before the entry that failed is done first; then that entry fails alone. */
  private boolean failed(Throwable e) {
    String what = e instanceof TillwrightException known ? known.code() : e.getClass().getName();
    lastError = Optional.of("entry " + (from + applied + 1) + ": " + what);
    if (applied > 0 && applied < limit) {
      limit = applied;
      return true;
    } // done alone it failed again: at its commit
    int before = failures; // written by this thread alone, shown to others
    limit = 1;
    notBefore = System.nanoTime() + (FIRST_PAUSE << Math.min(before, LONGEST_PAUSE));
    failures = before + 1;
    return false;
  }

  /** Begins again at the first entry. */
  void restart() {
    position = 0;
    limit = BATCH;
    failures = 0;
    lastError = Optional.empty();
    notBefore = System.nanoTime();
  }

  boolean fails() {
    return failures > 0;
  }

  boolean behind(long checked) {
    return position < checked;
  }

  CentralLag lag(long checked) {
    return new CentralLag(
        name, terminal, position, Math.max(0, checked - position), failures, lastError);
  }
}
