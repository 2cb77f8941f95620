package dev.tillwright.core.journal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.monitor.flight.Flight;
import dev.tillwright.core.store.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves the followers of one journal, on one thread, in bounded batches. Whoever is waited for goes
 * first; whoever fails waits longer each time and holds nobody up.
 */
final class Followers implements Runnable {
  private static final Duration REBUILD_PATIENCE = Duration.ofSeconds(30);

  private final Database database;
  private final LongSupplier head;
  private final FollowerBatch batch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition moved = lock.newCondition();
  private final List<Following> all = new ArrayList<>();
  private @Nullable Thread runner;
  private int next;
  private boolean closed;

  Followers(Database database, LongSupplier head, FollowerBatch batch) {
    this.database = database;
    this.head = head;
    this.batch = batch;
  }

  void add(Follower follower) {
    String name = follower.name();
    if (!name.matches("[a-z]{1,32}")) {
      throw new IllegalArgumentException("not a name of a follower: " + name);
    }
    locked(() -> refuseTwice(name));
    database.migrate("follower." + name, follower.migrations());
    long position = batch.begin(name);
    locked(
        () -> {
          refuseTwice(name);
          all.add(new Following(follower, position));
          work.signalAll();
        });
  }

  private void refuseTwice(String name) {
    if (all.stream().anyMatch(each -> each.name().equals(name))) {
      throw new IllegalStateException("the follower " + name + " follows already");
    }
  }

  /** Tells that the journal grew. */
  void wake() {
    locked(work::signalAll);
  }

  List<FollowerLag> lags() {
    lock.lock();
    try {
      return all.stream().map(each -> each.lag(head.getAsLong())).toList();
    } finally {
      lock.unlock();
    }
  }

  FollowerLag lag(String name) {
    lock.lock();
    try {
      return named(name).lag(head.getAsLong());
    } finally {
      lock.unlock();
    }
  }

  void await(Optional<String> name, long seq, Duration deadline) {
    if (Thread.currentThread() == runner) {
      throw new IllegalStateException("a follower may not wait for followers");
    }
    lock.lock();
    try {
      List<Following> wanted =
          name.map(this::named).map(List::of).orElseGet(() -> List.copyOf(all));
      for (Following each : wanted) {
        each.want(seq);
      }
      work.signalAll();
      long left = deadline.toNanos();
      for (Following each : wanted) {
        while (each.position() < seq) {
          if (closed) {
            throw new IllegalStateException("the journal is closed");
          }
          if (left <= 0) {
            throw each.behind(seq);
          }
          left = moved.awaitNanos(left);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TillwrightException(
          "journal.interrupted", true, "interrupted while waiting for followers");
    } finally {
      lock.unlock();
    }
  }

  void rebuild(String name) {
    if (Thread.currentThread() == runner) {
      throw new IllegalStateException("a follower may not rebuild followers");
    }
    Following following;
    lock.lock();
    try {
      following = named(name);
    } finally {
      lock.unlock();
    }
    try {
      if (!following.turn.tryLock(REBUILD_PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TillwrightException(
            "journal.behind",
            true,
            "the follower " + name + " does not come to an end of its batch");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TillwrightException(
          "journal.interrupted", true, "interrupted while waiting for a follower");
    }
    try {
      batch.rebuild(following.follower);
      locked(
          () -> {
            following.restarted();
            work.signalAll();
          });
    } finally {
      following.turn.unlock();
    }
  }

  @Override
  public void run() {
    runner = Thread.currentThread();
    while (true) {
      List<Following> due;
      try {
        due = takeDue();
      } catch (InterruptedException e) {
        continue; // nobody has the right to
      }
      if (due.isEmpty()) {
        return;
      }
      move(due);
    }
  }

  /** Who moves next; nobody when closed. */
  private List<Following> takeDue() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        List<Following> due = due();
        if (!due.isEmpty()) {
          return due;
        }
        long wait = TimeUnit.MINUTES.toNanos(1);
        long now = System.nanoTime();
        for (Following each : all) {
          wait = Math.min(wait, each.position() < head.getAsLong() ? each.pause(now) : wait);
        }
        work.awaitNanos(Math.max(1, wait));
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  /** Those that are waited for, or else those that are ready: together, where they may be. */
  private List<Following> due() {
    long end = head.getAsLong();
    long now = System.nanoTime();
    List<Following> behind = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Following each = all.get((next + i) % all.size());
      if (each.position() < end) {
        behind.add(each);
      }
    }
    next = all.isEmpty() ? 0 : (next + 1) % all.size();
    List<Following> due = behind.stream().filter(Following::wanted).toList();
    if (due.isEmpty()) {
      due = behind.stream().filter(each -> each.pause(now) <= 0).toList();
    }
    return due.isEmpty() || !due.get(0).joins(end)
        ? due.stream().limit(1).toList()
        : due.stream().filter(each -> each.joins(end)).toList();
  }

  private void move(List<Following> due) {
    due.forEach(each -> each.turn.lock());
    try {
      long begun = System.nanoTime();
      List<FollowerBatch.Progress> progress =
          due.size() == 1
              ? List.of(batch.run(due.get(0).follower, due.get(0).position(), due.get(0).limit()))
              : batch.runTogether(
                  due.stream().map(each -> each.follower).toList(), Following.BATCH);
      locked(
          () -> {
            if (progress.isEmpty()) {
              due.forEach(Following::goAlone);
              return;
            }
            for (int i = 0; i < due.size(); i++) {
              moved(due.get(i), progress.get(i), begun);
            }
            moved.signalAll();
          });
    } finally {
      due.forEach(each -> each.turn.unlock());
    }
  }

  private void moved(Following due, FollowerBatch.Progress progress, long begun) {
    closed |= progress.fenced();
    long now = System.nanoTime();
    due.moved(progress, now);
    FollowerLag lag = due.lag(head.getAsLong());
    Flight.follower(lag.name(), lag.position(), lag.behind(), lag.failures(), now - begun);
  }

  private Following named(String name) {
    return all.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no follower is named " + name));
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread after the batch it is at. */
  void close() {
    locked(
        () -> {
          closed = true;
          work.signalAll();
          moved.signalAll();
        });
  }
}
