package dev.tillwright.core.access;

import dev.tillwright.core.TillwrightException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One after the other, in the order they came: that bounds both guessing and the memory that hashes
 * take. Secrets are wiped before it answers, also when it throws.
 */
final class Turn {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Duration patience;

  /**
   * @param patience how long anybody waits for his turn
   */
  Turn(Duration patience) {
    this.patience = patience;
  }

  /**
   * Does it when the turn has come.
   *
   * @throws TillwrightException {@code access.busy}, {@code access.interrupted} when it does not
   */
  <T> T take(Supplier<T> work, char[]... secrets) {
    boolean mine = false;
    try {
      mine = lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!mine) {
        throw new TillwrightException("access.busy", true, "another log-on takes too long");
      }
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TillwrightException("access.interrupted", true, "interrupted before a log-on");
    } finally {
      for (char[] secret : secrets) {
        Arrays.fill(secret, '\0');
      }
      if (mine) {
        lock.unlock();
      }
    }
  }
}
