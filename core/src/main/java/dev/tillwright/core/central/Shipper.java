package dev.tillwright.core.central;

import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.monitor.flight.Flight;
import dev.tillwright.core.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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
  private final Delivery delivery;
  private final ShippingWatch watch;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable Database database; // under the turn
  private Optional<Fork> behind = Optional.empty(); // under the turn
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
    this.delivery = new Delivery(journal, policy.batch());
    this.watch = new ShippingWatch(journal, policy.alarmAge(), clock, monitor);
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
    ShippingState state = watch.state();
    long longest = ShippingPolicy.LONGEST_PAUSE.toNanos();
    long pause = state.fork().isPresent() ? longest : policy.pause().toNanos();
    if (state.failures() > 0) {
      pause = Math.min(pause << Math.min(state.failures(), 20), longest);
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
    return repeat(patience, () -> round(this::batch) && state().shipped().orElse(-1) < upTo);
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
    boolean[] parted = {false};
    repeat(
        patience,
        () ->
            round(
                central -> {
                  long before = next[0];
                  next[0] = again(central, before, parted);
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
    try {
      boolean more = step.test(CentralStore.join(database()));
      watch.succeeded();
      return more;
    } catch (RuntimeException | LinkageError e) { // a driver that is missing
      if (!closed) {
        watch.failed(e);
      }
      return false;
    }
  }

  private long again(CentralStore central, long seq, boolean[] parted) {
    long next = seq;
    try {
      next = delivery.again(central, seq);
      if (next == seq && !parted[0]) {
        behind = Optional.empty(); // all was compared: what was found before is gone
      }
    } catch (ForkException e) {
      parted[0] = true;
      behind = Optional.of(e.fork());
    }
    watch.forked(behind);
    return next;
  }

  private boolean batch(CentralStore central) {
    try {
      long begun = System.nanoTime();
      long before = state().shipped().orElse(journal.headSeq());
      Delivery.Step step = delivery.ship(central);
      Flight.shipped(
          journal.terminal(),
          Math.max(0, step.mark() - before),
          step.mark(),
          journal.headSeq() - step.mark(),
          System.nanoTime() - begun);
      watch.forked(behind); // what a comparison found stands until the next finds it gone
      watch.shipped(step.mark(), step.waiting());
      return step.waiting() != null;
    } catch (ForkException e) {
      watch.stopped(e.fork());
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

  /** How far it is, as seen in the last round. */
  public ShippingState state() {
    return watch.state();
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
    ShippingState state = watch.state();
    long end = System.nanoTime() + policy.closing().toNanos();
    boolean mine = false;
    try {
      if (state.failures() == 0 && state.shipped().isPresent() && state.fork().isEmpty()) {
        shipTheRest();
      }
      closed = true;
      mine = turn.tryLock(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      closed = true;
      Thread.currentThread().interrupt();
    }
    if (mine) {
      turn.unlock();
      freeIfClosed();
    }
  }

  /** On a thread of its own: a line that hangs may not hold up who closes. */
  private void shipTheRest() throws InterruptedException {
    Thread last = new Thread(() -> shipNow(policy.closing()), "shipper-" + journal.terminal());
    last.setDaemon(true);
    last.start();
    last.join(Math.max(1, policy.closing().toMillis()));
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
