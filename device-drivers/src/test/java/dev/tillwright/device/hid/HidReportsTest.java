package dev.tillwright.device.hid;

import static dev.tillwright.device.hid.HidFixtures.SCALE;
import static dev.tillwright.device.hid.HidFixtures.SCANNER;
import static dev.tillwright.device.hid.HidFixtures.hex;
import static dev.tillwright.device.hid.HidFixtures.scanned;
import static dev.tillwright.device.hid.HidFixtures.weighed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.device.spi.BarcodeScanner.Scan;
import dev.tillwright.device.spi.Scale.Load;
import dev.tillwright.device.spi.Scale.Weighing;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Reports as the published tables have them, and whatever else may come (F7, F9). */
class HidReportsTest {
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

  private static Weighing weighing(int state, int unit, int scaling, int weight) {
    return WeightReport.read(SCALE, weighed(state, unit, scaling, weight)).orElseThrow();
  }

  private static String text(Weighing weighing) {
    return weighing.load()
        + weighing.weight().map(it -> " " + it.amount() + " " + it.unit()).orElse("");
  }

  @Test
  void descriptors_sayWhatADeviceIs() {
    assertThat(SCANNER.is(0x8c, 0x02)).isTrue();
    assertThat(SCANNER.isOn(0x8d)).isFalse();
    assertThat(SCANNER.has(0x8c, 0xfe)).isTrue();
    assertThat(SCALE.is(0x8d, 0x20)).isTrue();
    assertThat(SCALE.has(0x8d, 0x80)).as("it cannot be zeroed from here").isFalse();
  }

  @Test
  void aCode_isItsBytes_withItsSymbology() {
    Scan scan = new ScanReports(SCANNER).take(scanned("]E0", "4006381333931", false)).orElseThrow();
    assertThat(scan.text()).isEqualTo("4006381333931");
    assertThat(scan.aimId()).isEqualTo("]E0");
    Scan bare = new ScanReports(SCANNER).take(scanned("\0\0\0", "12", false)).orElseThrow();
    assertThat(bare.aimId()).isEmpty();
  }

  @Test
  void aLongCode_comesInParts() {
    ScanReports reports = new ScanReports(SCANNER);
    assertThat(reports.take(scanned("]Q1", "x".repeat(56), true))).isEmpty();
    assertThat(reports.take(scanned("]Q1", "y".repeat(56), true))).isEmpty();
    assertThat(reports.take(scanned("]Q1", "z", false)).map(Scan::text))
        .contains("x".repeat(56) + "y".repeat(56) + "z");
    assertThat(reports.take(scanned("]Q1", "next", false)).map(Scan::text)).contains("next");
  }

  @Test
  void aCount_beyondTheReport_isRefused_andTheNextCodeIsWhole() {
    ScanReports reports = new ScanReports(SCANNER);
    reports.take(scanned("]E0", "begun", true));
    byte[] wrong = scanned("]E0", "", false);
    wrong[1] = 57;
    assertThatThrownBy(() -> reports.take(wrong)).isInstanceOf(HidFormatException.class);
    assertThat(reports.take(scanned("]E0", "whole", false)).map(Scan::text)).contains("whole");
  }

  @Test
  void reportsOfOtherIds_andShortOnes_carryNothing() {
    byte[] other = scanned("]E0", "4006381333931", false);
    other[0] = 4;
    assertThat(new ScanReports(SCANNER).take(other)).isEmpty();
    assertThat(new ScanReports(SCANNER).take(new byte[] {2, 13})).isEmpty();
    assertThat(WeightReport.read(SCALE, new byte[] {3, 4, 3})).isEmpty();
  }

