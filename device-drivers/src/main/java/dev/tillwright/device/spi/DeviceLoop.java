package dev.tillwright.device.spi;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The life of a device, for drivers to hold: its one thread, its claim, its listeners, its health.
 * A driver writes what to do with the device and leaves when, where and for how long to the loop.
 *
 * <p><b>Guarantees.</b> Work never runs twice at once. A call answers within its limit and {@value
 * #GRACE_MILLIS} ms more, even when the work does not: half that time after the limit {@code abort}
 * is run, which must close the connection and so free the work; what the work gives after its
 * caller went is closed, where it can be. Listeners run on another thread. Threads are daemons,
 * made when needed and ended after {@value #IDLE_SECONDS} idle seconds.
 *
 * <p>Bounds: {@value #WAITING} calls wait; more are refused with {@link Fault#BUSY}.
 */
public final class DeviceLoop implements AutoCloseable {
  /** How many calls wait at most. */
  public static final int WAITING = 64;

  /** How much longer than its limit a call may take: to end by itself, or to say why it failed. */
  public static final int GRACE_MILLIS = 200;

  /** After how many idle seconds a thread ends. */
  public static final int IDLE_SECONDS = 10;

  private final String id;
  private final Clock clock;
  private final Runnable abort;
  private final ThreadPoolExecutor worker;
  private final ThreadPoolExecutor listenerThread;
  private final ClaimGate gate = new ClaimGate();
  private final List<EventQueue> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Long> counters = new TreeMap<>();
  private final EnumSet<Condition> conditions = EnumSet.noneOf(Condition.class);
  private final EnumMap<Vital, Measure> vitals = new EnumMap<>(Vital.class);
  private DeviceIdentity identity = DeviceIdentity.UNKNOWN;
  private DeviceState state = DeviceState.NEW;
  private Instant since;
  private Instant countedSince;
  private @Nullable Fault lastFault;

  /** What a driver does on the device's thread. */
  @FunctionalInterface
  public interface Work<T> {
    /** Ends before the deadline or soon after {@code abort} was run. */
    T run(Deadline deadline);
  }

  /**
   * A loop that has no thread yet.
   *
   * @param id the device's name
   * @param clock for events and health
   * @param threads makes daemon threads; null for plain ones
   * @param abort closes the connection; called from any thread, also when there is none
   */
  public DeviceLoop(String id, Clock clock, @Nullable ThreadFactory threads, Runnable abort) {
    this.id = Objects.requireNonNull(id, "id");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.abort = Objects.requireNonNull(abort, "abort");
    this.since = clock.instant();
    this.countedSince = since;
    ThreadFactory named = threads == null ? DeviceLoop.daemons("device-" + id) : threads;
    this.worker = pool(new ArrayBlockingQueue<>(WAITING), named);
    // Bounded by the listeners: each queue asks for at most one run at a time.
    this.listenerThread = pool(new LinkedBlockingQueue<>(), named);
  }

  private static ThreadPoolExecutor pool(
      java.util.concurrent.BlockingQueue<Runnable> queue, ThreadFactory threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, queue, threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Runs work on the device's thread and waits for it.
   *
   * @throws DeviceException what the work threw; {@link Fault#TIMEOUT} when it did not end, with
   *     its outcome unknown once it had begun; {@link Fault#CLAIMED}, {@link Fault#BUSY} or {@link
   *     Fault#CLOSED} when it did not begin
   */
  public <T> T call(Phase phase, Duration limit, Work<T> work) {
    Deadline deadline = Deadline.after(limit);
    refuseClosed(phase);
    if (!gate.enter(deadline)) {
      throw failed(DeviceException.of(Fault.CLAIMED, Phase.CLAIM, "device " + id + " is claimed"));
    }
    try {
      return done(phase, deadline, work);
    } finally {
      gate.leave();
    }
  }

  /**
   * As {@link #call}, also while somebody holds the claim: for a device on the cable of this one,
   * as a drawer on its printer's, which has a claim of its own.
   *
   * @throws DeviceException as {@link #call}, but for {@link Fault#CLAIMED}
   */
  public <T> T callBeside(Phase phase, Duration limit, Work<T> work) {
    return done(phase, Deadline.after(limit), work);
  }

  private void refuseClosed(Phase phase) {
    if (state() == DeviceState.CLOSED) {
      throw failed(closed(phase));
    }
  }

  private <T> T done(Phase phase, Deadline deadline, Work<T> work) {
    refuseClosed(phase);
    try {
      count("calls", 1);
      return await(phase, deadline, submit(phase, deadline, work));
    } catch (DeviceException e) {
      throw failed(e);
    }
  }

  private <T> Asked<T> submit(Phase phase, Deadline deadline, Work<T> work) {
    // The work's own deadline is a little earlier, so that its exact answer wins over the watchdog.
    long nanos = deadline.nanos();
    long early = Math.min(nanos / 10, TimeUnit.MILLISECONDS.toNanos(50));
    Deadline inner = deadline.within(Duration.ofNanos(Math.max(1, nanos - early)));
    Asked<T> task = new Asked<>(() -> unlessClosed(work, inner));
    try {
      worker.execute(task);
    } catch (RejectedExecutionException e) {
      if (worker.isShutdown()) {
        throw closed(phase);
      }
      throw DeviceException.of(Fault.BUSY, Phase.CLAIM, "device " + id + " has a full queue");
    }
    return task;
  }

  private <T> T unlessClosed(Work<T> work, Deadline inner) {
    try {
      return work.run(inner);
    } finally {
      if (state() == DeviceState.CLOSED) {
        abort.run(); // again, for what was connected since closing did so
      }
    }
  }

  private <T> T await(Phase phase, Deadline deadline, Asked<T> task) {
    try {
      // Half the grace for work that is about to end by itself: its answer is the exact one.
      return task.get(
          deadline.nanos() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS / 2), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return late(phase, task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (worker.remove(task)) {
        throw DeviceException.of(Fault.CANCELLED, phase, "device " + id + " was not asked");
      }
      abortOf(task);
      task.leave();
      throw DeviceException.of(Fault.CANCELLED, phase, "device " + id + " was interrupted")
          .outcomeUnknown();
    } catch (ExecutionException | java.util.concurrent.CancellationException e) {
      throw thrown(phase, e);
    }
  }

  /** Not when it has just ended: the connection is that of the next call then. */
  private void abortOf(Asked<?> task) {
    if (!task.isDone()) {
      abort.run();
    }
  }

  private <T> T late(Phase phase, Asked<T> task) {
    if (worker.remove(task)) {
      throw DeviceException.of(Fault.TIMEOUT, Phase.CLAIM, "device " + id + " was busy too long");
    }
    abortOf(task);
    try {
      return task.get(GRACE_MILLIS / 2, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.leave();
      moved(DeviceState.LOST);
      throw DeviceException.of(Fault.TIMEOUT, phase, "the driver of device " + id + " is stuck")
          .outcomeUnknown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      task.leave();
      throw DeviceException.of(Fault.CANCELLED, phase, "device " + id + " was interrupted")
          .outcomeUnknown();
    } catch (ExecutionException | java.util.concurrent.CancellationException e) {
      RuntimeException seen = thrown(phase, e);
      throw seen instanceof DeviceException lost ? overrun(lost) : seen;
    }
  }

  /** What broke because it was aborted here broke because it took too long. */
  private DeviceException overrun(DeviceException e) {
    if (e.fault() != Fault.LOST) {
      return e;
    }
    DeviceException late =
        DeviceException.of(Fault.TIMEOUT, e.phase(), "device " + id + " did not answer", e);
    return e.outcomeKnown() ? late : late.outcomeUnknown();
  }

  private RuntimeException thrown(Phase phase, Exception e) {
    if (e.getCause() instanceof RuntimeException cause) {
      return cause;
    }
    if (e.getCause() instanceof Error cause) {
      throw cause;
    }
    return closed(phase);
  }

  private DeviceException closed(Phase phase) {
    return DeviceException.of(Fault.CLOSED, phase, "device " + id + " is closed");
  }

  private synchronized DeviceException failed(DeviceException e) {
    lastFault = e.fault();
    count("failures", 1);
    return e;
  }

  /** See {@link Device#claim}. */
  public Claim claim(Duration limit) {
    refuseClosed(Phase.CLAIM);
    Claim claim = gate.claim(Deadline.after(limit));
    if (claim == null) {
      refuseClosed(Phase.CLAIM);
      throw failed(DeviceException.of(Fault.CLAIMED, Phase.CLAIM, "device " + id + " is claimed"));
    }
    return claim;
  }

  /** Adds to a counter that {@link Health} shows; a driver uses few and fixed names. */
  public synchronized void count(String counter, long more) {
    counters.merge(counter, more, Math::addExact);
  }

  /** Begins all counters at zero again, and says so in {@link Health#countedSince}. */
  public synchronized void resetCounters() {
    counters.clear();
    countedSince = clock.instant();
  }

  /** Keeps a number that the device told, or that was reckoned. */
  public synchronized void measured(Vital vital, long value, Measure.Confidence confidence) {
    vitals.put(vital, new Measure(value, confidence, clock.instant()));
  }

  /** Keeps what the device said it is, and tells the listeners when that is new. */
  public synchronized void identified(DeviceIdentity said) {
    if (state == DeviceState.CLOSED || identity.equals(said)) {
      return;
    }
    identity = said;
    tell(new DeviceEvent.Identified(id, clock.instant(), said));
  }

  public synchronized DeviceState state() {
    return state;
  }

  /** Moves the device on in its life and tells the listeners. A closed device stays closed. */
  public synchronized void moved(DeviceState to) {
    if (state == to || state == DeviceState.CLOSED) {
      return;
    }
    DeviceState from = state;
    state = to;
    since = clock.instant();
    tell(new DeviceEvent.StateChanged(id, since, from, to));
  }

  /** Replaces what is wrong with the device and tells the listeners what came and what went. */
  public synchronized void conditions(Set<Condition> now) {
    for (Condition condition : Condition.values()) {
      boolean present = now.contains(condition);
      if (present == conditions.contains(condition) || state == DeviceState.CLOSED) {
        continue;
      }
      if (present) {
        conditions.add(condition);
      } else {
        conditions.remove(condition);
      }
      tell(new DeviceEvent.ConditionChanged(id, clock.instant(), condition, present));
    }
  }

  /** Tells the listeners; for events of the device's kind. */
  public synchronized void publish(DeviceEvent event) {
    if (state != DeviceState.CLOSED) {
      tell(event);
    }
  }

  private void tell(DeviceEvent event) {
    listeners.forEach(queue -> queue.offer(event));
  }

  /** See {@link Device#health}. */
  public synchronized Health health() {
    return new Health(
        id,
        state,
        since,
        conditions,
        counters,
        countedSince,
        vitals,
        identity,
        Optional.ofNullable(lastFault));
  }

  /** See {@link Device#subscribe}. */
  public Subscription subscribe(DeviceListener listener) {
    EventQueue queue = new EventQueue(id, listener, listenerThread, clock);
    listeners.add(queue);
    return () -> {
      listeners.remove(queue);
      queue.close();
    };
  }

  /** See {@link Device#close}. */
  @Override
  public void close() {
    synchronized (this) {
      if (state == DeviceState.CLOSED) {
        return;
      }
      moved(DeviceState.CLOSED);
    }
    gate.close();
    for (Runnable waiting : worker.shutdownNow()) {
      if (waiting instanceof FutureTask<?> task) {
        task.cancel(false);
      }
    }
    abort.run();
    listenerThread.shutdown();
    try {
      worker.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
