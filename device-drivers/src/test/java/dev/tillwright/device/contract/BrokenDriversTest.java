package dev.tillwright.device.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.contract.BrokenPromise;
import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.CheckReport;
import dev.tillwright.core.contract.CheckResult;
import dev.tillwright.device.spi.DeviceKind;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit itself: it passes drivers that are right, and finds each way to be wrong. */
@Timeout(120)
class BrokenDriversTest {

  private static List<Check> kit(DeviceKind kind, Defect defect) {
    return switch (kind) {
      case RECEIPT_PRINTER -> DeviceContract.printer(() -> new ToyPrinter.Bench(defect));
      case CASH_DRAWER -> DeviceContract.drawer(() -> new ToyDrawer.Bench(defect));
      case BARCODE_SCANNER -> DeviceContract.scanner(() -> new ToyScanner.Bench(defect));
      case CHIP_READER -> DeviceContract.chipReader(() -> new ToyChipReader.Bench(defect));
      case PIN_PAD -> DeviceContract.pinPad(() -> new ToyPinPad.Bench(defect));
      case CUSTOMER_DISPLAY -> DeviceContract.display(() -> new ToyDisplay.Bench(defect));
      case SCALE -> DeviceContract.scale(() -> new ToyScale.Bench(defect));
      case SIGNATURE_PAD -> DeviceContract.signaturePad(() -> new ToySignaturePad.Bench(defect));
      case BIOMETRIC_READER -> DeviceContract.biometricReader(() -> new ToyBiometric.Bench(defect));
      case PAYMENT_TERMINAL -> DeviceContract.terminal(() -> new ToyTerminal.Bench(defect));
      case PAYMENT_ANNOUNCER -> DeviceContract.announcer(() -> new ToyAnnouncer.Bench(defect));
      case MAGSTRIPE_READER -> throw new IllegalArgumentException("shown by OwnDriversTest");
    };
  }

  static Stream<DeviceKind> kinds() {
    return EnumSet.complementOf(EnumSet.of(DeviceKind.MAGSTRIPE_READER)).stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aDriverThatIsRight_passes(DeviceKind kind) {
    CheckReport report = CheckReport.of(kit(kind, Defect.NONE));
    assertThat(report.failures()).as(report.text()).isEmpty();
    assertThat(report.results().stream().filter(CheckResult::applies).count())
        .as(report.text())
        .isGreaterThan(30);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void aDriverThatIsBroken_isFoundByTheCheckNamedForIt(Defect defect) {
    Check check =
        kit(defect.kind, defect).stream()
            .filter(it -> it.name().equals(defect.check))
            .findFirst()
            .orElseThrow();
    CheckResult result = check.run();
    assertThat(result).as(result.text()).isInstanceOf(CheckResult.Failed.class);
    assertThat(((CheckResult.Failed) result).error())
        .as(result.text())
        .isInstanceOf(BrokenPromise.class);
  }

  @Test
  void whatABenchCannotDo_isListedWithItsReason() {
    CheckReport report =
        CheckReport.of(
            DeviceContract.display(
                () ->
                    new ToyDisplay.Bench(Defect.NONE) {
                      @Override
                      public boolean can(Trouble trouble) {
                        return false;
                      }
                    }));
    assertThat(report.passed()).as(report.text()).isTrue();
    assertThat(report.text())
        .contains("not applicable: deadline_isKept_whenTheDeviceIsSilent: the bench cannot keep");
  }
}
