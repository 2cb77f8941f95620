package dev.tillwright.core.till;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.payment.Payments;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries in the background to end what has not ended: soon at first, then less often, up to once a
 * minute, so that a host that comes back is not flooded.
 */
final class Resolver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Payments payments;
  private final BooleanSupplier besides;
  private final ScheduledExecutorService timer;
  private volatile Duration pause = FIRST;

  /**
   * @param besides what else is due after each round; whether it was answered to
   */
  Resolver(Payments payments, BooleanSupplier besides) {
    this.payments = payments;
    this.besides = besides;
    this.timer = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("till-resolver"));
    payments.onRestless(this::soon);
    next();
  }

  /** Something came up that should not wait for the next round. */
  private void soon() {
    pause = FIRST;
    try {
      var unused = timer.schedule(this::once, FIRST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.info("the till closes; the next opening takes it up");
    }
  }

  private void once() {
    try {
      payments.resolve();
    } catch (RuntimeException e) {
      LOG.warn("payments could not be resolved: {}", e.getClass().getName());
    }
  }

  private void next() {
    var unused = timer.schedule(this::run, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      int before = payments.unfinished().size();
      int left = payments.resolve();
      boolean moved = besides.getAsBoolean() && (left < before || before == 0);
      Duration longer = pause.multipliedBy(2);
      pause = moved ? FIRST : longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    } catch (RuntimeException e) {
      // The journal may have failed; the next opening takes everything up again.
      LOG.warn("payments could not be resolved: {}", e.getClass().getName());
      pause = LONGEST;
    }
    if (!timer.isShutdown()) {
      next();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      timer.awaitTermination(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