  @Test
  void statesOfAScale_areKeptApart() {
    assertThat(text(weighing(4, 3, -3, 1_235))).isEqualTo("STABLE 1.235 KILOGRAM");
    assertThat(text(weighing(4, 2, 0, 250))).isEqualTo("STABLE 250 GRAM");
    assertThat(text(weighing(4, 11, -1, 53))).isEqualTo("STABLE 5.3 OUNCE");
    assertThat(text(weighing(4, 12, -2, 1_000))).isEqualTo("STABLE 10 POUND");
    assertThat(text(weighing(4, 2, 1, 25))).isEqualTo("STABLE 250 GRAM");
    assertThat(text(weighing(4, 3, -3, 0))).isEqualTo("STABLE_ZERO 0 KILOGRAM");
    assertThat(text(weighing(2, 3, -3, 0))).isEqualTo("STABLE_ZERO 0 KILOGRAM");
    assertThat(text(weighing(3, 3, -3, 1_235))).isEqualTo("MOTION");
    assertThat(text(weighing(5, 3, -3, 12))).isEqualTo("UNDER_ZERO");
    assertThat(text(weighing(6, 3, -3, 0))).isEqualTo("OVER");
    for (int state : new int[] {1, 7, 8}) {
      assertThat(weighing(state, 3, -3, 5).load()).isEqualTo(Load.NOT_READY);
    }
  }

  @Test
  void whatDoesNotFitTogether_isNoWeight() {
    for (byte[] wrong :
        new byte[][] {
          weighed(0, 3, -3, 5), // no state
          weighed(9, 3, -3, 5), // a state that is not there
          weighed(2, 3, -3, 5), // zero, and not
          weighed(4, 0, -3, 5), // no unit
          weighed(4, 1, -3, 5), // milligrams
          weighed(4, 3, -9, 5), // no scale weighs so fine
        }) {
      assertThatThrownBy(() -> WeightReport.read(SCALE, wrong))
          .isInstanceOf(HidFormatException.class);
    }
  }

  @Test
  void descriptorsThatAreNone_areRefused_namingTheByte() {
    assertThatThrownBy(() -> HidDescriptor.parse(hex("05 8d 09")))
        .isInstanceOf(HidFormatException.class)
        .hasMessageContaining("byte 2");
    for (String wrong :
        new String[] {
          "a1 01",
          "c0",
          "b4",
          "85 00",
          "29 05",
          "19 05 29 04",
          "a4".repeat(17),
          "a1 01".repeat(17),
          "75 20 96 ff ff 81 02",
          "27 ff ff ff",
          "fe ff 00",
        }) {
      assertThatThrownBy(() -> HidDescriptor.parse(hex(wrong)))
          .as(wrong)
          .isInstanceOf(HidFormatException.class);
    }
  }

  @Test
  void anything_isAValueOrATypedError() {
    System.out.println("hid fuzz: seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] model =
        hex("058d0920a1010932a102850315012508750895010970a10219712978 8100c02794058109408102c0c0");
    int understood = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] descriptor = model.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        descriptor[random.nextInt(descriptor.length)] = (byte) random.nextInt(256);
      }
      byte[] report = new byte[random.nextInt(70)];
      random.nextBytes(report);
      if (report.length > 1) {
        report[0] = (byte) (2 + random.nextInt(2));
      }
      understood += read(descriptor, report) ? 1 : 0;
      read(SCANNER, report);
      read(SCALE, report);
    }
    assertThat(understood).isGreaterThan(1_000);
  }

  private static boolean read(byte[] descriptor, byte[] report) {
    try {
      read(HidDescriptor.parse(descriptor), report);
      return true;
    } catch (HidFormatException typed) {
      return false;
    }
  }

  private static void read(HidDescriptor descriptor, byte[] report) {
    try {
      Optional<Weighing> weighing = WeightReport.read(descriptor, report);
      weighing
          .flatMap(Weighing::weight)
          .filter(weight -> weight.amount().compareTo(Quantity.of(0)) < 0)
          .ifPresent(
              weight -> {
                throw new AssertionError("less than nothing was weighed, seed " + SEED);
              });
    } catch (HidFormatException typed) {
      // said so
    }
    try {
      new ScanReports(descriptor).take(report);
    } catch (HidFormatException typed) {
      // said so
    }
  }
}
