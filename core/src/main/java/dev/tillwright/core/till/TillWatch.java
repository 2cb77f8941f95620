package dev.tillwright.core.till;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.journal.FollowerLag;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.monitor.Threshold;
import dev.tillwright.core.monitor.flight.Flight;
import dev.tillwright.core.sale.CompletedSale;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a monitor see the till: sales by kind, the journal's position, how far the views are behind.
 * Looks every ten seconds once started, on a thread of its own: a host that hangs holds up the
 * resolver, and must not hold up who would tell of it.
 */
final class TillWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TillWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** A view that fails so often in a row does so for a reason. */
  private static final int FAILS = 3;

  private final Monitor monitor;
  private @Nullable ScheduledExecutorService timer;

  TillWatch(Journal journal, Monitor monitor) {
    this.monitor = monitor;
    monitor.gauge("journal.head", journal::headSeq);
    monitor.gauge(
        "journal.behind",
        () -> journal.lags().stream().mapToLong(FollowerLag::behind).max().orElse(0));
    monitor.gauge(
        "journal.failing",
        () -> journal.lags().stream().filter(lag -> lag.failures() >= FAILS).count());
    for (FollowerLag lag : journal.lags()) {
      monitor.gauge("journal.behind." + lag.name(), () -> journal.lag(lag.name()).behind());
    }
    monitor.threshold(
        new Threshold(
            "journal.behind",
            10_000,
            1_000,
            "journal.behind",
            "a view is far behind the journal; see which journal.behind.NAME, and the log"));
    monitor.threshold(
        new Threshold(
            "journal.failing",
            1,
            0,
            "journal.failing",
            "a view fails at the same entry again and again; see the log, then rebuild it"));
    monitor.threshold(
        new Threshold(
            "payment.unfinished",
            1_000,
            500,
            "payment.manyUnfinished",
            "very many payments have not ended; at 10,000 no more are taken"));
  }

  void finished(CompletedSale sale) {
    monitor.counter("till.sales", sale.kind().name()).count();
    Flight.sale(sale.id().toString(), sale.kind().name());
  }

  TillWatch started() {
    ScheduledExecutorService own =
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("till-watch"));
    var unused =
        own.scheduleWithFixedDelay(
            this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    timer = own;
    return this;
  }

  private void look() {
    try {
      monitor.look();
    } catch (RuntimeException e) {
      // A schedule ends with the first exception it sees.
      LOG.warn("the till could not be looked at: {}", e.getClass().getName());
    }
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }
}
