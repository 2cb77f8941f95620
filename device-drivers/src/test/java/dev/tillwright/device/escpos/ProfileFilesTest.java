package dev.tillwright.device.escpos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.device.printer.Symbology;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFilesTest {
  @TempDir Path folder;

  @Test
  void everyProfileOfTheJar_isWhole_andNamesItsSources() {
    for (String name : PrinterProfile.names()) {
      PrinterProfile profile = PrinterProfile.named(name).orElseThrow();
      assertThat(profile.name()).isEqualTo(name);
      assertThat(profile.sources()).as(name).isNotEmpty();
      assertThat(profile.dots()).as(name).isGreaterThanOrEqualTo(profile.columns() * 12);
      assertThat(profile.codePages())
          .as(name)
          .allSatisfy(page -> assertThat(page.find()).as(page.charset()).isPresent());
      if (profile.wideMode() != WideMode.UTF_8) {
        assertThat(profile.codePages()).as(name).isNotEmpty();
      }
      // A job of its own text comes out of the encoder.
      assertThat(new ReceiptEncoder(profile, null)).as(name).isNotNull();
    }
    assertThat(PrinterProfile.names()).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    System.out.println(PrinterProfile.names().size() + " printer profiles read");
  }

  @Test
  void aFileOfOnesOwn_saysEverythingAProfileHas() throws Exception {
    Path file = folder.resolve("mine.profile");
    Files.writeString(
        file,
        """
        # a printer under the counter
        name = mine
        model = Some Maker P1
        source = its manual, page 3
        source = its self-test
        paper = 42 512
        pages = 17:IBM866 0:IBM437
        wide = Big5
        wide.mode = switched
        wide.select = 1C 43 01
        qr = picture
        barcodes = ean-13 code-128
        picture = column
        picture.band = 24
        picture.buffer = 2048
        picture.pace = ask
        cut = full
        confirmation = in-order
        answers = push process-id
        drawer = 5 120 240
        """);
    PrinterProfile profile = PrinterProfile.from(file);
    assertThat(profile.model()).isEqualTo("Some Maker P1");
    assertThat(profile.sources()).containsExactly("its manual, page 3", "its self-test");
    assertThat(profile.columns()).isEqualTo(42);
    assertThat(profile.codePages()).containsExactly(CodePage.PC866, CodePage.PC437);
    assertThat(profile.wideCharset()).map(c -> c.name()).contains("Big5");
    assertThat(profile.select()).containsExactly(0x1C, 0x43, 0x01);
    assertThat(profile.nativeQr()).isFalse();
    assertThat(profile.nativeBarcodes()).isEqualTo(Set.of(Symbology.EAN_13, Symbology.CODE_128));
    assertThat(profile.pictureForm()).isEqualTo(PictureForm.COLUMN);
    assertThat(profile.pace()).isEqualTo(Pace.ASK);
    assertThat(profile.cut()).isEqualTo(Cut.FULL);
    assertThat(profile.answers()).isEqualTo(Set.of(Answer.PUSH, Answer.PROCESS_ID));
    assertThat(profile.pulsePin()).isEqualTo(5);

    DeviceDescriptor descriptor =
        DeviceDescriptor.of("front", DeviceKind.RECEIPT_PRINTER, "tcp://127.0.0.1:9100")
            .with("profile.file", file.toString());
    try (EscPosPrinter printer = (EscPosPrinter) new EscPosProvider().create(descriptor)) {
      assertThat(printer.capabilities().columns()).isEqualTo(42);
    }
  }

  @Test
  void aWrongLine_isNamedWithItsField() {
    for (Map.Entry<String, String> each :
        Map.ofEntries(
                Map.entry("", "line 1: a profile begins with its name"),
                Map.entry("paper = 48 576", "line 1: field paper: a profile begins with its name"),
                Map.entry("name = x\ncolour = red", "line 2: field colour: it is not known"),
                Map.entry(
                    "name = x\n\nqr = native\nqr = native", "line 4: field qr: it is there twice"),
                Map.entry("name = x\npaper = 48", "line 2: field paper: 2 numbers are wanted"),
                Map.entry(
                    "name = x\npaper = 48 99999999", "line 2: field paper: a number is wanted"),
                Map.entry(
                    "name = x\npages = IBM437", "line 2: field pages: a code page looks like"),
                Map.entry(
                    "name = x\npages = 300:IBM437", "line 2: field pages: a code page has a num"),
                Map.entry("name = x\ncut = half", "line 2: field cut: a value is not known"),
                Map.entry(
                    "name = x\nqr = yes", "line 2: field qr: one of native, picture is wanted"),
                Map.entry("name = x\nwide = no-such-set", "line 2: this JDK does not know the"),
                Map.entry(
                    "name = x\nwide.mode = utf-8", "line 2: wide.mode and wide.select need wide"),
                Map.entry("name = x\nhello", "line 2: a line looks like field = value"),
                Map.entry(
                    "name = x\nwide = Shift_JIS\nwide.mode = always", "only JIS_X0201 is a page"),
                Map.entry(
                    "name = x\nconfirmation = none\nanswers = push", "needs confirmation in order"),
                Map.entry("name = x\n" + "#\n".repeat(600), "at most 500 lines"))
            .entrySet()) {
      assertThatThrownBy(() -> PrinterProfile.parse(each.getKey()))
          .as(each.getKey())
          .isInstanceOfSatisfying(
              DeviceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CONFIGURATION))
          .hasMessageContaining(each.getValue());
    }
  }
}
