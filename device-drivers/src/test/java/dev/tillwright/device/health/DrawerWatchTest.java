package dev.tillwright.device.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.CashDrawerCapabilities;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DrawerWatchTest {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Monitor alarms = new Monitor(Clock.systemUTC());
  private final Till drawer = new Till();

  /** A drawer that a hand moves. */
  private static final class Till extends Driver implements CashDrawer {
    Till() {
      super("drawer", DeviceKind.CASH_DRAWER, Clock.systemUTC(), null);
    }

    void moves(Position position) {
      loop().publish(new Moved(id(), Clock.systemUTC().instant(), position));
    }

    @Override
    protected void connect(Deadline deadline) {}

    @Override
    protected void disconnect() {}

    @Override
    public Opening openDrawer(Duration limit) {
      moves(Position.OPEN);
      return Opening.OPENED;
    }

    @Override
    public Position position(Duration limit) {
      return Position.UNKNOWN;
    }

    @Override
    public CashDrawerCapabilities capabilities() {
      return new CashDrawerCapabilities(true, Duration.ofMillis(1), Duration.ofMillis(1));
    }
  }

  @AfterEach
  void close() {
    drawer.close();
    timer.shutdownNow();
  }

  private void await(String... codes) throws InterruptedException {
    while (!alarms.standing().stream().map(Alarm::code).toList().equals(List.of(codes))) {
      Thread.sleep(1);
    }
  }

  @Test
  void aDrawerThatStandsOpen_isAnAlarm_untilItIsShut() throws Exception {
    try (Subscription watch = new DrawerWatch(alarms, timer, Duration.ofMillis(5)).watch(drawer)) {
      assertThat(watch).isNotNull();
      drawer.moves(CashDrawer.Position.OPEN);
      drawer.moves(CashDrawer.Position.OPEN);
      await("device.drawer-open");
      assertThat(alarms.standing().get(0).subject()).isEqualTo("drawer");
      drawer.moves(CashDrawer.Position.CLOSED);
      await();
      drawer.moves(CashDrawer.Position.OPEN);
      await("device.drawer-open");
    }
    await();
    drawer.moves(CashDrawer.Position.OPEN);
    assertThat(alarms.standing()).isEmpty();
  }

  @Test
  void aDrawerThatIsShutInTime_orClosedAsADevice_isNone() throws Exception {
    DrawerWatch patient = new DrawerWatch(alarms, timer, Duration.ofHours(1));
    Subscription watch = patient.watch(drawer);
    drawer.moves(CashDrawer.Position.OPEN);
    drawer.moves(CashDrawer.Position.CLOSED);
    watch.close();
    new DrawerWatch(alarms, timer, Duration.ofMillis(5)).watch(drawer);
    drawer.moves(CashDrawer.Position.OPEN);
    await("device.drawer-open");
    drawer.close();
    await();
    assertThatThrownBy(() -> new DrawerWatch(alarms, timer, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
