package dev.tillwright.core.monitor;

import dev.tillwright.core.monitor.flight.Flight;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counters, gauges, thresholds and alarms of one till, for whatever metrics library the integrator
 * uses; none is needed.
 *
 * <p><b>Guarantees.</b> A gauge costs nothing until it is read. An alarm of one code and subject is
 * raised once until it is cleared, and cleared once. Names and labels are bounded: a label that is
 * one too many, or looks like data, counts as {@code other}, a name that is one too many as {@code
 * monitor.overflow}; neither fails. A listener that is slow, hangs or throws is felt by nobody
 * else.
 *
 * <p><b>Threads.</b> Any number; no call waits for a listener.
 */
public final class Monitor {
  /** So many alarms stand at once; more of them are logged and told, and not kept. */
  public static final int MAX_STANDING = 1_000;

  /** So many listeners at most. */
  public static final int MAX_LISTENERS = 16;

  /** So many messages wait for a listener; what comes then is counted as dropped. */
  public static final int MAX_WAITING = 1_000;

  /** So many thresholds at most. */
  public static final int MAX_THRESHOLDS = 256;

  /** So many gauges at most. */
  public static final int MAX_GAUGES = 256;

  private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

  private final Clock clock;
  private final Executor executor;
  private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();
  private final Counters counters = new Counters();
  private final Map<String, Alarm> standing = new LinkedHashMap<>();
  private final Map<String, Threshold> thresholds = new ConcurrentHashMap<>();
  private final List<Mailbox> listeners = new CopyOnWriteArrayList<>();

  /** Listeners are called on daemon threads that end when nothing is to be told. */
  public Monitor(Clock clock) {
    this(clock, ownThreads());
  }

  /**
   * @param executor where listeners are called; one that runs on the calling thread lets them hold
   *     up whoever raises an alarm
   */
  public Monitor(Clock clock, Executor executor) {
    this.clock = Objects.requireNonNull(clock, "clock");
    this.executor = Objects.requireNonNull(executor, "executor");
  }

  /** A listener is told by one thread at a time, so that one which hangs costs one thread. */
  private static Executor ownThreads() {
    return new ThreadPoolExecutor(
        0,
        MAX_LISTENERS,
        2,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "monitor-listener");
          thread.setDaemon(true);
          return thread;
        });
  }

  // --- counting and measuring ------------------------------------------------------------------

  /**
   * Names something that can be read; a second of the same name takes its place. Above {@value
   * #MAX_GAUGES} it is left out and counted as {@code monitor.overflow}.
   */
  public void gauge(String name, LongSupplier value) {
    Objects.requireNonNull(value, "value");
    if (gauges.put(Counters.checked(name), value) == null && gauges.size() > MAX_GAUGES) {
      gauges.remove(name);
      counters.overflow().count();
    }
  }

  /** The counter of a name; the same for each call. */
  public Counter counter(String name) {
    return counters.of(name, "");
  }

  /**
   * The counter of a name and one of its few kinds.
   *
   * @param name words of letters and digits with dots between, at most 64 characters
   * @param label a letter, then up to 31 letters, digits and {@code _ . -}; never data. What does
   *     not fit, or is the 33rd of its name, counts as {@code other}
   */
  public Counter counter(String name, String label) {
    return counters.of(name, label);
  }

  /** The names of all gauges. */
  public Set<String> names() {
    return Set.copyOf(gauges.keySet());
  }

  /** All gauges, read now; one that fails is left out. */
  public SortedMap<String, Long> read() {
    SortedMap<String, Long> values = new TreeMap<>();
    gauges.forEach(
        (name, value) -> {
          try {
            values.put(name, value.getAsLong());
          } catch (RuntimeException e) {
            LOG.warn("the gauge {} failed: {}", name, e.getClass().getName());
          }
        });
    return values;
  }

  /** All gauges and counters, read now. */
  public Reading reading() {
    return new Reading(clock.instant(), read(), counters.read());
  }

  // --- thresholds ------------------------------------------------------------------------------

  /**
   * Watches a gauge from the next {@link #look} on; takes the place of one of the same alarm. Above
   * {@value #MAX_THRESHOLDS} it is left out and counted as {@code monitor.overflow}.
   */
  public void threshold(Threshold threshold) {
    String id = id(threshold.code(), threshold.gauge());
    if (thresholds.put(id, threshold) == null && thresholds.size() > MAX_THRESHOLDS) {
      thresholds.remove(id);
      counters.overflow().count();
    }
  }

  /**
   * Reads everything once, raises and clears the alarms of the thresholds, and tells the listeners.
   * A till calls it every ten seconds while it works in the background.
   */
  public Reading look() {
    Reading reading = reading();
    for (Threshold threshold : thresholds.values()) {
      Long value = reading.gauges().get(threshold.gauge());
      if (value != null) { // while it cannot be read, what stands, stands
        check(threshold, value);
      }
    }
    tell(listener -> listener.looked(reading));
    return reading;
  }

  private void check(Threshold threshold, long value) {
    if (threshold.raises(value)) {
      raise(threshold.code(), threshold.gauge(), threshold.sentence());
    } else if (threshold.clears(value)) {
      clear(threshold.code(), threshold.gauge());
    }
  }

  // --- alarms ----------------------------------------------------------------------------------

  /** Who hears of alarms and looks from now on. */
  public void listen(MonitorListener listener) {
    Mailbox box =
        new Mailbox(
            Objects.requireNonNull(listener, "listener"), executor, counter("monitor.dropped"));
    synchronized (standing) {
      if (listeners.size() >= MAX_LISTENERS) {
        throw new IllegalStateException("more than " + MAX_LISTENERS + " listeners");
      }
      listeners.add(box);
    }
  }

  /** Who is told of alarms that are raised from now on; as {@link #listen}. */
  public void onAlarm(Consumer<Alarm> listener) {
    Objects.requireNonNull(listener, "listener");
    listen(
        new MonitorListener() {
          @Override
          public void raised(Alarm alarm) {
            listener.accept(alarm);
          }
        });
  }

  /** Raises an alarm, unless it stands already. */
  public void raise(String code, String subject, String sentence) {
    Alarm alarm = new Alarm(code, subject, sentence, clock.instant());
    synchronized (standing) {
      if (standing.containsKey(id(code, subject))) {
        return;
      }
      if (standing.size() < MAX_STANDING) {
        standing.put(id(code, subject), alarm);
      }
      tell(listener -> listener.raised(alarm)); // in the order in which they were raised
    }
    Flight.alarm(code, subject, true);
    LOG.warn("alarm {} for {}: {}", code, subject, sentence);
  }

  /** Its cause is gone. */
  public void clear(String code, String subject) {
    synchronized (standing) {
      Alarm gone = standing.remove(id(code, subject));
      if (gone == null) {
        return;
      }
      tell(listener -> listener.cleared(gone));
    }
    Flight.alarm(code, subject, false);
  }

  /** The alarms that stand, oldest first. */
  public List<Alarm> standing() {
    synchronized (standing) {
      return List.copyOf(standing.values());
    }
  }

  private void tell(Consumer<MonitorListener> message) {
    listeners.forEach(box -> box.offer(message));
  }

  private static String id(String code, String subject) {
    return code + " " + subject;
  }
}
