package dev.tillwright.core.journal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One step of followers: some entries and their new positions, in one transaction. */
final class FollowerBatch {
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int CHUNK = 32;
  private static final long NOTHING = Long.MAX_VALUE;

  private final Database database;
  private final String terminal;
  private final int epoch;
  private final EntryReader reader;
  private final BooleanSupplier appendsWait;

  FollowerBatch(
      Database database,
      String terminal,
      int epoch,
      EntryReader reader,
      BooleanSupplier appendsWait) {
    this.database = database;
    this.terminal = terminal;
    this.epoch = epoch;
    this.reader = reader;
    this.appendsWait = appendsWait;
  }

  /**
   * @param position where the view stands now, as committed
   * @param sound entries that were folded before the one that failed, and rolled back with it
   * @param fenced whether another opening of the journal moves the followers now
   */
  record Progress(long position, int sound, Optional<String> error, boolean fenced) {}

  /** Makes sure of a position and answers it. */
  long begin(String follower) {
    long position =
        database.fold(
            tx -> {
              tx.insertIfAbsent(
                  "insert into follower (name, terminal, seq) values (?, ?, ?)",
                  follower,
                  terminal,
                  // What was deleted with its archive no new view can know.
                  reader.shelf().firstKept() - 1);
              return position(tx, follower);
            });
    long head = database.read(tx -> JournalTables.writer(tx, terminal)).map(Head::seq).orElse(0L);
    if (position > head) {
      throw new TillwrightException(
          "journal.broken",
          false,
          "the follower "
              + follower
              + " stands at entry "
              + position
              + " but the journal of "
              + terminal
              + " ends at "
              + head
              + ": rebuild it");
    }
    return position;
  }

  private long position(Tx tx, String follower) {
    return tx.first(
            "select seq from follower where name = ? and terminal = ?",
            row -> row.number(1),
            follower,
            terminal)
        .orElse(0L);
  }

  /**
   * One follower; what it throws is its own.
   *
   * @param position where it stood last; it still does when the store lets nobody in
   */
  Progress run(Follower follower, long position, int limit) {
    Step step = new Step(follower, limit);
    step.from = position;
    try {
      boolean fenced = moveAll(List.of(step));
      return step.progress(fenced);
    } catch (Throwable e) {
      // Whatever a follower throws, the thread goes on for the others.
      String what = e instanceof TillwrightException known ? known.code() : e.getClass().getName();
      return new Progress(
          step.from,
          step.applied,
          Optional.of("entry " + (step.from + step.applied + 1) + ": " + what),
          false);
    }
  }

  /**
   * Several followers: each entry is read once, and all of it is one commit.
   *
   * @return how each moved, in their order; empty when one of them threw, and none moved
   */
  List<Progress> runTogether(List<Follower> followers, int limit) {
    List<Step> steps = followers.stream().map(each -> new Step(each, limit)).toList();
    try {
      boolean fenced = moveAll(steps);
      return steps.stream().map(step -> step.progress(fenced)).toList();
    } catch (Throwable e) {
      return List.of(); // whose fault it was shows when each is moved alone
    }
  }

  /** Not forced: a view that a power cut takes back is folded again. */
  private boolean moveAll(List<Step> steps) {
    return database.fold(tx -> moveAll(steps, tx));
  }

  private boolean moveAll(List<Step> steps, Tx tx) {
    Head head = JournalTables.writer(tx, terminal).orElse(new Head(0, 0, Head.BEFORE_FIRST));
    boolean fenced = head.epoch() != epoch;
    for (Step step : steps) {
      step.begin(tx, fenced ? 0 : head.seq());
    }
    long end = System.nanoTime() + LONGEST;
    boolean stop = fenced;
    while (!stop) {
      long first = steps.stream().mapToLong(Step::wanted).min().orElse(NOTHING);
      if (first == NOTHING) {
        break;
      }
      List<Entry> chunk = chunk(tx, first, head.seq());
      for (Step step : steps) {
        step.fold(chunk, tx, end);
      }
      // The sale that waits to be written goes before a view that is behind.
      stop = System.nanoTime() - end > 0 || appendsWait.getAsBoolean();
    }
    for (Step step : steps) {
      step.end(tx);
    }
    return fenced;
  }

  private List<Entry> chunk(Tx tx, long first, long end) {
    List<Entry> entries = new ArrayList<>(CHUNK);
    try {
      reader.each(tx, first, Math.min(end, first + CHUNK - 1), CHUNK, entries::add);
    } catch (TillwrightException e) {
      if (entries.isEmpty()) {
        throw e;
      } // what stands before a broken entry is sound; the next chunk begins with the broken one
    }
    return entries;
  }

  void rebuild(Follower follower) {
    database.change(
        tx -> {
          follower.reset(tx);
          // The view may hold several terminals' entries: all are folded again.
          tx.update("update follower set seq = 0 where name = ?", follower.name());
        });
  }

  /** One follower in a transaction, which may be tried again from its beginning. */
  private final class Step {
    private final Follower follower;
    private final int limit;
    private long from;
    private long until;
    private int applied;

    Step(Follower follower, int limit) {
      this.follower = follower;
      this.limit = limit;
    }

    void begin(Tx tx, long head) {
      from = position(tx, follower.name());
      until = Math.min(head, from + limit);
      applied = 0;
    }

    /** The next entry for it. */
    long wanted() {
      return from + applied < until ? from + applied + 1 : NOTHING;
    }

    void fold(List<Entry> chunk, Tx tx, long end) {
      for (Entry entry : chunk) {
        if (entry.seq() == wanted()) {
          follower.apply(entry, tx);
          applied++;
          if (System.nanoTime() - end > 0) {
            return;
          }
        }
      }
    }

    void end(Tx tx) {
      if (applied > 0) {
        tx.update(
            "update follower set seq = ? where name = ? and terminal = ?",
            from + applied,
            follower.name(),
            terminal);
      }
    }

    Progress progress(boolean fenced) {
      return new Progress(from + applied, 0, Optional.empty(), fenced);
    }
  }
}
