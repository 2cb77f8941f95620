package dev.tillwright.core.host.wallet;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Somebody who waits for a customer to confirm, and what may wake him. */
final class Waiting {
  private final WalletOrder order;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private WalletAnswer.@Nullable Paid paid;
  private boolean cancelled;
  private boolean closed;

  Waiting(WalletOrder order) {
    this.order = order;
  }

  /** A notice says that it was paid; whether it says so of this amount. */
  boolean told(WalletAnswer.Paid notice) {
    if (!notice.number().equals(order.number()) || !notice.amount().equals(order.amount())) {
      return false;
    }
    return change(() -> paid = notice);
  }

  void cancel() {
    change(() -> cancelled = true);
  }

  void close() {
    change(() -> closed = true);
  }

  private boolean change(Runnable what) {
    lock.lock();
    try {
      what.run();
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits at most so long, or until something happened. */
  void await(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && paid == null && !cancelled && !closed) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancelled = true; // nobody waits any more: it is undone rather than left open
    } finally {
      lock.unlock();
    }
  }

  WalletAnswer.@Nullable Paid paid() {
    lock.lock();
    try {
      return paid;
    } finally {
      lock.unlock();
    }
  }

  boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
