package dev.tillwright.device.health;

import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.monitor.flight.Flight;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Health;
import dev.tillwright.device.spi.Measure;
import dev.tillwright.device.spi.Vital;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One device under watch. Asked on the monitor's threads, one look at a time. */
final class Watched {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Device device;
  private final Thresholds thresholds;
  private final FaultLog faults = new FaultLog();
  private final PaperForecast paper = new PaperForecast();
  private @Nullable DeviceReport report;
  private @Nullable Instant lostSince;
  private @Nullable Instant nextReach;
  private Duration wait = FIRST_WAIT;

  /** Held for as long as a look takes; what is known can be read meanwhile. */
  private final ReentrantLock looking = new ReentrantLock();

  Watched(Device device, Thresholds thresholds) {
    this.device = device;
    this.thresholds = thresholds;
  }

  String name() {
    return device.id();
  }

  /** Asks the device, or reaches for it again when its turn has come; closed ones are only read. */
  void look(Duration limit, Clock clock, Monitor monitor) {
    looking.lock();
    try {
      Instant now = clock.instant(); // after the wait: looks are noted in the order of their times
      ask(limit, now);
      note(device.health(), now, monitor);
    } finally {
      looking.unlock();
    }
  }

  private void ask(Duration limit, Instant now) {
    if (reaches(now)) {
      try {
        device.probe(limit);
        wait = FIRST_WAIT;
        nextReach = null;
      } catch (DeviceException e) {
        nextReach = now.plus(wait);
        Duration doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
      }
    }
  }

  private boolean reaches(Instant now) {
    // A clock that was set back must not make a wait of seconds one of hours.
    Instant next = nextReach;
    boolean due = next == null || !now.isBefore(next) || next.isAfter(now.plus(LONGEST_WAIT));
    return device.state() != DeviceState.CLOSED && due;
  }

  synchronized void newRoll(long millimetres, Instant now) {
    paper.newRoll(millimetres, device.health(), now);
  }

  synchronized @Nullable DeviceReport report() {
    return report;
  }

  private synchronized void note(Health health, Instant now, Monitor monitor) {
    boolean closed = health.state() == DeviceState.CLOSED;
    boolean lost = health.state() != DeviceState.OPEN && !closed;
    long before = faults.count();
    faults.seen(closed || health.ready(), now);
    if (faults.count() > before) {
      Flight.device(name(), fault(health));
    }
    paper.seen(health, now);
    lostSince = !lost ? null : lostSince == null || lostSince.isAfter(now) ? now : lostSince;
    OptionalLong left = paper.left(health);
    report =
        new DeviceReport(
            health, now, faults.count(), faults.meanTimeBetween(), left, paper.lasts(health, now));
    alarm(
        monitor,
        "device.lost",
        lostSince != null && !now.isBefore(lostSince.plus(thresholds.lostFor())),
        "The device is out of reach: check its power and its cable.");
    for (Condition condition : Condition.values()) {
      alarm(
          monitor,
          "device." + condition.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
          !closed && health.conditions().contains(condition),
          Advice.of(condition));
    }
    vitals(health, left, closed, now, monitor);
  }

  private static String fault(Health health) {
    return health.conditions().stream().map(Condition::name).sorted().findFirst().orElse("LOST");
  }

  private void vitals(
      Health health, OptionalLong left, boolean closed, Instant now, Monitor monitor) {
    long battery = health.vital(Vital.BATTERY_PERCENT).map(Measure::value).orElse(100L);
    alarm(
        monitor,
        "device.battery",
        !closed && battery <= thresholds.batteryPercent(),
        "The battery is low: put the device on its charger.");
    long head = health.vital(Vital.HEAD_CELSIUS).map(Measure::value).orElse(Long.MIN_VALUE);
    alarm(
        monitor,
        "device.head",
        !closed && head >= thresholds.headCelsius(),
        "The head is hot: let the printer rest, and clean its head.");
    alarm(
        monitor,
        "device.paper",
        !closed && left.isPresent() && left.getAsLong() <= thresholds.paperMillimetres(),
        "The paper runs out soon: have a new roll at hand.");
    alarm(
        monitor,
        "device.faults",
        faults.since(now.minus(thresholds.window())) >= thresholds.faults(),
        "The device fails often: have it looked at.");
  }

  private void alarm(Monitor monitor, String code, boolean present, String sentence) {
    if (present) {
      monitor.raise(code, name(), sentence);
    } else {
      monitor.clear(code, name());
    }
  }
}
