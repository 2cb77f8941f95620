package dev.tillwright.device.contract;

import dev.tillwright.device.spi.BarcodeScanner;
import dev.tillwright.device.spi.BarcodeScannerCapabilities;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A scanner that is handed its codes. */
final class ToyScanner extends Toy implements BarcodeScanner {
  private volatile boolean enabled;
  private int scans;

  private ToyScanner(ToyCable cable, Defect defect) {
    super(DeviceKind.BARCODE_SCANNER, cable, defect);
  }

  @Override
  public BarcodeScannerCapabilities capabilities() {
    return new BarcodeScannerCapabilities(Set.of("E"), true, false, Set.of("beep"));
  }

  @Override
  public void enable(Duration limit) {
    ask(limit, () -> enabled = true);
  }

  @Override
  public void disable(Duration limit) {
    enabled = false;
    ask(limit, () -> true);
  }

  @Override
  public void configure(Map<String, String> settings, Duration limit) {
    if (!capabilities().settings().containsAll(settings.keySet())) {
      throw DeviceException.of(Fault.UNSUPPORTED, Phase.PREPARE, "a toy has no such setting");
    }
    ask(limit, () -> true);
  }

  private void scanned(String text) {
    scans++;
    boolean tells = enabled || broken(Defect.TELLS_WHEN_DISABLED);
    if (tells && !(broken(Defect.DROPS_A_SCAN) && scans % 7 == 0)) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      loop().publish(new Scanned(id(), Instant.now(), Scan.of(bytes, "]E0", text)));
    }
  }

  /** Its bench. */
  static final class Bench extends Toy.Bench<BarcodeScanner> implements ScannerBench {
    private @Nullable ToyScanner scanner;

    Bench(Defect defect) {
      super(defect);
    }

    @Override
    public BarcodeScanner device() {
      scanner = new ToyScanner(cable, defect);
      return scanner;
    }

    @Override
    public void scan(String text) {
      if (scanner != null) {
        scanner.scanned(text);
      }
    }
  }
}
