package dev.tillwright.core.central;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.monitor.Monitor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is seen of a till's shipping: its state, gauges and alarms. Written by whoever ships, read
 * by all.
 */
final class ShippingWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ShippingWatch.class);

  private final Journal journal;
  private final String terminal;
  private final Duration alarmAge;
  private final Clock clock;
  private final Monitor monitor;
  private final Instant began;
  private volatile OptionalLong shipped = OptionalLong.empty();
  private volatile @Nullable Instant oldest;
  private volatile int failures;
  private volatile Optional<String> lastFailure = Optional.empty();
  private volatile Optional<Fork> fork = Optional.empty();

  ShippingWatch(Journal journal, Duration alarmAge, Clock clock, Monitor monitor) {
    this.journal = journal;
    this.terminal = journal.terminal();
    this.alarmAge = alarmAge;
    this.clock = clock;
    this.monitor = monitor;
    this.began = clock.instant();
    monitor.gauge("central.unshipped", () -> state().unshipped());
    monitor.gauge("central.oldestSeconds", () -> age().toSeconds());
    monitor.gauge("central.failures", () -> failures);
  }

  /** The store has all up to {@code mark}; {@code waiting} is the first that it has not. */
  void shipped(long mark, @Nullable Entry waiting) {
    shipped = OptionalLong.of(mark);
    oldest = waiting == null ? null : waiting.at();
  }

  /** Nothing joins behind the place where the two part. */
  void stopped(Fork at) {
    shipped = OptionalLong.of(at.seq() - 1);
    oldest = after(at.seq() - 1);
    forked(Optional.of(at));
  }

  void forked(Optional<Fork> now) {
    Optional<Fork> before = fork;
    fork = now;
    if (!before.equals(now)) {
      before.ifPresent(gone -> monitor.clear(gone.what().code(), terminal));
    }
    now.ifPresent(it -> monitor.raise(it.what().code(), terminal, it.message()));
  }

  void succeeded() {
    failures = 0;
    lastFailure = Optional.empty();
    monitor.clear("central.failed", terminal);
    look();
  }

  void failed(Throwable e) {
    boolean passing = e instanceof TillwrightException known && known.retryable();
    String what = e instanceof TillwrightException known ? known.code() : e.getClass().getName();
    int before = failures; // written by one thread at a time
    failures = before + 1;
    lastFailure = Optional.of(what);
    LOG.debug("shipping of {} failed: {}", terminal, what);
    if (!passing && !what.equals("store.unknown")) {
      monitor.raise(
          "central.failed", terminal, "entries cannot be shipped (" + what + "); sales go on");
    }
    if (oldest == null && shipped.isPresent()) {
      oldest = after(shipped.getAsLong());
    }
    look();
  }

  private void look() {
    // Until the store has answered once, nothing is known but how long it has not.
    Duration waits = shipped.isPresent() ? age() : Duration.between(began, clock.instant());
    if (waits.compareTo(alarmAge) > 0) {
      monitor.raise(
          "central.late",
          terminal,
          "entries wait too long for the central store"
              + lastFailure.map(failure -> ": " + failure).orElse(""));
    } else {
      monitor.clear("central.late", terminal);
    }
  }

  private @Nullable Instant after(long seq) {
    try {
      return journal.entry(seq + 1).map(Entry::at).orElse(null);
    } catch (TillwrightException | IllegalStateException e) {
      return null; // the till's own file cannot be read now, or is closed
    }
  }

  private Duration age() {
    Instant since = oldest;
    if (since == null) {
      return Duration.ZERO;
    }
    Duration age = Duration.between(since, clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  ShippingState state() {
    return new ShippingState(journal.headSeq(), shipped, age(), failures, lastFailure, fork);
  }
}
