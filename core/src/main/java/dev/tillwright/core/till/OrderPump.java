package dev.tillwright.core.till;

import dev.tillwright.core.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what channels say and tells them what became of it, in the background: soon at first,
 * then less often, up to once in five minutes while a channel does not answer.
 */
final class OrderPump implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrderPump.class);
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration ROUND = Duration.ofSeconds(30);

  private final OrderDesk desk;
  private final ScheduledExecutorService timer;

  OrderPump(OrderDesk desk) {
    this.desk = desk;
    this.timer =
        Executors.newScheduledThreadPool(
            Math.min(4, Math.max(1, desk.channels().size())), DaemonThreads.named("till-orders"));
    desk.channels().forEach(channel -> later(channel, FIRST));
  }

  private void later(String channel, Duration pause) {
    if (!timer.isShutdown()) {
      var unused =
          timer.schedule(() -> round(channel, pause), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void round(String channel, Duration pause) {
    Duration next = FIRST;
    try {
      if (!desk.exchange(channel, System.nanoTime() + ROUND.toNanos())) {
        Duration longer = pause.multipliedBy(2);
        next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
      }
    } catch (RuntimeException e) {
      // The journal may have failed; the next opening takes everything up again.
      LOG.warn("orders could not be exchanged: {}", e.getClass().getName());
      next = LONGEST;
    }
    try {
      later(channel, next);
    } catch (RejectedExecutionException closed) {
      LOG.info("the till closes; the next opening goes on");
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      timer.awaitTermination(ROUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
