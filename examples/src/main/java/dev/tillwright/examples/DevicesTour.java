package dev.tillwright.examples;

import static dev.tillwright.device.spi.DeviceKind.BARCODE_SCANNER;
import static dev.tillwright.device.spi.DeviceKind.RECEIPT_PRINTER;
import static dev.tillwright.device.spi.DeviceKind.SCALE;

import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.device.DeviceRegistry;
import dev.tillwright.device.Devices;
import dev.tillwright.device.PluggedDevices;
import dev.tillwright.device.PortWatch;
import dev.tillwright.device.failover.CopyMark;
import dev.tillwright.device.failover.FailoverGroup;
import dev.tillwright.device.health.HealthMonitor;
import dev.tillwright.device.inventory.DeviceGuard;
import dev.tillwright.device.inventory.DeviceInventory;
import dev.tillwright.device.spi.BarcodeScanner;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.ReceiptPrinter;
import dev.tillwright.device.spi.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The devices of a till. The page docs/devices.md shows it, and a test runs it. */
public final class DevicesTour {
  private DevicesTour() {}

  /** Devices by name. */
  public static Devices named(String printer, String scanner) {
    // docs: named
    Devices devices =
        Devices.of(
            DeviceDescriptor.of("front", RECEIPT_PRINTER, printer) // tcp://192.168.1.50:9100
                .with("profile", "epson-tm-t20iii"),
            DeviceDescriptor.of("scanner", BARCODE_SCANNER, scanner)); // serial:/dev/ttyACM0
    // docs: end
    return devices;
  }

  /** Codes as they are read. */
  public static Subscription scans(Devices devices, Consumer<String> codes) {
    // docs: scans
    BarcodeScanner scanner = devices.device("scanner", BarcodeScanner.class);
    Subscription told =
        scanner.subscribe(
            event -> {
              if (event instanceof BarcodeScanner.Scanned it) {
                codes.accept(it.scan().text());
              }
            });
    scanner.enable(Duration.ofSeconds(2));
    // docs: end
    return told;
  }

  /** Somebody looks after them. */
  public static HealthMonitor watched(Devices devices, Monitor alarms) {
    // docs: health
    HealthMonitor health = HealthMonitor.builder(alarms).build();
    health.watch(devices.device("front", ReceiptPrinter.class));
    health.newRoll("front", 80_000); // a person put in 80 metres: from here on it is reckoned
    // docs: end
    return health;
  }

  /** Two printers, of which the second stands in. */
  public static FailoverGroup group(ReceiptPrinter front, ReceiptPrinter back) {
    // docs: group
    FailoverGroup receipts =
        FailoverGroup.of(List.of(front, back)).copies(CopyMark.of("COPY")).build();
    // docs: end
    return receipts;
  }

  /** Only devices that a person approved are used. */
  public static ReceiptPrinter admitted(
      Devices devices, DeviceGuard guard, DeviceInventory inventory, String person) {
    // docs: approve
    ReceiptPrinter printer = devices.device("front", ReceiptPrinter.class);
    try {
      guard.admit(printer, Duration.ofSeconds(5));
    } catch (DeviceException e) {
      if (e.fault() != Fault.NOT_APPROVED) {
        throw e;
      }
      // It is closed, and an alarm stands. A person looks at it, and says that it is the one.
      inventory.approve("front", printer.kind(), printer.health().identity(), person);
      printer = devices.device("front", ReceiptPrinter.class);
      guard.admit(printer, Duration.ofSeconds(5));
    }
    // docs: end
    return printer;
  }

  /** A device that is bound wherever it is plugged in. */
  public static PluggedDevices followed(PortWatch ports, Monitor alarms) {
    // docs: plugged
    PluggedDevices plugged =
        new PluggedDevices(
            DeviceRegistry.discover(),
            ports, // PortWatch.discover()
            alarms,
            null, // or a guard
            List.of(
                DeviceDescriptor.of("scale", SCALE, "plugged:Acme/S1/42")
                    .with("protocol", "8217")));
    // docs: end
    return plugged;
  }
}
