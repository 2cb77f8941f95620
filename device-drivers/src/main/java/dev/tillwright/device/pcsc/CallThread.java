package dev.tillwright.device.pcsc;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Runs calls into the smart card service on a thread of their own, since nothing ends a call that
 * speaks with a card: whoever asked goes at the deadline, and the thread ends when the service
 * answers at last. {@value #MOST} such threads at most; a service that is stuck for good must not
 * cost a thread for each try.
 */
final class CallThread {
  private static final int MOST = 16;
  private static final Semaphore FREE = new Semaphore(MOST);

  private final ExecutorService thread;
  private final String who;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean stuck;

  private CallThread(String who) {
    this.who = who;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, "pcsc-" + who);
              made.setDaemon(true);
              return made;
            });
  }

  static CallThread start(String who) {
    if (!FREE.tryAcquire()) {
      throw DeviceException.of(
          Fault.BUSY, Phase.CONNECT, MOST + " calls are stuck in the smart card service");
    }
    return new CallThread(who);
  }

  /**
   * Runs one call; for one caller at a time. After one that did not end, no other is begun.
   *
   * @throws DeviceException {@link Fault#TIMEOUT} when it did not end
   */
  <T> T call(Phase phase, Deadline deadline, Supplier<T> work) {
    if (stuck || closed.get()) {
      throw DeviceException.of(Fault.LOST, phase, who + " is stuck or was let go");
    }
    Future<T> result = thread.submit(work::get);
    try {
      return result.get(deadline.nanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      stuck = true;
      throw DeviceException.of(Fault.TIMEOUT, phase, who + " does not answer");
    } catch (InterruptedException e) {
      stuck = true;
      Thread.currentThread().interrupt();
      throw DeviceException.of(Fault.CANCELLED, phase, who + " was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a call into the smart card service failed", e.getCause());
    }
  }

  /**
   * Ends the thread after a last piece of work, and waits a second for that. May be called again.
   */
  void close(Runnable last) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    thread.execute(
        () -> {
          try {
            last.run();
          } finally {
            FREE.release();
          }
        });
    thread.shutdown();
    try {
      thread.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
