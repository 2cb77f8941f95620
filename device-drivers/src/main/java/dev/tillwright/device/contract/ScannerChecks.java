package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.device.spi.BarcodeScanner;
import dev.tillwright.device.spi.BarcodeScanner.Scanned;
import dev.tillwright.device.spi.DeviceEvent;
import dev.tillwright.device.spi.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What holds of a bar code scanner: each code once, in order, and only while it is wanted. */
final class ScannerChecks {
  private static final int MANY = 40;

  private ScannerChecks() {}

  static Deed act(ScannerBench bench, BarcodeScanner scanner, Duration limit) {
    scanner.enable(limit);
    scanner.disable(limit);
    return Deed.TOLD;
  }

  static void add(Checks<Scene<ScannerBench, BarcodeScanner>> kit) {
    kit.add(
            "enabledScanner_tellsEachCodeOnce_inOrder",
            "of codes scanned one after the other none is lost, doubled or changed",
            ScannerChecks::each)
        .add(
            "disabledScanner_tellsNothing",
            "codes scanned while it is disabled are not told, then or later",
            ScannerChecks::disabled)
        .add(
            "settingThatIsNotDeclared_isUnsupported",
            "a setting the scanner does not name is refused",
            ScannerChecks::settings)
        .addUnless(
            Scene.needs(Trouble.UNPLUGGED),
            "enabledScanner_readsAgain_onceItIsBack",
            "an enabled scanner that was unplugged tells codes again after it is reached",
            ScannerChecks::replugged);
  }

  /** The nth code: EAN-13 with its check digit. */
  private static String code(int n) {
    String digits = String.format(java.util.Locale.ROOT, "2000%08d", n);
    int sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return digits + (10 - sum % 10) % 10;
  }

  private static List<String> listen(Scene<ScannerBench, BarcodeScanner> scene) {
    List<String> told = new CopyOnWriteArrayList<>();
    scene
        .device()
        .subscribe(
            (DeviceEvent event) -> {
              if (event instanceof Scanned scanned) {
                told.add(scanned.scan().text());
                boolean known = scene.device().capabilities().aimIds();
                if (known && scanned.scan().aimId().isEmpty()) {
                  told.add("without an AIM identifier, which is declared");
                }
              }
            });
    return told;
  }

  private static void enable(Scene<ScannerBench, BarcodeScanner> scene) {
    Duration limit = scene.bench().deadline();
    scene.timed(limit, () -> scene.device().enable(limit));
  }

  private static void each(Scene<ScannerBench, BarcodeScanner> scene) throws InterruptedException {
    List<String> told = listen(scene);
    enable(scene);
    List<String> scanned = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      scanned.add(code(i));
      scene.bench().scan(code(i));
    }
    scene.until("each code was told", () -> told.size() >= MANY);
    scene.underWay();
    Expect.equal(told, scanned, "the codes that were told");
  }

  private static void disabled(Scene<ScannerBench, BarcodeScanner> scene)
      throws InterruptedException {
    List<String> told = listen(scene);
    enable(scene);
    Duration limit = scene.bench().deadline();
    scene.timed(limit, () -> scene.device().disable(limit));
    scene.bench().scan(code(1));
    scene.underWay();
    enable(scene);
    scene.bench().scan(code(2));
    scene.until("a code was told", () -> !told.isEmpty());
    scene.underWay();
    Expect.equal(told, List.of(code(2)), "the codes that were told");
  }

  private static void settings(Scene<ScannerBench, BarcodeScanner> scene) {
    Duration limit = scene.bench().shortDeadline();
    scene.fails(
        "a setting that is not declared",
        limit,
        () -> scene.device().configure(Map.of("no such setting", "1"), limit),
        Fault.UNSUPPORTED);
  }

  private static void replugged(Scene<ScannerBench, BarcodeScanner> scene)
      throws InterruptedException {
    List<String> told = listen(scene);
    enable(scene);
    scene.bench().begin(Trouble.UNPLUGGED);
    Duration limit = scene.bench().shortDeadline();
    scene.fails("a probe of an unplugged scanner", limit, () -> scene.device().probe(limit));
    scene.bench().end();
    Duration ample = scene.bench().deadline();
    scene.timed(ample, () -> scene.device().open(ample));
    scene.bench().scan(code(3));
    scene.until("a code was told", () -> !told.isEmpty());
    Expect.equal(told, List.of(code(3)), "the codes that were told");
  }
}
