package dev.tillwright.core.host.stored;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.payment.HostReply.Cause;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a ledger, and always comes back in time. */
final class StoredLine {
  private static final Logger LOG = LoggerFactory.getLogger(StoredLine.class);
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 256;
  private static final Set<String> NOTHING_WRITTEN =
      Set.of("store.lost", "store.locked", "store.late", "store.driver", "store.interrupted");

  private final Supplier<StoredLedger> source;
  private final boolean owns;
  private final ThreadPoolExecutor threads;
  private final Map<Object, CompletableFuture<?>> waiting = new ConcurrentHashMap<>();
  private final Object opening = new Object(); // held as long as the source takes, by workers only
  private final AtomicReference<@Nullable StoredLedger> ledger = new AtomicReference<>();
  private volatile boolean closed;

  StoredLine(Supplier<StoredLedger> source, boolean owns) {
    this.source = source;
    this.owns = owns;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            DaemonThreads.named("stored-value"));
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * @param lost what to say when nothing is known
   * @param never what to say when nothing was written, for certain
   * @param late who is given an answer that came after its caller had gone
   */
  <T> T ask(
      Function<StoredLedger, T> question,
      Duration deadline,
      Function<Cause, T> lost,
      Function<Cause, T> never,
      Consumer<T> late) {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("a deadline is positive");
    }
    long end = System.nanoTime() + deadline.toNanos();
    CompletableFuture<T> answer = new CompletableFuture<>();
    Object asking = new Object();
    waiting.put(asking, answer);
    try {
      if (closed) {
        return never.apply(Cause.CLOSED);
      }
      threads.execute(() -> run(question, end, lost, never, answer, late));
      return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return never.apply(closed ? Cause.CLOSED : Cause.FAILED);
    } catch (TimeoutException e) {
      // What comes later is a late answer; what came this moment counts.
      return answer.completeExceptionally(e) ? lost.apply(Cause.TIMEOUT) : settled(answer, lost);
    } catch (InterruptedException e) {
      answer.completeExceptionally(e);
      Thread.currentThread().interrupt();
      return lost.apply(Cause.FAILED);
    } catch (ExecutionException e) {
      return lost.apply(Cause.CLOSED);
    } finally {
      waiting.remove(asking);
    }
  }

  private static <T> T settled(CompletableFuture<T> answer, Function<Cause, T> lost) {
    return answer.isCompletedExceptionally() ? lost.apply(Cause.CLOSED) : answer.join();
  }

  private <T> void run(
      Function<StoredLedger, T> question,
      long end,
      Function<Cause, T> lost,
      Function<Cause, T> never,
      CompletableFuture<T> answer,
      Consumer<T> late) {
    if (answer.isDone() || System.nanoTime() - end >= 0) {
      return; // nobody waits for it any more, and nothing was sent
    }
    T came = asked(question, lost, never);
    if (!answer.complete(came)) {
      late.accept(came);
    }
  }

  private <T> T asked(
      Function<StoredLedger, T> question, Function<Cause, T> lost, Function<Cause, T> never) {
    StoredLedger now;
    try {
      now = opened();
    } catch (RuntimeException e) {
      LOG.warn("the ledger of stored value cannot be opened: {}", e.getClass().getName());
      return never.apply(closed ? Cause.CLOSED : Cause.NO_CONNECTION);
    }
    try {
      return question.apply(now);
    } catch (TillwrightException e) {
      LOG.warn("the ledger of stored value did not answer: {}", e.code());
      return NOTHING_WRITTEN.contains(e.code())
          ? never.apply(Cause.NO_CONNECTION)
          : lost.apply(Cause.CONNECTION_LOST);
    } catch (RuntimeException e) {
      LOG.warn("the ledger of stored value failed: {}", e.getClass().getName());
      return lost.apply(closed ? Cause.CLOSED : Cause.FAILED);
    }
  }

  private StoredLedger opened() {
    synchronized (opening) {
      StoredLedger known = ledger.get();
      if (closed) {
        throw new IllegalStateException("closed");
      } else if (known != null) {
        return known;
      }
      StoredLedger made = source.get();
      ledger.set(made);
      if (closed) { // while it was opened: who takes it out closes it
        StoredLedger last = ledger.getAndSet(null);
        if (owns && last != null) {
          last.close();
        }
        throw new IllegalStateException("closed");
      }
      return made;
    }
  }

  void close(Cause why) {
    closed = true;
    StoredLedger last = ledger.getAndSet(null);
    threads.shutdown();
    waiting
        .values()
        .forEach(each -> each.completeExceptionally(new IllegalStateException(why.name())));
    if (owns && last != null) {
      close(last);
    }
  }

  /** Waits for a commit under way, but not for one that hangs. */
  private static void close(StoredLedger last) {
    Thread closing = new Thread(last::close, "stored-value-closing");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
