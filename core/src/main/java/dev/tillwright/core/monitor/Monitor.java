package dev.tillwright.core.monitor;

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
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gauges and alarms of one till, for whatever metrics library the integrator uses.
 *
 * <p><b>Guarantees.</b> A gauge costs nothing until it is read. An alarm of one code and subject is
 * raised once, until it is cleared. A listener that fails harms nobody.
 *
 * <p><b>Threads.</b> Any number. Listeners are called on the thread that raises, and return soon.
 */
public final class Monitor {
  /** So many alarms stand at once; more of them are logged and not kept. */
  public static final int MAX_STANDING = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

  private final Clock clock;
  private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();
  private final Map<String, Alarm> standing = new LinkedHashMap<>();
  private final List<Consumer<Alarm>> listeners = new CopyOnWriteArrayList<>();

  public Monitor(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Names something that can be read; a second of the same name takes its place. */
  public void gauge(String name, LongSupplier value) {
    gauges.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
  }

  /** The names of all gauges. */
  public Set<String> names() {
    return Set.copyOf(gauges.keySet());
  }

  /** All gauges, read now. */
  public SortedMap<String, Long> read() {
    SortedMap<String, Long> values = new TreeMap<>();
    gauges.forEach((name, value) -> values.put(name, value.getAsLong()));
    return values;
  }

  /** Who is told of alarms that are raised from now on. */
  public void onAlarm(Consumer<Alarm> listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
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
    }
    LOG.warn("alarm {} for {}: {}", code, subject, sentence);
    for (Consumer<Alarm> listener : listeners) {
      try {
        listener.accept(alarm);
      } catch (RuntimeException e) {
        LOG.warn("a listener of alarms failed: {}", e.getClass().getName());
      }
    }
  }

  /** Its cause is gone. */
  public void clear(String code, String subject) {
    synchronized (standing) {
      standing.remove(id(code, subject));
    }
  }

  /** The alarms that stand, oldest first. */
  public List<Alarm> standing() {
    synchronized (standing) {
      return List.copyOf(standing.values());
    }
  }

  private static String id(String code, String subject) {
    return code + " " + subject;
  }
}
