package dev.tillwright.device.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.device.spi.Measure.Confidence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DriverTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-11-26T11:42:00Z");

  private final Lamp lamp = new Lamp();

  /** The smallest driver there is. */
  private static final class Lamp extends Driver {
    private final List<String> done = new ArrayList<>();
    private Optional<Fault> fails = Optional.empty();
    private volatile boolean linked;
    private Duration slow = Duration.ZERO;

    Lamp() {
      super("lamp", DeviceKind.CUSTOMER_DISPLAY, Clock.fixed(NOW, ZoneOffset.UTC), null);
    }

    @Override
    protected void connect(Deadline deadline) {
      if (!linked) {
        done.add("connect");
        for (Deadline end = Deadline.after(slow.plusNanos(1)); !end.passed(); ) {
          Thread.onSpinWait(); // deaf, as a name that is looked up
        }
        linked = true;
      }
    }

    @Override
    protected void disconnect() {
      linked = false;
    }

    @Override
    protected void examine(Deadline deadline) {
      loop().measured(Vital.BATTERY_PERCENT, 80, Confidence.MEASURED);
      loop().identified(DeviceIdentity.of("Acme", "L1", "7"));
    }

    void shine() {
      connected(
          Phase.WRITE,
          AMPLE,
          deadline -> {
            fails.ifPresent(
                fault -> {
                  throw DeviceException.of(fault, Phase.WRITE, "lamp");
                });
            return done.add("shine");
          });
    }

    @Override
    public Capabilities capabilities() {
      return new LineDisplayCapabilities(1, 1, "US-ASCII", false, 1);
    }
  }

  @AfterEach
  void close() {
    lamp.close();
  }

  @Test
  void use_opens_once() {
    assertThat(lamp.state()).isEqualTo(DeviceState.NEW);
    lamp.shine();
    lamp.shine();
    assertThat(lamp.done).containsExactly("connect", "shine", "shine");
    assertThat(lamp.state()).isEqualTo(DeviceState.OPEN);
    assertThat(lamp).hasToString("Lamp[lamp]");
  }

  @Test
  void aFailureOfTheLink_losesTheDevice_andTheNextCallConnectsAnew() {
    lamp.shine();
    lamp.fails = Optional.of(Fault.LOST);
    assertThatThrownBy(lamp::shine).isInstanceOf(DeviceException.class);
    assertThat(lamp.state()).isEqualTo(DeviceState.LOST);
    lamp.fails = Optional.empty();
    lamp.shine();
    assertThat(lamp.done).containsExactly("connect", "shine", "connect", "shine");
  }

  @Test
  void aFailureOfAPerson_keepsTheLink() {
    lamp.fails = Optional.of(Fault.BAD_READ);
    assertThatThrownBy(lamp::shine).isInstanceOf(DeviceException.class);
    assertThat(lamp.state()).isEqualTo(DeviceState.OPEN);
  }

  @Test
  void aProbe_askedTheDevice_andTellsOnceWhatItIs() throws Exception {
    LinkedBlockingQueue<DeviceEvent> told = new LinkedBlockingQueue<>();
    lamp.subscribe(told::add);
    Health health = lamp.probe(AMPLE);
    lamp.probe(AMPLE);
    assertThat(health.vital(Vital.BATTERY_PERCENT))
        .contains(new Measure(80, Confidence.MEASURED, NOW));
    assertThat(health.identity().serial()).isEqualTo("7");
    assertThat(told.poll(20, TimeUnit.SECONDS)).isInstanceOf(DeviceEvent.StateChanged.class);
    assertThat(told.poll(20, TimeUnit.SECONDS))
        .isEqualTo(new DeviceEvent.Identified("lamp", NOW, DeviceIdentity.of("Acme", "L1", "7")));
    lamp.close();
    assertThat(told.poll(20, TimeUnit.SECONDS)).isInstanceOf(DeviceEvent.StateChanged.class);
    assertThat(told).isEmpty();
    // A closed device still says how it was.
    assertThat(lamp.health().vital(Vital.BATTERY_PERCENT)).isPresent();
    assertThat(lamp.health().identity().model()).isEqualTo("L1");
  }

  @Test
  void whatIsReachedTooLate_isNotUsed() {
    lamp.slow = Duration.ofMillis(150);
    assertThatThrownBy(() -> lamp.open(Duration.ofMillis(100)))
        .isInstanceOfSatisfying(
            DeviceException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.TIMEOUT);
              assertThat(e.outcomeKnown()).isTrue();
            });
    assertThat(lamp.linked).isFalse();
    assertThat(lamp.state()).isEqualTo(DeviceState.LOST);
    lamp.slow = Duration.ZERO;
    lamp.shine();
    assertThat(lamp.done).containsExactly("connect", "connect", "shine");
  }

  @Test
  void counters_riseUntilTheyAreReset_andSaySo() {
    lamp.shine();
    lamp.shine();
    assertThat(lamp.health().counted("calls")).isEqualTo(2);
    lamp.loop().resetCounters();
    assertThat(lamp.health().counted("calls")).isZero();
    assertThat(lamp.health().countedSince()).isEqualTo(NOW);
  }
}
