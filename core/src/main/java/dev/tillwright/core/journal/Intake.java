package dev.tillwright.core.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The bounded queue before the writer: first in, first out. */
final class Intake {
  static final int MAX_DRAFTS = 4096;
  private static final long MAX_CHARACTERS = 32L << 20;
  private static final long GROUP_CHARACTERS = 4L << 20;
  private static final int GROUP = 256;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition drained = lock.newCondition();
  private final Deque<Append> queue = new ArrayDeque<>();
  private int drafts;
  private long characters;
  private boolean closed;

  /**
   * Waits for room.
   *
   * @return whether it is in; {@code false} after {@code nanos} without room
   */
  boolean offer(Append append, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!closed && !fits(append)) {
        if (left <= 0) {
          return false;
        }
        left = drained.awaitNanos(left);
      }
      if (closed) {
        throw new IllegalStateException("the journal is closed");
      }
      queue.addLast(append);
      drafts += append.drafts.size();
      characters += append.characters;
      filled.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean fits(Append append) {
    // One call is always let into an empty queue, whatever its size.
    return queue.isEmpty()
        || (drafts + append.drafts.size() <= MAX_DRAFTS
            && characters + append.characters <= MAX_CHARACTERS);
  }

  /** Takes back what the writer has not begun with; {@code false} when it has. */
  boolean withdraw(Append append) {
    lock.lock();
    try {
      return queue.remove(append) && left(append);
    } finally {
      lock.unlock();
    }
  }

  private boolean left(Append append) {
    drafts -= append.drafts.size();
    characters -= append.characters;
    drained.signalAll();
    return true;
  }

  /** Waits for work and takes as much as fits one commit; nothing when closed and drained. */
  List<Append> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty() && !closed) {
        filled.await();
      }
      List<Append> group = new ArrayList<>();
      int entries = 0;
      long size = 0;
      for (Append next = queue.peekFirst(); next != null; next = queue.peekFirst()) {
        entries += next.drafts.size();
        size += next.characters;
        if (!group.isEmpty() && (entries > GROUP || size > GROUP_CHARACTERS)) {
          break;
        }
        queue.removeFirst();
        left(next);
        group.add(next);
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  boolean waiting() {
    lock.lock();
    try {
      return !queue.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing more in; what is in is still taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
      drained.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
