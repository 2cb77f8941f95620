package dev.tillwright.device.spi;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls pass while nobody, or their own thread, holds the claim. Not a plain lock: a claim may
 * be released by any thread, and unclaimed calls pass together.
 */
final class ClaimGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Thread owner;
  private int depth;
  private int passing;
  private boolean closed;

  /** Passes, or waits for the end of claim or gate; false when the deadline came first. */
  boolean enter(Deadline deadline) {
    lock.lock();
    try {
      Thread self = Thread.currentThread();
      if (!awaitWhile(() -> owner != null && owner != self, deadline)) {
        return false;
      }
      passing++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      passing--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets all pass who wait, and nobody wait any more: the device is closed. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the gate once the calls inside have left; null when deadline or closing came first. */
  @Nullable Claim claim(Deadline deadline) {
    Thread self = Thread.currentThread();
    lock.lock();
    try {
      if (!awaitWhile(() -> owner != self && (owner != null || passing > 0), deadline) || closed) {
        return null;
      }
      owner = self;
      depth++;
      return new Held();
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitWhile(BooleanSupplier blocked, Deadline deadline) {
    try {
      while (!closed && blocked.getAsBoolean()) {
        if (deadline.passed()) {
          return false;
        }
        changed.awaitNanos(deadline.nanos());
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private final class Held implements Claim {
    private boolean released;

    @Override
    public void close() {
      lock.lock();
      try {
        if (released) {
          return;
        }
        released = true;
        if (--depth == 0) {
          owner = null;
          changed.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
