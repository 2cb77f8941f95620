package dev.tillwright.device.printer;

import static dev.tillwright.device.printer.Symbology.CODABAR;
import static dev.tillwright.device.printer.Symbology.CODE_128;
import static dev.tillwright.device.printer.Symbology.CODE_39;
import static dev.tillwright.device.printer.Symbology.CODE_93;
import static dev.tillwright.device.printer.Symbology.EAN_13;
import static dev.tillwright.device.printer.Symbology.EAN_8;
import static dev.tillwright.device.printer.Symbology.GS1_128;
import static dev.tillwright.device.printer.Symbology.ITF;
import static dev.tillwright.device.printer.Symbology.UPC_A;
import static dev.tillwright.device.printer.Symbology.UPC_E;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BarcodeTest {
  @Test
  void checkDigits_areAdded() {
    assertThat(Barcode.of(EAN_13, "400638133393").content()).isEqualTo("4006381333931");
    assertThat(Barcode.of(EAN_13, "4006381333931").content()).isEqualTo("4006381333931");
    assertThat(Barcode.of(EAN_8, "9638507").content()).isEqualTo("96385074");
    assertThat(Barcode.of(UPC_A, "03600029145").content()).isEqualTo("036000291452");
    assertThat(Barcode.of(UPC_E, "425261").content()).isEqualTo("04252614");
  }

  @Test
  void aUpcE_standsForItsUpcA() {
    assertThat(Barcode.of(UPC_E, "04252614").expanded()).isEqualTo("042100005264");
    assertThat(Barcode.of(UPC_E, "123453").expanded()).startsWith("01230000045");
    assertThat(Barcode.of(UPC_E, "123454").expanded()).startsWith("01234000005");
    assertThat(Barcode.of(UPC_E, "123459").expanded()).startsWith("01234500009");
  }

  @Test
  void elementStrings_areSeparatedWhereTheirLengthIsOpen() {
    assertThat(Barcode.of(GS1_128, "(01)04006381333931(10)A7(17)271231").encoded())
        .isEqualTo("010400638133393110A7\u001D17271231");
    assertThat(Barcode.of(GS1_128, "(10)A7").encoded()).isEqualTo("10A7");
  }

  @Test
  void whatAKindCannotHold_isRefused_withoutSayingIt() {
    Object[][] rows = {
      {EAN_13, "4006381333932"},
      {EAN_13, "40063813339"},
      {EAN_8, "9638507x"},
      {UPC_A, "036000291453"},
      {UPC_E, "14252614"},
      {UPC_E, "04252615"},
      {CODE_39, "abc"},
      {CODE_93, "not-these"},
      {ITF, "12345"},
      {CODABAR, "12345"},
      {CODABAR, "A12E3B"},
      {CODE_128, "caf\u00e9"},
      {CODE_128, "x".repeat(81)},
      {GS1_128, "0104006381333931"},
      {GS1_128, "(01)123"},
      {GS1_128, "(21)"},
      {GS1_128, "(10)A 7"},
    };
    for (Object[] row : rows) {
      String content = (String) row[1];
      assertThatThrownBy(() -> Barcode.of((Symbology) row[0], content))
          .as("%s %s", row)
          .isInstanceOf(IllegalArgumentException.class)
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(content));
    }
    assertThatThrownBy(() -> Barcode.of(CODE_39, "A").high(300))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
