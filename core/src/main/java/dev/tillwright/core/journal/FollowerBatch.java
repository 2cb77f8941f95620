package dev.tillwright.core.journal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One step of a follower: some entries and its new position, in one transaction. */
final class FollowerBatch {
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int CHUNK = 32;

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
        database.write(
            tx -> {
              tx.insertIfAbsent(
                  "insert into follower (name, terminal, seq) values (?, ?, 0)",
                  follower,
                  terminal);
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

  Progress run(Follower follower, int limit) {
    Step step = new Step();
    try {
      long position = database.write(tx -> step.move(tx, follower, limit));
      return new Progress(position, 0, Optional.empty(), step.fenced);
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

  void rebuild(Follower follower) {
    database.change(
        tx -> {
          follower.reset(tx);
          // The view may hold several terminals' entries: all are folded again.
          tx.update("update follower set seq = 0 where name = ?", follower.name());
        });
  }

  private final class Step {
    private long from;
    private int applied;
    private boolean fenced;

    long move(Tx tx, Follower follower, int limit) {
      String name = follower.name();
      from = position(tx, name);
      applied = 0;
      Head head = JournalTables.writer(tx, terminal).orElse(new Head(0, 0, Head.BEFORE_FIRST));
      fenced = head.epoch() != epoch;
      if (fenced) {
        return from;
      }
      long end = Math.min(head.seq(), from + limit);
      long began = System.nanoTime();
      boolean stop = false;
      while (!stop && from + applied < end) {
        for (Entry entry : chunk(tx, from + applied + 1, end)) {
          follower.apply(entry, tx);
          applied++;
          if (System.nanoTime() - began > LONGEST) {
            stop = true;
            break;
          }
        }
        // The sale that waits to be written goes before a view that is behind.
        stop |= appendsWait.getAsBoolean();
      }
      if (applied > 0) {
        tx.update(
            "update follower set seq = ? where name = ? and terminal = ?",
            from + applied,
            name,
            terminal);
      }
      return from + applied;
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
  }
}
