package dev.tillwright.core.central;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships one till's journal to the central store.
 *
 * <p><b>Guarantees.</b> Every durable entry gets there, once, in order, however often the line
 * breaks; each round asks the store where to go on. Writing to the journal never waits for it. When
 * the two journals part, nothing more is shipped: the place is told by an alarm, and what cannot
 * join is kept beside the copy.
 *
 * <p>Gauges: {@code central.unshipped} (entries), {@code central.oldestSeconds}, {@code
 * central.failures}. Alarms, with the terminal as subject: {@code central.late}, {@code
 * central.failed}, {@code central.fork}, {@code central.replaced}, {@code central.oldCopy}.
 *
 * <p><b>Threads.</b> Any; one ships at a time. Each call of the store is bounded by its database.
 */
public final class Shipper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shipper.class);

  private final Journal journal;
  private final Supplier<Database> source;
  private final ShippingPolicy policy;
  private final Clock clock;
  private final Monitor monitor;
  private final Delivery delivery;
  private final ReentrantLock turn = new ReentrantLock();
  private final Instant began;
  private @Nullable Database database; // under the turn
  private Optional<Fork> behind = Optional.empty(); // under the turn
  private volatile OptionalLong shipped = OptionalLong.empty();
  private volatile @Nullable Instant oldest;
  private volatile int failures;
  private volatile Optional<String> lastFailure = Optional.empty();
  private volatile Optional<Fork> fork = Optional.empty();
  private volatile boolean closed;

  /**
   * Ships nothing until it is started or told to.
   *
   * @param central opens the store's database when it is first needed; closed with the shipper
   * @param clock tells how old entries are
   */
  public Shipper(
      Journal journal,
      Supplier<Database> central,
      ShippingPolicy policy,
      Clock clock,
      Monitor monitor) {
    this.journal = journal;
    this.source = central;
    this.policy = policy;
    this.clock = clock;
    this.monitor = monitor;
    this.delivery = new Delivery(journal, policy.batch());
    this.began = clock.instant();
    monitor.gauge("central.unshipped", () -> state().unshipped());
    monitor.gauge("central.oldestSeconds", () -> state().oldest().toSeconds());
    monitor.gauge("central.failures", () -> failures);
  }

  /** Ships from now on, on {@code timer}, which stays the caller's. To be called once. */
  public void start(ScheduledExecutorService timer) {
    next(timer, Duration.ZERO);
  }

  private void next(ScheduledExecutorService timer, Duration pause) {
    if (closed) {
      return;
    }
    try {
      var unused = timer.schedule(() -> run(timer), pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException over) {
      LOG.info("the shipper of {} ends with its executor", journal.terminal());
    }
  }

  private void run(ScheduledExecutorService timer) {
    Duration pause = ShippingPolicy.LONGEST_PAUSE;
    try {
      pause = background();
    } finally {
      next(timer, pause); // whatever was thrown: entries wait
    }
  }

  /** One round, and how long to rest after it. */
  private Duration background() {
    if (!turn.tryLock()) {
      return policy.pause(); // somebody ships by hand
    }
    try {
      return closed ? policy.pause() : round(this::batch) ? Duration.ZERO : rest();
    } finally {
      turn.unlock();
      freeIfClosed();
    }
  }

  private Duration rest() {
    long pause = policy.pause().toNanos();
    if (fork.isPresent()) {
      pause = ShippingPolicy.LONGEST_PAUSE.toNanos();
    } else if (failures > 0) {
      pause = Math.min(pause << Math.min(failures, 20), ShippingPolicy.LONGEST_PAUSE.toNanos());
      // Not in step with the other tills that lost the same server.
      pause = ThreadLocalRandom.current().nextLong(pause / 2, pause + 1);
    }
    return Duration.ofNanos(pause);
  }

  /**
   * Ships until all that is durable now is there, it fails, or the time is over.
   *
   * @param patience the last batch may take as long as the database takes beyond it
   */
  public ShippingState shipNow(Duration patience) {
    long upTo = journal.headSeq();
    return repeat(patience, () -> round(this::batch) && shipped.orElse(-1) < upTo);
  }

  /**
   * Sends again what was shipped before, from a position on: what the store lost is filled in, and
   * what differs is a fork, told until this is called again and finds it gone. Then ships on as
   * {@link #shipNow}.
   *
   * @param fromSeq from 1
   */
  public ShippingState shipAgain(long fromSeq, Duration patience) {
    if (fromSeq < 1) {
      throw new IllegalArgumentException("positions begin with 1");
    }
    long[] next = {fromSeq};
    repeat(
        patience,
        () ->
            round(
                central -> {
                  long before = next[0];
                  behind = before == fromSeq ? Optional.empty() : behind;
                  next[0] = again(central, before);
                  return next[0] > before;
                }));
    return shipNow(patience);
  }

  private ShippingState repeat(Duration patience, BooleanSupplier step) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return state();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return state();
    }
    try {
      boolean more = !closed;
      while (more) {
        more = step.getAsBoolean() && System.nanoTime() - end < 0;
      }
      return state();
    } finally {
      turn.unlock();
      freeIfClosed();
    }
  }

  /** One batch; whether the next should follow at once. Under the turn. */
  private boolean round(Predicate<CentralStore> step) {
    boolean more;
    try {
      more = step.test(CentralStore.join(database()));
      failures = 0;
      lastFailure = Optional.empty();
      monitor.clear("central.failed", journal.terminal());
    } catch (RuntimeException | LinkageError e) { // a driver that is missing
      failed(e);
      more = false;
    }
    watch();
    return more;
  }

  private long again(CentralStore central, long seq) {
    long next = seq;
    try {
      next = delivery.again(central, seq);
    } catch (ForkException e) {
      behind = Optional.of(e.fork());
    }
    forked(behind);
    return next;
  }

  private boolean batch(CentralStore central) {
    try {
      Delivery.Step step = delivery.ship(central);
      forked(behind); // what a comparison found stands until the next finds it gone
      shipped = OptionalLong.of(step.mark());
      Entry waiting = step.waiting();
      oldest = waiting == null ? null : waiting.at();
      return waiting != null;
    } catch (ForkException e) {
      forked(Optional.of(e.fork()));
      shipped = OptionalLong.of(e.fork().seq() - 1);
      oldest = oldestAfter(e.fork().seq() - 1);
      return delivery.setAside(central, e.fork());
    }
  }

  private Database database() {
    Database open = database;
    if (open == null) {
      open = source.get();
      database = open;
    }
    return open;
  }

  private void forked(Optional<Fork> now) {
    Optional<Fork> before = fork;
    fork = now;
    if (!before.equals(now)) {
      before.ifPresent(gone -> monitor.clear(gone.what().code(), journal.terminal()));
    }
    now.ifPresent(it -> monitor.raise(it.what().code(), journal.terminal(), it.message()));
  }

  private void failed(Throwable e) {
    boolean passing = e instanceof TillwrightException known && known.retryable();
    String what = e instanceof TillwrightException known ? known.code() : e.getClass().getName();
    int before = failures; // written under the turn alone, shown to others
    failures = before + 1;
    lastFailure = Optional.of(what);
    LOG.debug("shipping of {} failed: {}", journal.terminal(), what);
    if (!passing && !what.equals("store.unknown") && !closed) {
      monitor.raise(
          "central.failed",
          journal.terminal(),
          "entries cannot be shipped (" + what + "); sales go on");
    }
  }

  private void watch() {
    if (oldest == null && shipped.isPresent() && failures > 0) {
      oldest = oldestAfter(shipped.getAsLong());
    }
    // Until the store has answered once, nothing is known but how long it has not.
    boolean late =
        shipped.isEmpty()
            ? Duration.between(began, clock.instant()).compareTo(policy.alarmAge()) > 0
            : age().compareTo(policy.alarmAge()) > 0;
    if (late) {
      monitor.raise(
          "central.late",
          journal.terminal(),
          "entries wait too long for the central store"
              + lastFailure.map(it -> ": " + it).orElse(""));
    } else {
      monitor.clear("central.late", journal.terminal());
    }
  }

  private @Nullable Instant oldestAfter(long seq) {
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

  /** How far it is, as seen in the last round. */
  public ShippingState state() {
    return new ShippingState(journal.headSeq(), shipped, age(), failures, lastFailure, fork);
  }

  /**
   * Ships what is left, if the line was sound, and ends; waits as long as the policy says. A round
   * that hangs longer ends by itself, within the deadlines of its database.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (failures == 0 && shipped.isPresent() && fork.isEmpty()) {
      shipNow(policy.closing());
    }
    closed = true;
    boolean mine = false;
    try {
      mine = turn.tryLock(policy.closing().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (mine) {
      turn.unlock();
      freeIfClosed();
    }
  }

  /** Whoever has the turn last closes the database, so that nobody waits for a line that hangs. */
  private void freeIfClosed() {
    if (closed && turn.tryLock()) {
      try {
        Database open = database;
        database = null;
        if (open != null) {
          open.close();
        }
      } finally {
        turn.unlock();
      }
    }
  }
}
