package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.Checks;
import dev.tillwright.device.spi.BarcodeScanner;
import dev.tillwright.device.spi.BiometricVerifier;
import dev.tillwright.device.spi.CardReader;
import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.LineDisplay;
import dev.tillwright.device.spi.MagstripeReader;
import dev.tillwright.device.spi.PaymentAnnouncer;
import dev.tillwright.device.spi.PaymentTerminal;
import dev.tillwright.device.spi.PinPad;
import dev.tillwright.device.spi.ReceiptPrinter;
import dev.tillwright.device.spi.Scale;
import dev.tillwright.device.spi.SignaturePad;
import java.time.Duration;
import java.util.List;

/**
 * The contract of each kind of device as a list of checks, for whoever writes a driver. A test maps
 * them one to one:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> contract() {
 *   return DeviceContract.display(MyBench::new).stream()
 *       .map(check -> DynamicTest.dynamicTest(check.name(), () -> check.run().orThrow()));
 * }
 * }</pre>
 *
 * <p>A self-test in the field runs the same list over a bench of metal with {@link
 * dev.tillwright.core.contract.CheckReport#of(List)}. {@code docs/writing-a-driver.md} goes from
 * nothing to a driver that passes.
 *
 * <p><b>What it proves.</b> On this bench: deadlines kept, closing that always ends, claims, events
 * in order, honest capabilities, outcomes that are never better than the truth, nothing leaked, no
 * secret told. <b>Not</b> that the device does what its maker says under load, or for years.
 *
 * <p>Checks print, open drawers and take payments of the bench's test cards.
 */
public final class DeviceContract {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private DeviceContract() {}

  private static <B extends DeviceBench<D>, D extends Device> Checks<Scene<B, D>> common(
      Checks.Subject<? extends B> benches, DeviceKind kind, Act<B, D> act) {
    Checks<Scene<B, D>> kit =
        Checks.<Scene<B, D>>on(() -> new Scene<>(benches.open(), act)).within(LONGEST);
    LifeChecks.add(kit, kind);
    DeadlineChecks.add(kit);
    ClaimChecks.add(kit);
    EventChecks.add(kit);
    LinkChecks.add(kit);
    LeakChecks.add(kit);
    return kit;
  }

  /** Of {@link ReceiptPrinter}. */
  public static List<Check> printer(Checks.Subject<? extends PrinterBench> benches) {
    Checks<Scene<PrinterBench, ReceiptPrinter>> kit =
        common(benches, DeviceKind.RECEIPT_PRINTER, PrinterChecks::act);
    PrinterChecks.add(kit);
    return kit.list();
  }

  /** Of {@link CashDrawer}. */
  public static List<Check> drawer(Checks.Subject<? extends DrawerBench> benches) {
    Checks<Scene<DrawerBench, CashDrawer>> kit =
        common(benches, DeviceKind.CASH_DRAWER, DrawerChecks::act);
    DrawerChecks.add(kit);
    return kit.list();
  }

  /** Of {@link BarcodeScanner}. */
  public static List<Check> scanner(Checks.Subject<? extends ScannerBench> benches) {
    Checks<Scene<ScannerBench, BarcodeScanner>> kit =
        common(benches, DeviceKind.BARCODE_SCANNER, ScannerChecks::act);
    ScannerChecks.add(kit);
    return kit.list();
  }

  /** Of {@link MagstripeReader}. */
  public static List<Check> stripeReader(Checks.Subject<? extends StripeBench> benches) {
    Checks<Scene<StripeBench, MagstripeReader>> kit =
        common(benches, DeviceKind.MAGSTRIPE_READER, StripeChecks::act);
    StripeChecks.add(kit);
    return kit.list();
  }

  /** Of {@link CardReader}. */
  public static List<Check> chipReader(Checks.Subject<? extends ChipBench> benches) {
    Checks<Scene<ChipBench, CardReader>> kit =
        common(benches, DeviceKind.CHIP_READER, ChipChecks::act);
    ChipChecks.add(kit);
    return kit.list();
  }

  /** Of {@link PinPad}. */
  public static List<Check> pinPad(Checks.Subject<? extends PinPadBench> benches) {
    Checks<Scene<PinPadBench, PinPad>> kit = common(benches, DeviceKind.PIN_PAD, PinPadChecks::act);
    PinPadChecks.add(kit);
    return kit.list();
  }

  /** Of {@link LineDisplay}. */
  public static List<Check> display(Checks.Subject<? extends DisplayBench> benches) {
    Checks<Scene<DisplayBench, LineDisplay>> kit =
        common(benches, DeviceKind.CUSTOMER_DISPLAY, DisplayChecks::act);
    DisplayChecks.add(kit);
    return kit.list();
  }

  /** Of {@link Scale}. */
  public static List<Check> scale(Checks.Subject<? extends ScaleBench> benches) {
    Checks<Scene<ScaleBench, Scale>> kit = common(benches, DeviceKind.SCALE, ScaleChecks::act);
    ScaleChecks.add(kit);
    return kit.list();
  }

  /** Of {@link SignaturePad}. */
  public static List<Check> signaturePad(Checks.Subject<? extends SignatureBench> benches) {
    Checks<Scene<SignatureBench, SignaturePad>> kit =
        common(benches, DeviceKind.SIGNATURE_PAD, SignatureChecks::act);
    SignatureChecks.add(kit);
    return kit.list();
  }

  /** Of {@link BiometricVerifier}. */
  public static List<Check> biometricReader(Checks.Subject<? extends BiometricBench> benches) {
    Checks<Scene<BiometricBench, BiometricVerifier>> kit =
        common(benches, DeviceKind.BIOMETRIC_READER, BiometricChecks::act);
    BiometricChecks.add(kit);
    return kit.list();
  }

  /** Of {@link PaymentTerminal}. Money moves: never run it with a live card. */
  public static List<Check> terminal(Checks.Subject<? extends TerminalBench> benches) {
    Checks<Scene<TerminalBench, PaymentTerminal>> kit =
        common(benches, DeviceKind.PAYMENT_TERMINAL, TerminalChecks::act);
    TerminalChecks.add(kit);
    return kit.list();
  }

  /** Of {@link PaymentAnnouncer}. */
  public static List<Check> announcer(Checks.Subject<? extends AnnouncerBench> benches) {
    Checks<Scene<AnnouncerBench, PaymentAnnouncer>> kit =
        common(benches, DeviceKind.PAYMENT_ANNOUNCER, AnnouncerChecks::act);
    AnnouncerChecks.add(kit);
    return kit.list();
  }
}
