package dev.tillwright.device.javapos;

import dev.tillwright.device.spi.BarcodeScanner;
import dev.tillwright.device.spi.BarcodeScannerCapabilities;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A JavaPOS scanner. JavaPOS stops after each code until it is told to go on; this tells it so as
 * soon as the code was read, so that codes come one after the other.
 */
public final class JavaPosScanner extends JavaPosDriver implements BarcodeScanner {
  private final Clock clock;
  private volatile boolean enabled;

  private JavaPosScanner(String id, Supplier<?> controls, String logicalName, Clock clock) {
    super(id, DeviceKind.BARCODE_SCANNER, clock, controls, logicalName);
    this.clock = clock;
  }

  /**
   * A scanner; opened at first use.
   *
   * @param controls makes a new {@code jpos.Scanner} each time
   * @param logicalName of the device in the JavaPOS configuration
   */
  public static JavaPosScanner of(
      String id, Supplier<?> controls, String logicalName, Clock clock) {
    return new JavaPosScanner(id, controls, logicalName, clock);
  }

  /** Not every code of JavaPOS has its AIM identifier, so that none is promised. */
  @Override
  public BarcodeScannerCapabilities capabilities() {
    return new BarcodeScannerCapabilities(Set.of(), false, false, Set.of());
  }

  @Override
  public void enable(Duration limit) {
    connected(
        Phase.PREPARE,
        limit,
        deadline -> {
          examine(deadline); // what follows asks the service alone, not the device
          if (!enabled) {
            control().call(Phase.PREPARE, deadline, "clearInput"); // JavaPOS keeps codes for later
            enabled = true;
          }
          return control().call(Phase.PREPARE, deadline, "setDataEventEnabled", true);
        });
  }

  @Override
  public void disable(Duration limit) {
    enabled = false;
    connected(
        Phase.PREPARE,
        limit,
        deadline -> {
          control().call(Phase.PREPARE, deadline, "setDataEventEnabled", false);
          return control().call(Phase.PREPARE, deadline, "clearInput");
        });
  }

  @Override
  public void configure(Map<String, String> settings, Duration limit) {
    if (!settings.isEmpty()) {
      throw DeviceException.of(
          Fault.UNSUPPORTED, Phase.PREPARE, "scanner " + id() + " takes no settings from here");
    }
  }

  @Override
  void opened(Control control) {
    control.hear("Data", event -> read(control));
    control.hear("Error", event -> bad(control));
  }

  @Override
  void enabled(Control control, Deadline deadline) {
    control.call(Phase.CONNECT, deadline, "setDecodeData", true);
    if (enabled) {
      control.call(Phase.CONNECT, deadline, "setDataEventEnabled", true);
    }
  }

  private void read(Control control) {
    if (!uses(control)) {
      return;
    }
    try {
      byte[] label = (byte[]) control.now(Phase.READ, "getScanDataLabel");
      byte[] data = label.length > 0 ? label : (byte[]) control.now(Phase.READ, "getScanData");
      int type = (Integer) control.now(Phase.READ, "getScanDataType");
      if (enabled) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        Scan scan = Scan.of(data, aim(type), text);
        loop().count("reads.good", 1);
        loop().publish(new Scanned(id(), clock.instant(), scan));
      }
    } catch (DeviceException | ClassCastException | IllegalArgumentException e) {
      flawed();
    } finally {
      goOn(control);
    }
  }

  private void bad(Control control) {
    if (uses(control)) {
      flawed();
      goOn(control);
    }
  }

  private void flawed() {
    if (enabled) {
      loop().count("reads.bad", 1);
      loop().publish(new BadScan(id(), clock.instant(), Flaw.BAD_CHARACTER));
    }
  }

  private void goOn(Control control) {
    if (enabled) {
      try {
        control.now(Phase.READ, "setDataEventEnabled", true);
      } catch (DeviceException e) {
        loop().count("reads.bad", 1);
      }
    }
  }

  /** The AIM identifier (ISO/IEC 15424) where the data are as that one wants them; else none. */
  private static String aim(int scanDataType) {
    return switch (scanDataType) {
      case 103 -> "]E4";
      case 104 -> "]E0";
      case 106 -> "]I0";
      case 107 -> "]F0";
      case 108 -> "]A0";
      case 109 -> "]G0";
      case 110 -> "]C0";
      case 120 -> "]C1";
      case 131, 132 -> "]e0";
      case 201 -> "]L0";
      case 203 -> "]d1";
      case 204 -> "]Q1";
      case 206 -> "]z0";
      case 208 -> "]d2";
      case 209 -> "]Q3";
      default -> "";
    };
  }
}
