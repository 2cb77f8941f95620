package dev.tillwright.device.virtual;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/**
 * What persons do at a virtual device, in the order in which the test lets them: each waits until
 * somebody asks. At most 64 wait.
 */
final class Persons<T> {
  private static final int MOST = 64;

  private final Deque<T> deeds = new ArrayDeque<>();
  private final Set<String> asking;
  private final boolean oneFront;
  private long turn;
  private long cancelled;

  /**
   * Nobody yet.
   *
   * @param oneFront whether a new question ends the wait of the one before
   * @param asking the questions that wait for a person
   */
  Persons(boolean oneFront, String... asking) {
    this.oneFront = oneFront;
    this.asking = Set.of(asking);
  }

  synchronized void does(T deed) {
    if (deeds.size() >= MOST) {
      throw new IllegalStateException("more than " + MOST + " persons wait");
    }
    deeds.add(deed);
    notifyAll();
  }

  /** A question arrived; a cancel ends the waits of all that arrived before it, and of no other. */
  synchronized long arrived(String what) {
    if (what.equals("cancel")) {
      cancelled = turn;
    } else if (asking.contains(what)) {
      turn++;
    }
    notifyAll();
    return turn;
  }

  /** Whoever waits, waits no longer. */
  void close() {
    arrived("cancel");
  }

  /**
   * The next deed; empty when nobody came in time, or the wait was ended.
   *
   * @param mine what {@link #arrived} gave for the question
   */
  synchronized Optional<T> await(long mine, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (cancelled < mine && (!oneFront || turn == mine)) {
      T deed = deeds.poll();
      if (deed != null) {
        return Optional.of(deed);
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Optional.empty();
      }
      wait(left);
    }
    return Optional.empty();
  }
}
