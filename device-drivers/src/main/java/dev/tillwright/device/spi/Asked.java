package dev.tillwright.device.spi;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * One call on the device's thread. What it gives when nobody waits any more is closed: a card that
 * was read for nobody is wiped, a session that nobody has is no session.
 */
final class Asked<T> extends FutureTask<T> {
  Asked(Callable<T> work) {
    super(work);
  }

  /** Whoever waited goes. */
  void leave() {
    if (cancel(false)) {
      return; // it is under way still, and what comes of it is for nobody
    }
    try {
      discard(get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | CancellationException e) {
      // It gave nothing.
    }
  }

  @Override
  protected void set(T value) {
    super.set(value);
    if (isCancelled()) {
      discard(value);
    }
  }

  private static void discard(Object value) {
    if (value instanceof AutoCloseable unwanted) {
      try {
        unwanted.close();
      } catch (Exception e) {
        // Nobody is there to be told.
      }
    }
  }
}
