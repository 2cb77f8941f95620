package dev.tillwright.device.javapos;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.CheckResult;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.device.contract.DeviceContract;
import dev.tillwright.device.contract.DisplayBench;
import dev.tillwright.device.contract.DrawerBench;
import dev.tillwright.device.contract.PrinterBench;
import dev.tillwright.device.contract.ScaleBench;
import dev.tillwright.device.contract.ScannerBench;
import dev.tillwright.device.contract.StripeBench;
import dev.tillwright.device.contract.Trouble;
import dev.tillwright.device.spi.BarcodeScanner;
import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.LineDisplay;
import dev.tillwright.device.spi.MagstripeReader;
import dev.tillwright.device.spi.ReceiptPrinter;
import dev.tillwright.device.spi.Scale;
import dev.tillwright.device.spi.Scale.Load;
import dev.tillwright.device.spi.Scale.MassUnit;
import dev.tillwright.device.spi.Scale.Weighing;
import dev.tillwright.device.spi.Scale.Weight;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A JavaPOS service behind the bridge keeps the contract of its kind (F10, F12). */
class JavaPosContractTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TestFactory
  Stream<DynamicTest> drawer() {
    return tests(DeviceContract.drawer(Drawer::new));
  }

  @TestFactory
  Stream<DynamicTest> scanner() {
    return tests(DeviceContract.scanner(Scanner::new));
  }

  @TestFactory
  Stream<DynamicTest> printer() {
    return tests(DeviceContract.printer(Printer::new));
  }

  @TestFactory
  Stream<DynamicTest> scale() {
    return tests(DeviceContract.scale(OnScale::new));
  }

  @TestFactory
  Stream<DynamicTest> display() {
    return tests(DeviceContract.display(Display::new));
  }

  @TestFactory
  Stream<DynamicTest> stripes() {
    return tests(DeviceContract.stripeReader(() -> new Stripes(false)));
  }

  /** What differs when the head encrypts. */
  @TestFactory
  Stream<DynamicTest> encryptedStripes() {
    return tests(
        DeviceContract.stripeReader(() -> new Stripes(true)).stream()
            .filter(check -> check.name().matches("(swipe|card|secrets)_.*"))
            .toList());
  }

  private static Stream<DynamicTest> tests(List<Check> checks) {
    return checks.stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), () -> run(check.run())));
  }

  private static void run(CheckResult result) {
    assumeTrue(result.applies(), result.text());
    result.orThrow();
  }

  /** What all benches of a rig share. */
  private abstract static class RigBench {
    private static final Set<Trouble> TROUBLES =
        EnumSet.of(Trouble.SILENT, Trouble.STUCK, Trouble.UNPLUGGED);
    final JposRig rig;

    RigBench(boolean transactions) {
      rig = new JposRig(transactions);
    }

    public boolean can(Trouble trouble) {
      return TROUBLES.contains(trouble);
    }

    public void begin(Trouble trouble) {
      rig.begin(trouble);
    }

    public void end() {
      rig.end();
    }

    public Duration shortDeadline() {
      return Duration.ofMillis(150);
    }

    public List<String> secrets() {
      return List.of("4111111111111111"); // in the text of the service's exceptions
    }

    public void close() {
      rig.close();
    }
  }

  private static final class Drawer extends RigBench implements DrawerBench {
    Drawer() {
      super(false);
    }

    @Override
    public CashDrawer device() {
      return JavaPosDrawer.of("drawer", jpos.CashDrawer::new, rig.name, true, CLOCK);
    }

    @Override
    public void shut() {
      rig.drawerOpen = false;
    }

    @Override
    public OptionalInt pulses() {
      return OptionalInt.of(rig.pulses);
    }

    @Override
    public boolean lock() {
      rig.locked = true;
      return true;
    }
  }

  private static final class Scanner extends RigBench implements ScannerBench {
    Scanner() {
      super(false);
    }

    @Override
    public boolean can(Trouble trouble) {
      return trouble == Trouble.UNPLUGGED;
    }

    @Override
    public BarcodeScanner device() {
      return JavaPosScanner.of("scanner", jpos.Scanner::new, rig.name, CLOCK);
    }

    @Override
    public void scan(String text) {
      rig.scan(text);
    }
  }

  private static final class OnScale extends RigBench implements ScaleBench {
    OnScale() {
      super(false);
      rig.put(
          new Weighing(
              Load.STABLE_ZERO, Optional.of(new Weight(Quantity.of(0), MassUnit.KILOGRAM))));
    }

    @Override
    public Scale device() {
      Weight most = new Weight(Quantity.parse("15.000"), MassUnit.KILOGRAM);
      Weight step = new Weight(Quantity.parse("0.005"), MassUnit.KILOGRAM);
      return JavaPosScale.of("scale", jpos.Scale::new, rig.name, most, step, CLOCK);
    }

    @Override
    public void put(Weighing weighing) {
      rig.put(weighing);
    }
  }

  private static final class Stripes extends RigBench implements StripeBench {
    private static final String NUMBER = "4111111111111111";
    private final boolean encrypts;

    Stripes(boolean encrypts) {
      super(false);
      this.encrypts = encrypts;
      rig.encrypts = encrypts;
    }

    @Override
    public MagstripeReader device() {
      return JavaPosStripeReader.of("stripes", jpos.MSR::new, rig.name, encrypts, CLOCK);
    }

    @Override
    public void swipe() {
      rig.swipe(encrypts ? JavaPosStripeTest.sealed() : JposRig.Swiped.clear(0));
    }

    @Override
    public boolean swipeBadly() {
      rig.swipe(JposRig.Swiped.clear(0x00CBCBCB)); // parity, on each of three tracks
      return true;
    }

    @Override
    public String number() {
      return NUMBER;
    }
  }

  private static final class Display extends RigBench implements DisplayBench {
    Display() {
      super(false);
    }

    @Override
    public LineDisplay device() {
      return JavaPosDisplay.of("display", jpos.LineDisplay::new, rig.name, 2, 20, CLOCK);
    }

    @Override
    public Optional<List<String>> seen() {
      return Optional.of(rig.screen());
    }
  }

  private static final class Printer extends RigBench implements PrinterBench {
    Printer() {
      super(true);
    }

    @Override
    public boolean can(Trouble trouble) {
      return trouble != Trouble.GARBLED;
    }

    @Override
    public ReceiptPrinter device() {
      return JavaPosPrinter.of("printer", jpos.POSPrinter::new, rig.name, 42, CLOCK);
    }

    @Override
    public OptionalInt papers(String text) {
      return OptionalInt.of(rig.papers(text));
    }
  }
}
