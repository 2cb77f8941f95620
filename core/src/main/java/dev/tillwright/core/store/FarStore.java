package dev.tillwright.core.store;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.TillwrightException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database that may be out of reach while somebody waits for its answer.
 *
 * <p><b>Guarantees.</b> A question waits no longer than its deadline, whatever the line does; what
 * hangs then is left on a thread of the executor. After a failure the database is left alone for a
 * while: questions are answered as without it, at once. A commit whose answer was lost is tried
 * again, so the work must come to the same when it is done twice.
 *
 * <p><b>Not promised.</b> That nothing was written when there was no answer.
 *
 * <p><b>Threads.</b> Any number.
 */
public final class FarStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FarStore.class);
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 64;
  private static final int UNKNOWN_COMMITS = 3;

  private final String name;
  private final Supplier<Database> source;
  private final Duration rest;
  private final Executor executor;
  private final @Nullable ThreadPoolExecutor own;
  private final Object turn = new Object();
  private @Nullable Database database;
  private boolean closed;
  private volatile long restsUntil = System.nanoTime();

  /**
   * Nothing is opened yet.
   *
   * @param name of its threads, and in the log
   * @param source opens the database; asked when it is first needed, and again as long as it fails.
   *     It gives one of its own, which {@link #close} closes, with a patience shorter than the
   *     deadlines here
   * @param rest how long it is left alone after a failure
   * @param executor where it is asked; it must take what hangs, and stays the caller's. {@code
   *     null} for {@value #THREADS} threads of its own
   */
  public FarStore(
      String name, Supplier<Database> source, Duration rest, @Nullable Executor executor) {
    this.name = Objects.requireNonNull(name, "name");
    this.source = Objects.requireNonNull(source, "source");
    this.rest = Objects.requireNonNull(rest, "rest");
    this.own = executor == null ? threads(name) : null;
    this.executor = executor == null ? Objects.requireNonNull(own) : executor;
  }

  private static ThreadPoolExecutor threads(String name) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            DaemonThreads.named(name));
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /**
   * One serializable transaction, durable when it is answered.
   *
   * @return its answer; empty without one in time, or when the database failed
   */
  public <T> Optional<T> write(Duration deadline, Function<Tx, T> work) {
    return ask(deadline, work, true);
  }

  /** The same, on one snapshot that changes nothing. */
  public <T> Optional<T> read(Duration deadline, Function<Tx, T> work) {
    return ask(deadline, work, false);
  }

  private <T> Optional<T> ask(Duration deadline, Function<Tx, T> work, boolean writes) {
    long now = System.nanoTime();
    if (now - restsUntil < 0) {
      return Optional.empty();
    }
    long end = now + deadline.toNanos();
    try {
      return Optional.of(
          CompletableFuture.supplyAsync(() -> answer(work, writes, end), executor)
              .get(deadline.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      LOG.warn("{}: the store did not answer: {}", name, why.getClass().getName());
      restsUntil = System.nanoTime() + rest.toNanos();
      return Optional.empty();
    }
  }

  private <T> T answer(Function<Tx, T> work, boolean writes, long end) {
    for (int tries = 1; ; tries++) {
      try {
        Function<Tx, T> wanted = tx -> inTime(work, tx, end);
        return writes ? database().write(wanted) : database().read(wanted);
      } catch (TillwrightException e) {
        // Whether the commit took effect does not matter: done again, it comes to the same.
        if (!e.code().equals("store.unknown") || tries == UNKNOWN_COMMITS) {
          throw e;
        }
      }
    }
  }

  private static <T> T inTime(Function<Tx, T> work, Tx tx, long end) {
    if (System.nanoTime() - end >= 0) {
      throw new IllegalStateException("nobody waits for this any more");
    }
    return work.apply(tx);
  }

  private Database database() {
    synchronized (turn) {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      Database known = database;
      if (known == null) {
        known = source.get();
        database = known;
      }
      return known;
    }
  }

  /** Closes the database; questions are answered as without it from then on. */
  @Override
  public void close() {
    Database last;
    synchronized (turn) {
      closed = true;
      last = database;
      database = null;
    }
    if (own != null) {
      own.shutdown();
    }
    if (last != null) {
      last.close();
    }
  }
}
