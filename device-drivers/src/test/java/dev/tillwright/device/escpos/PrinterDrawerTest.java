package dev.tillwright.device.escpos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.CashDrawer.Opening;
import dev.tillwright.device.spi.CashDrawer.Position;
import dev.tillwright.device.spi.Claim;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.DeviceEvent;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.PrinterStatus.DrawerSignal;
import dev.tillwright.device.spi.Subscription;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualPrinter;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The drawer on the printer's cable, and what an idle printer tells. */
@Timeout(120)
class PrinterDrawerTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final VirtualPrinter peer = VirtualPrinter.builder().pictures(false).start();
  private final EscPosPrinter printer = printer("epson-tm-t20iii", DrawerSignal.HIGH);

  private EscPosPrinter printer(String profile, DrawerSignal whenOpen) {
    return EscPosPrinter.builder("front", TcpTransport.of("127.0.0.1", peer.port()))
        .profile(
            PrinterProfile.named(profile).orElseThrow().toBuilder("p")
                .drawerPulse(5, 120, 240)
                .build())
        .drawerSensor(whenOpen)
        .drawerSettle(Duration.ofMillis(50))
        .build();
  }

  @AfterEach
  void close() {
    printer.close();
    peer.close();
  }

  @Test
  void onePulse_withItsTimes_thenTheSensorIsRead() {
    assertThat(printer.drawer().position(AMPLE)).isEqualTo(Position.CLOSED);
    assertThat(printer.drawer().openDrawer(AMPLE)).isEqualTo(Opening.OPENED);
    assertThat(peer.drawerPulses()).isEqualTo(1);
    // ESC p 1: pin 5, 60 and 120 times two milliseconds.
    assertThat(HexFormat.of().formatHex(peer.received())).contains("1b70013c78");
    peer.drawer(false);
    assertThat(printer.drawer().position(AMPLE)).isEqualTo(Position.CLOSED);
  }

  @Test
  void whoHasClaimedThePrinter_opensItsDrawer() {
    try (Claim claim = printer.claim(AMPLE)) {
      assertThat(claim).isNotNull();
      assertThat(printer.drawer().openDrawer(Duration.ofSeconds(5))).isEqualTo(Opening.OPENED);
      assertThat(printer.drawer().position(Duration.ofSeconds(5))).isEqualTo(Position.OPEN);
    }
    assertThat(peer.drawerPulses()).isEqualTo(1);
  }

  @Test
  void aHandThatShutsIt_isAnEvent() throws Exception {
    BlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();
    assertThat(printer.drawer().openDrawer(AMPLE)).isEqualTo(Opening.OPENED);
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try (Subscription told = printer.drawer().subscribe(events::add);
        Subscription watch = printer.watch(scheduler, Duration.ofMillis(50))) {
      peer.drawer(false);
      DeviceEvent event = events.poll(30, TimeUnit.SECONDS);
      while (!(event instanceof CashDrawer.Moved)) {
        assertThat(event).isNotNull();
        event = events.poll(30, TimeUnit.SECONDS);
      }
      assertThat(((CashDrawer.Moved) event).position()).isEqualTo(Position.CLOSED);
    } finally {
      scheduler.shutdownNow();
    }
  }

  @Test
  void aDrawerThatJams_staysClosed_andGetsNoSecondPulse() {
    peer.drawerJams(true);
    assertThat(printer.drawer().openDrawer(AMPLE)).isEqualTo(Opening.STUCK);
    assertThat(peer.drawerPulses()).isEqualTo(1);
  }

  @Test
  void withoutASensor_theStateIsUnknown() {
    try (EscPosPrinter blind = printer("generic-80", DrawerSignal.UNKNOWN)) {
      assertThat(blind.drawer().openDrawer(AMPLE)).isEqualTo(Opening.SENT);
      assertThat(blind.drawer().position(AMPLE)).isEqualTo(Position.UNKNOWN);
      // Nobody waits for this one: it is on its way.
      while (peer.drawerPulses() == 0) {
        Thread.onSpinWait();
      }
      assertThat(peer.drawerPulses()).isEqualTo(1);
    }
  }

  @Test
  void aPrinterThatIsNotReady_getsNoPulse_thatWouldComeLater() {
    peer.paperOutAfter(0);
    assertThatThrownBy(() -> printer.drawer().openDrawer(AMPLE))
        .isInstanceOf(DeviceException.class);
    peer.recover();
    assertThat(printer.status(AMPLE).ready()).isTrue();
    assertThat(peer.drawerPulses()).isZero();
  }

  @Test
  void anIdlePrinter_tellsOfItsCover_itsCable_andComesBack() throws Exception {
    BlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    printer.open(AMPLE);
    try (Subscription told = printer.subscribe(events::add);
        Subscription watch = printer.watch(scheduler, Duration.ofMillis(50))) {
      peer.coverOpen(true);
      await(events, Condition.COVER_OPEN, true);
      peer.coverOpen(false);
      await(events, Condition.COVER_OPEN, false);
      int port = peer.port();
      peer.close();
      awaitState(events, DeviceState.LOST);
      try (VirtualPrinter again = VirtualPrinter.builder().port(port).pictures(false).start()) {
        awaitState(events, DeviceState.OPEN);
        assertThat(again.papers()).isEmpty();
      }
    } finally {
      scheduler.shutdownNow();
    }
  }

  @Test
  void aWatch_endsWithItsPrinter() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1) {
          @Override
          protected void afterExecute(Runnable look, Throwable thrown) {
            if (((Future<?>) look).isCancelled()) {
              ended.countDown();
            }
          }
        };
    try (Subscription watch = printer.watch(scheduler, Duration.ofMillis(50))) {
      assertThat(watch).isNotNull();
      printer.close();
      assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    } finally {
      scheduler.shutdownNow();
    }
  }

  @Test
  void aWatch_isNotHurried() {
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try {
      assertThatThrownBy(() -> printer.watch(scheduler, Duration.ofMillis(1)))
          .isInstanceOf(IllegalArgumentException.class);
    } finally {
      scheduler.shutdownNow();
    }
  }

  private static void await(BlockingQueue<DeviceEvent> events, Condition condition, boolean there)
      throws InterruptedException {
    while (true) {
      DeviceEvent event = events.poll(30, TimeUnit.SECONDS);
      assertThat(event).as("%s %s", condition, there).isNotNull();
      if (event instanceof DeviceEvent.ConditionChanged changed
          && changed.condition() == condition
          && changed.present() == there) {
        return;
      }
    }
  }

  private static void awaitState(BlockingQueue<DeviceEvent> events, DeviceState state)
      throws InterruptedException {
    while (true) {
      DeviceEvent event = events.poll(30, TimeUnit.SECONDS);
      assertThat(event).as("%s", state).isNotNull();
      if (event instanceof DeviceEvent.StateChanged changed && changed.to() == state) {
        return;
      }
    }
  }
}
