package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.Devices;
import dev.tillwright.device.PlugChange;
import dev.tillwright.device.PluggedDevices;
import dev.tillwright.device.PortWatch;
import dev.tillwright.device.escpos.EscPosPrinter;
import dev.tillwright.device.failover.FailoverGroup;
import dev.tillwright.device.health.HealthMonitor;
import dev.tillwright.device.inventory.DeviceGuard;
import dev.tillwright.device.inventory.DeviceInventory;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.Port;
import dev.tillwright.device.spi.PortFinder;
import dev.tillwright.device.spi.ReceiptPrinter;
import dev.tillwright.device.spi.Scale;
import dev.tillwright.device.spi.Subscription;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualPrinter;
import dev.tillwright.device.virtual.VirtualScale;
import dev.tillwright.device.virtual.VirtualScanner;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/devices.md shows is compiled and run. */
@Timeout(60)
class DevicesTourTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final Monitor alarms = new Monitor(Clock.systemUTC());

  @Test
  void named_scanned_watched_approved() throws Exception {
    DeviceInventory inventory =
        DeviceInventory.of(List.of(), (kind, payload) -> {}, Clock.systemUTC());
    BlockingQueue<String> codes = new LinkedBlockingQueue<>();
    try (VirtualPrinter paper = VirtualPrinter.builder().pictures(false).start();
        VirtualPrinter spare = VirtualPrinter.builder().pictures(false).start();
        VirtualScanner gun = VirtualScanner.start();
        Devices devices = DevicesTour.named(paper.address().toString(), gun.address().toString());
        DeviceGuard guard = new DeviceGuard(inventory, alarms)) {
      try (Subscription told = DevicesTour.scans(devices, codes::add)) {
        assertThat(told).isNotNull();
        gun.scan("", "4006381333931");
        assertThat(codes.poll(AMPLE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("4006381333931");
      }
      ReceiptPrinter front = DevicesTour.admitted(devices, guard, inventory, "ann");
      assertThat(inventory.known())
          .singleElement()
          .extracting(device -> device.identity().serial())
          .isEqualTo("VP000001");
      assertThat(alarms.standing()).extracting(Alarm::code).containsExactly("device.unknown");
      try (HealthMonitor health = DevicesTour.watched(devices, alarms)) {
        health.lookNow();
        assertThat(health.report("front").orElseThrow().health().ready()).isTrue();
      }
      try (ReceiptPrinter back =
          EscPosPrinter.builder("back", TcpTransport.of("127.0.0.1", spare.port())).build()) {
        FailoverGroup group = DevicesTour.group(front, back);
        ReceiptDocument document =
            new ReceiptDocument(List.of(new Text("thanks", Align.CENTER, Style.NORMAL)));
        assertThat(group.print("sale-1", document, AMPLE)).isEqualTo(PrintResult.PRINTED);
        assertThat(paper.papers()).hasSize(1);
      }
    }
  }

  @Test
  void plugged_isBound() throws Exception {
    BlockingQueue<PlugChange> changes = new LinkedBlockingQueue<>();
    try (VirtualScale scale = VirtualScale.start("8217");
        PortWatch ports = PortWatch.of(List.of(new Socket(scale)), Duration.ofMillis(10), 1);
        PluggedDevices plugged = DevicesTour.followed(ports, alarms);
        Subscription told = plugged.watch(changes::add)) {
      assertThat(told).isNotNull();
      long end = System.nanoTime() + AMPLE.toNanos();
      while (changes.isEmpty() && !bound(plugged) && System.nanoTime() < end) {
        Thread.sleep(2); // it may have been bound before anybody listened
      }
      assertThat(plugged.device("scale", Scale.class).look(AMPLE)).isNotNull();
    }
  }

  private static boolean bound(PluggedDevices plugged) {
    try {
      plugged.device("scale", Scale.class);
      return true;
    } catch (DeviceException e) {
      return false;
    }
  }

  /** A socket with a scale in it. */
  private record Socket(VirtualScale scale) implements PortFinder {
    @Override
    public String id() {
      return "socket";
    }

    @Override
    public List<Port> ports(Duration limit) {
      return List.of(
          new Port(
              URI.create("tcp://127.0.0.1:" + scale.port()),
              "usb-1",
              DeviceIdentity.of("Acme", "S1", "42")));
    }
  }

  @Test
  void thePage_showsTheTour() throws IOException {
    DocPages.show("DevicesTour", 6, "devices.md");
  }
}
