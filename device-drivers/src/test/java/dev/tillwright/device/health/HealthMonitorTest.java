package dev.tillwright.device.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.device.spi.Capabilities;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Measure.Confidence;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.Vital;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthMonitorTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final Hands clock = new Hands();
  private final Monitor alarms = new Monitor(clock);
  private final HealthMonitor monitor =
      HealthMonitor.builder(alarms).clock(clock).interval(Duration.ofDays(1)).limit(AMPLE).build();
  private final Printer printer = new Printer("front", clock);

  /** A clock that is set by hand. */
  private static final class Hands extends Clock {
    private volatile Instant now = Instant.parse("2026-11-26T09:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }

    void pass(Duration length) {
      now = now.plus(length);
    }
  }

  /** A device that says what it is told to say. */
  private static class Printer extends Driver {
    private final Map<Vital, Long> vitals = new EnumMap<>(Vital.class);
    private final Set<Condition> conditions = EnumSet.noneOf(Condition.class);
    private volatile boolean plugged = true;
    private int connects;

    Printer(String name, Clock clock) {
      super(name, DeviceKind.RECEIPT_PRINTER, clock, null);
    }

    @Override
    protected void connect(Deadline deadline) {
      connects++;
      if (!plugged) {
        throw DeviceException.of(Fault.REFUSED, Phase.CONNECT, "unplugged");
      }
    }

    @Override
    protected void disconnect() {}

    @Override
    protected void examine(Deadline deadline) {
      loop().conditions(conditions);
      loop().identified(DeviceIdentity.of("Acme", "P80", "7").withFirmware("1.4"));
      vitals.forEach((vital, value) -> loop().measured(vital, value, Confidence.MEASURED));
    }

    void printed(long millimetres) {
      loop().count("paper.millimetres", millimetres);
    }

    void switchedOffAndOn() {
      loop().resetCounters();
    }

    @Override
    public Capabilities capabilities() {
      return new Capabilities() {};
    }
  }

  @AfterEach
  void close() {
    monitor.close();
    printer.close();
  }

  private DeviceReport look() {
    monitor.lookNow();
    return monitor.report("front").orElseThrow();
  }

  private java.util.List<String> standing() {
    return alarms.standing().stream().map(Alarm::code).toList();
  }

  @Test
  void aClosedMonitor_watchesNothing_andSaysSo() {
    monitor.close();
    assertThatThrownBy(() -> monitor.watch(printer)).isInstanceOf(IllegalStateException.class);
    assertThat(monitor.report("front")).isEmpty();
  }

  @Test
  void aClockThatIsSetBack_keepsNoDeviceFromBeingReachedFor() {
    printer.plugged = false;
    monitor.watch(printer);
    assertThat(look().health().state()).isEqualTo(DeviceState.LOST);
    printer.plugged = true;
    clock.pass(Duration.ofHours(-5));
    assertThat(look().health().state()).isEqualTo(DeviceState.OPEN);
  }

  @Test
  void aDeviceThatIsWell_isReported_withWhatItSaysOfItself() {
    monitor.watch(printer);
    DeviceReport report = look();
    assertThat(report.health().ready()).isTrue();
    assertThat(report.identity().firmware()).isEqualTo("1.4");
    assertThat(report.faults()).isZero();
    assertThat(report.meanTimeBetweenFaults()).isEmpty();
    assertThat(report.checked()).isEqualTo(clock.now);
    assertThat(standing()).isEmpty();
    assertThat(monitor.reports()).hasSize(1);
    assertThatThrownBy(() -> monitor.watch(printer)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLostDevice_isReachedForWithLongerAndLongerWaits_andComesBackByItself() {
    monitor.watch(printer);
    look();
    printer.plugged = false;
    printer.connects = 0;
    for (int second = 0; second < 60; second++) {
      look();
      clock.pass(Duration.ofSeconds(1));
    }
    // At 0, 1, 3, 7, 15, 31 seconds, and then every 30.
    assertThat(printer.connects).isEqualTo(6);
    assertThat(standing()).containsExactly("device.lost");
    printer.plugged = true;
    clock.pass(Duration.ofSeconds(30));
    assertThat(look().health().state()).isEqualTo(DeviceState.OPEN);
    assertThat(standing()).isEmpty();
  }

  @Test
  void aShortLoss_isNoAlarm() {
    monitor.watch(printer);
    look();
    printer.plugged = false;
    look();
    clock.pass(Duration.ofSeconds(5));
    printer.plugged = true;
    look();
    assertThat(standing()).isEmpty();
    assertThat(monitor.report("front").orElseThrow().faults()).isOne();
  }

  @Test
  void conditionsAndNumbers_areAlarms_untilTheirCauseIsGone() {
    monitor.watch(printer);
    printer.conditions.add(Condition.COVER_OPEN);
    printer.vitals.put(Vital.BATTERY_PERCENT, 20L);
    printer.vitals.put(Vital.HEAD_CELSIUS, 65L);
    printer.vitals.put(Vital.PAPER_LEFT_MILLIMETRES, 3_000L);
    look();
    assertThat(standing())
        .containsExactlyInAnyOrder(
            "device.cover-open", "device.battery", "device.head", "device.paper");
    assertThat(alarms.standing()).allSatisfy(it -> assertThat(it.subject()).isEqualTo("front"));
    printer.conditions.clear();
    printer.vitals.put(Vital.BATTERY_PERCENT, 21L);
    printer.vitals.put(Vital.HEAD_CELSIUS, 64L);
    printer.vitals.put(Vital.PAPER_LEFT_MILLIMETRES, 3_001L);
    look();
    assertThat(standing()).isEmpty();
  }

  @Test
  void faultsThatComeOften_areAnAlarm_andTheTimeBetweenThemIsKnown() {
    monitor.watch(printer);
    look();
    for (int i = 0; i < 5; i++) {
      assertThat(standing()).doesNotContain("device.faults");
      clock.pass(Duration.ofMinutes(10));
      printer.conditions.add(Condition.CUTTER_FAULT);
      look();
      clock.pass(Duration.ofMinutes(1));
      printer.conditions.clear();
      look();
    }
    assertThat(standing()).contains("device.faults");
    DeviceReport report = look();
    assertThat(report.faults()).isEqualTo(5);
    // The monitor's own looks come when they like, so a spell may count from another moment.
    assertThat(report.meanTimeBetweenFaults())
        .hasValueSatisfying(
            mean -> assertThat(mean).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(20)));
    clock.pass(Duration.ofHours(2));
    look();
    assertThat(standing()).doesNotContain("device.faults");
  }

  @Test
  void thePaperThatIsLeft_isTheRollLessWhatWasPrinted_acrossResets() {
    long seed = System.nanoTime();
    System.out.println("HealthMonitorTest seed " + seed);
    Random random = new Random(seed);
    monitor.watch(printer);
    printer.printed(123_456);
    look();
    monitor.newRoll("front", 80_000);
    long printed = 0;
    for (int i = 0; i < 100; i++) {
      clock.pass(Duration.ofMinutes(6));
      if (random.nextInt(10) == 0) {
        printer.switchedOffAndOn();
      }
      long length = random.nextInt(1_000);
      printer.printed(length);
      printed += length;
      DeviceReport report = look();
      assertThat(report.paperLeftMillimetres())
          .as("seed %s", seed)
          .hasValue(Math.max(0, 80_000 - printed));
    }
    // 80 metres at this pace, less what is gone.
    Duration lasts = monitor.report("front").orElseThrow().paperLasts().orElseThrow();
    double pace = printed / 36_000.0;
    assertThat((double) lasts.toSeconds())
        .isCloseTo((80_000 - printed) / pace, org.assertj.core.data.Offset.offset(2.0));
    assertThatThrownBy(() -> monitor.newRoll("back", 80_000))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> monitor.newRoll("front", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPrinterThatDoesNotReckonWhatItPrints_hasNoForecast() {
    monitor.watch(printer);
    look();
    monitor.newRoll("front", 80_000);
    assertThat(look().paperLeftMillimetres()).isEmpty();
    assertThat(look().paperLasts()).isEmpty();
  }

  @Test
  void aClosedDevice_isReadAndNotReachedFor() {
    monitor.watch(printer);
    look();
    printer.close();
    printer.connects = 0;
    clock.pass(Duration.ofHours(1));
    DeviceReport report = look();
    assertThat(report.health().state()).isEqualTo(DeviceState.CLOSED);
    assertThat(report.identity().serial()).isEqualTo("7");
    assertThat(printer.connects).isZero();
    assertThat(standing()).isEmpty();
  }

  @Test
  void aDeviceThatHangs_keepsNoneOfTheOthersFromBeingAsked() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(3);
    Monitor others = new Monitor(clock);
    try (HealthMonitor quick =
            HealthMonitor.builder(others)
                .interval(Duration.ofMillis(1))
                .limit(Duration.ofMillis(50))
                .build();
        Printer hanging =
            new Printer("hanging", clock) {
              @Override
              protected void connect(Deadline deadline) {
                try {
                  free.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            };
        Printer good =
            new Printer("good", clock) {
              @Override
              protected void examine(Deadline deadline) {
                asked.countDown();
              }
            }) {
      quick.watch(hanging);
      quick.watch(good);
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      quick.forget("good");
      assertThat(quick.report("good")).isEmpty();
    } finally {
      free.countDown();
    }
  }
}
