package dev.tillwright.device.health;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.device.spi.Device;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks devices how they are, again and again, and tells {@link Monitor} what somebody should look
 * at.
 *
 * <p><b>Guarantees.</b> Each device is asked within its own limit on one of a few threads: one that
 * hangs, or a driver that throws, keeps none of the others from being asked. A device that was lost
 * is reached for again after 1 second, then 2, 4 and so on up to 30, under the same name, and so
 * comes back without a call. An alarm is raised once and cleared when its cause is gone; its
 * subject is the device's name and its code begins with {@code device.}. A closed device is read,
 * not reached for.
 *
 * <p>Defaults: every 5 seconds, 2 seconds a device, {@link Thresholds#USUAL}, the system's clock.
 *
 * <p><b>Threads.</b> Any.
 */
public final class HealthMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);
  private static final int THREADS = 4;
  private static final int MAX_DEVICES = 256;

  private final Monitor monitor;
  private final Clock clock;
  private final Duration interval;
  private final Duration limit;
  private final Thresholds thresholds;
  private final ScheduledExecutorService threads;
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();
  private final Map<String, ScheduledFuture<?>> looks = new ConcurrentHashMap<>();

  private HealthMonitor(Builder b) {
    monitor = b.monitor;
    clock = b.clock;
    interval = b.interval;
    limit = b.limit;
    thresholds = b.thresholds;
    threads = Executors.newScheduledThreadPool(THREADS, DaemonThreads.named("device-health"));
  }

  /** A monitor that raises its alarms there. */
  public static Builder builder(Monitor monitor) {
    return new Builder(monitor);
  }

  /**
   * Watches a device from now on; the first look is at once. The device stays its owner's to close.
   *
   * @throws IllegalArgumentException when one of this name is watched, or 256 are
   * @throws IllegalStateException when this is closed
   */
  public void watch(Device device) {
    watch(device, thresholds);
  }

  /** Watches a device with thresholds of its own. */
  public void watch(Device device, Thresholds its) {
    Watched added = new Watched(device, its);
    if (watched.size() >= MAX_DEVICES || watched.putIfAbsent(device.id(), added) != null) {
      throw new IllegalArgumentException("a device is watched once, and 256 at most");
    }
    try {
      looks.put(
          device.id(),
          threads.scheduleWithFixedDelay(
              () -> look(added), 0, interval.toNanos(), TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException e) {
      watched.remove(device.id());
      throw new IllegalStateException("this monitor is closed", e);
    }
  }

  private void look(Watched device) {
    try {
      device.look(limit, clock, monitor);
    } catch (RuntimeException | Error e) {
      // Its next look comes all the same: a schedule ends with the first exception it sees.
      LOG.warn("looking at device {} threw {}", device.name(), e.getClass().getName());
    }
  }

  /** Looks at all devices now, one after the other: for a self-test, and for tests. */
  public void lookNow() {
    watched.values().forEach(this::look);
  }

  /** Watches it no more; its alarms stay until somebody clears them. */
  public void forget(String device) {
    ScheduledFuture<?> look = looks.remove(device);
    if (look != null) {
      look.cancel(false);
    }
    watched.remove(device);
  }

  /** What is known of a device; empty when it is not watched, or not yet asked. */
  public Optional<DeviceReport> report(String device) {
    return Optional.ofNullable(watched.get(device)).map(Watched::report);
  }

  /** What is known of all devices. */
  public List<DeviceReport> reports() {
    return watched.values().stream().map(Watched::report).filter(Objects::nonNull).toList();
  }

  /**
   * A person put a roll in: from here on the forecast counts.
   *
   * @param millimetres its length, up to a kilometre
   */
  public void newRoll(String printer, long millimetres) {
    if (millimetres < 1 || millimetres > 1_000_000) {
      throw new IllegalArgumentException("a roll has 1 to 1,000,000 millimetres");
    }
    Watched found = watched.get(printer);
    if (found == null) {
      throw new IllegalArgumentException("no device of this name is watched");
    }
    found.newRoll(millimetres, clock.instant());
  }

  /** Looks no more. The devices stay open. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final Monitor monitor;
    private Clock clock = Clock.systemUTC();
    private Duration interval = Duration.ofSeconds(5);
    private Duration limit = Duration.ofSeconds(2);
    private Thresholds thresholds = Thresholds.USUAL;

    private Builder(Monitor monitor) {
      this.monitor = Objects.requireNonNull(monitor, "monitor");
    }

    public Builder clock(Clock newClock) {
      clock = Objects.requireNonNull(newClock, "clock");
      return this;
    }

    /** How long between two looks at a device. */
    public Builder interval(Duration between) {
      interval = positive(between);
      return this;
    }

    /** How long a device may take to say how it is. */
    public Builder limit(Duration most) {
      limit = positive(most);
      return this;
    }

    public Builder thresholds(Thresholds newThresholds) {
      thresholds = Objects.requireNonNull(newThresholds, "thresholds");
      return this;
    }

    private static Duration positive(Duration length) {
      if (length.isNegative() || length.isZero()) {
        throw new IllegalArgumentException("a length of time is more than nothing");
      }
      return length;
    }

    public HealthMonitor build() {
      return new HealthMonitor(this);
    }
  }
}
