package dev.tillwright.device.spi;

import dev.tillwright.core.DaemonThreads;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Runs calls into a native library that knows no deadline, on a thread of its own: whoever asked
 * goes at the deadline, and the thread ends when the library answers at last. For drivers whose
 * device hides behind such a library.
 *
 * <p>Bounds: {@value #MOST} such threads at once, and {@value #MOST_OF_ONE} for who is asked: a
 * library that is stuck for good must not cost a thread for each try, nor those of the others.
 * <b>Threads.</b> One caller at a time; {@link #close} from any.
 */
public final class CallThread {
  /** How many there are at most. */
  public static final int MOST = 64;

  /** How many there are at most of one name. */
  public static final int MOST_OF_ONE = 8;

  /** How many there are of each name; guards itself. */
  private static final Map<String, Integer> HELD = new HashMap<>();

  private final ExecutorService thread;
  private final String who;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean stuck;

  private CallThread(String who) {
    this.who = who;
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DaemonThreads.named("call-" + who));
    // A pool that is shut down while its first thread starts forgets what was queued meanwhile.
    one.prestartCoreThread();
    this.thread = one;
  }

  /**
   * A new one.
   *
   * @param who is asked, for messages
   * @throws DeviceException {@link Fault#BUSY} when there are too many
   */
  public static CallThread start(String who) {
    take(who);
    return new CallThread(who);
  }

  private static void take(String who) {
    synchronized (HELD) {
      int all = HELD.values().stream().mapToInt(Integer::intValue).sum();
      int of = HELD.getOrDefault(who, 0);
      if (all >= MOST || of >= MOST_OF_ONE) {
        throw DeviceException.of(
            Fault.BUSY,
            Phase.CONNECT,
            who + " is not asked: " + of + " calls of it have not ended");
      }
      HELD.put(who, of + 1);
    }
  }

  private static void give(String who) {
    synchronized (HELD) {
      HELD.computeIfPresent(who, (name, of) -> of == 1 ? null : of - 1);
    }
  }

  /**
   * Runs one call. After one that did not end, no other is begun.
   *
   * @throws DeviceException {@link Fault#TIMEOUT} when it did not end
   */
  public <T> T call(Phase phase, Deadline deadline, Supplier<T> work) {
    if (stuck || closed.get()) {
      throw DeviceException.of(Fault.LOST, phase, who + " is stuck or was let go");
    }
    if (deadline.passed()) {
      // Whoever waits is gone and was told so; it is not begun behind his back.
      throw DeviceException.of(Fault.TIMEOUT, phase, who + " was not asked in time");
    }
    Future<T> result = submit(phase, work);
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
      throw new IllegalStateException("a native call failed", e.getCause());
    }
  }

  private <T> Future<T> submit(Phase phase, Supplier<T> work) {
    try {
      return thread.submit(work::get);
    } catch (RejectedExecutionException e) {
      // It was let go since the caller looked.
      throw DeviceException.of(Fault.LOST, phase, who + " was let go");
    }
  }

  /** Whether none of its calls is stuck, and it was not let go. */
  public boolean answers() {
    return !stuck && !closed.get();
  }

  /**
   * Ends the thread after a last piece of work, and waits a second for that. May be called again.
   */
  public void close(Runnable last) {
    leave(last);
    try {
      thread.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The same without waiting. */
  public void leave(Runnable last) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    thread.execute(
        () -> {
          try {
            last.run();
          } finally {
            give(who);
          }
        });
    thread.shutdown();
  }
}
