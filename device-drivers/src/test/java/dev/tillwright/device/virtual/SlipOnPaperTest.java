package dev.tillwright.device.virtual;

import static dev.tillwright.core.receipt.ReceiptDocument.Align.CENTER;
import static dev.tillwright.core.receipt.ReceiptDocument.Align.LEFT;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.LARGE;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Qr;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.SampleReceipts;
import dev.tillwright.device.draw.FontGlyphs;
import dev.tillwright.device.draw.PictureFile;
import dev.tillwright.device.escpos.CodePage;
import dev.tillwright.device.escpos.Cut;
import dev.tillwright.device.escpos.EscPosPrinter;
import dev.tillwright.device.escpos.Pace;
import dev.tillwright.device.escpos.PictureForm;
import dev.tillwright.device.escpos.PrinterProfile;
import dev.tillwright.device.escpos.Unencodable;
import dev.tillwright.device.printer.Barcode;
import dev.tillwright.device.printer.Dither;
import dev.tillwright.device.printer.Image;
import dev.tillwright.device.printer.Picture;
import dev.tillwright.device.printer.Slip;
import dev.tillwright.device.printer.Symbology;
import dev.tillwright.device.spi.PrintOutcome;
import dev.tillwright.device.transport.TcpTransport;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pictures, bar codes and rare characters, sent by the driver and read back from the paper. */
@Timeout(120)
class SlipOnPaperTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private static final List<Barcode> ALL =
      List.of(
          Barcode.of(Symbology.EAN_13, "4006381333931"),
          Barcode.of(Symbology.EAN_8, "96385074"),
          Barcode.of(Symbology.UPC_A, "036000291452"),
          Barcode.of(Symbology.UPC_E, "04252614"),
          Barcode.of(Symbology.CODE_39, "TILL-01/7"),
          Barcode.of(Symbology.ITF, "15400141288763"),
          Barcode.of(Symbology.CODABAR, "A40156B"),
          Barcode.of(Symbology.CODE_93, "R-20417"),
          Barcode.of(Symbology.CODE_128, "R-20417 {0123456789}"),
          Barcode.of(Symbology.GS1_128, "(01)04006381333931(10)A7(17)271231"));

  @TempDir Path folder;

  private static Paper print(PrinterProfile profile, Slip slip) {
    try (VirtualPrinter peer =
            VirtualPrinter.builder().paper(profile.columns(), profile.dots()).start();
        EscPosPrinter printer =
            EscPosPrinter.builder("p", TcpTransport.of("127.0.0.1", peer.port()))
                .profile(profile)
                .build()) {
      PrintOutcome outcome = printer.print("job", slip, AMPLE);
      assertThat(outcome.result()).isEqualTo(PrintResult.PRINTED);
      Paper paper = peer.awaitPaper(1, AMPLE);
      assertThat(paper.complaints()).isEmpty();
      return paper;
    }
  }

  /** What zbar reads on a picture, a line each with its kind; null where it is not installed. */
  private static @Nullable Set<String> zbar(Path file) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "zbarimg",
                  "--quiet",
                  "-Sean8.enable",
                  "-Supca.enable",
                  "-Supce.enable",
                  "-Scode93.enable",
                  "-Scodabar.enable",
                  file.toString())
              .redirectErrorStream(false)
              .start();
    } catch (IOException e) {
      System.out.println("skipped: zbarimg is not installed (Debian package zbar-tools)");
      return null;
    }
    byte[] out = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new String(out, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replace("\u001D", "<FNC1>"))
        .collect(Collectors.toSet());
  }

  private static final Set<String> READ =
      Set.of(
          "EAN-13:4006381333931",
          "EAN-8:96385074",
          "UPC-A:036000291452",
          "UPC-E:04252614",
          "CODE-39:TILL-01/7",
          "I2/5:15400141288763",
          "Codabar:A40156B",
          "CODE-93:R-20417",
          "CODE-128:R-20417 {0123456789}",
          "CODE-128:010400638133393110A7<FNC1>17271231");

  @Test
  void barCodesOfThePrinter_readAsTheySay() throws Exception {
    Paper paper = print(PrinterProfile.generic80(), slip(ALL));
    assertThat(paper.barCodes()).hasSize(10).contains("4006381333931", "TILL-01/7");
    read(paper, "native.png");
  }

  @Test
  void barCodesAsPictures_readTheSame() throws Exception {
    PrinterProfile pictures =
        PrinterProfile.generic80().toBuilder("pictures").nativeBarcodes(Set.of()).build();
    Paper paper = print(pictures, slip(ALL));
    assertThat(paper.barCodes()).isEmpty();
    assertThat(paper.text()).contains("4006381333931\n").contains("(01)04006381333931(10)A7");
    read(paper, "pictures.png");
  }

  private void read(Paper paper, String name) throws Exception {
    assumeTrue(paper.whyNoPicture().isEmpty(), () -> "skipped: " + paper.whyNoPicture());
    Set<String> read = zbar(paper.writeTo(folder.resolve(name)));
    if (read != null) {
      assertThat(read).isEqualTo(READ);
      System.out.println("zbarimg read " + read.size() + " bar codes");
    }
  }

  private static Slip slip(List<Barcode> codes) {
    Slip.Builder slip = Slip.builder();
    for (Barcode code : codes) {
      slip.receipt(new ReceiptDocument(List.of(new ReceiptDocument.Feed(2)))).barcode(code);
    }
    return slip.build();
  }

  /** A photograph of sorts: a round gradient with a hard edge. */
  private static Picture sun(int side) {
    byte[] shades = new byte[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double far = Math.hypot(x - side / 2.0, y - side / 2.0) / (side / 2.0);
        shades[y * side + x] = (byte) (far > 1 ? 255 : (int) (20 + 220 * far));
      }
    }
    return Picture.grey(side, side, shades);
  }

  private static BitSet dots(Paper paper) {
    BitSet all = new BitSet();
    int at = 0;
    for (Mark mark : paper.marks()) {
      if (mark instanceof Mark.Picture picture) {
        for (int y = 0; y < picture.height(); y++) {
          for (int x = 0; x < picture.width(); x++) {
            all.set(at++, picture.black(x, y));
          }
        }
      }
    }
    return all;
  }

  @Test
  void rasterAndColumns_giveTheSameDots_inBandsThatFitTheBuffer() {
    Image image = Image.of(sun(240), Dither.FLOYD_STEINBERG);
    Slip slip = Slip.builder().image(image).build();
    PrinterProfile raster =
        PrinterProfile.generic80().toBuilder("r").bandHeight(200).pictureBuffer(1_500).build();
    PrinterProfile columns =
        PrinterProfile.generic80().toBuilder("c").pictureForm(PictureForm.COLUMN).build();
    PrinterProfile asked = raster.toBuilder("a").pace(Pace.ASK).build();
    Paper byRows = print(raster, slip);
    Paper byColumns = print(columns, slip);
    BitSet expected = new BitSet();
    for (int i = 0; i < 240 * 240; i++) {
      expected.set(i, image.bitmap(576).black(i % 240, i / 240));
    }
    assertThat(dots(byRows)).isEqualTo(expected);
    assertThat(dots(byColumns)).isEqualTo(expected);
    assertThat(dots(print(asked, slip))).isEqualTo(expected);
    List<Integer> bands = new ArrayList<>();
    for (Mark mark : byRows.marks()) {
      if (mark instanceof Mark.Picture band) {
        bands.add(band.height());
      }
    }
    // 30 bytes a row: fifty of them in 1,500 bytes.
    assertThat(bands).containsExactly(50, 50, 50, 50, 40);
    assertThat(byColumns.marks()).filteredOn(Mark.Picture.class::isInstance).hasSize(10);
  }

  @Test
  void aPictureFile_isPrinted_asWideAsThePaper() throws Exception {
    BufferedImage logo = new BufferedImage(900, 300, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = logo.createGraphics();
    g.setColor(Color.BLACK);
    g.fillRoundRect(0, 0, 900, 300, 80, 80);
    g.dispose();
    Path file = folder.resolve("logo.png");
    ImageIO.write(logo, "png", file.toFile());
    Image image = Image.of(PictureFile.read(file), Dither.THRESHOLD);
    Paper paper =
        print(
            PrinterProfile.generic58().toBuilder("k").cut(Cut.PARTIAL).build(),
            Slip.builder().image(image).build());
    assertThat(paper.text()).startsWith("[picture: 384 x 128 dots]");
    Files.writeString(file, "no picture");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> PictureFile.read(file))
        .isInstanceOf(IOException.class);
  }

  @Test
  void rareCharacters_areDrawnInTheLine() throws Exception {
    FontGlyphs glyphs = FontGlyphs.ofMachine();
    assumeTrue(glyphs.glyph('é', 12, 24).isPresent(), "skipped: this machine has no fonts");
    PrinterProfile narrow = PrinterProfile.builder("narrow").codePages(CodePage.PC866).build();
    try (VirtualPrinter peer = VirtualPrinter.start();
        EscPosPrinter printer =
            EscPosPrinter.builder("p", TcpTransport.of("127.0.0.1", peer.port()))
                .profile(narrow)
                .unencodable(Unencodable.RASTERISE)
                .glyphs(glyphs)
                .build()) {
      ReceiptDocument document =
          new ReceiptDocument(
              List.of(
                  new Text("Café é", LEFT, NORMAL),
                  new ReceiptDocument.Pair("Crème", "€5", NORMAL),
                  new Text("é", CENTER, LARGE)));
      PrintOutcome outcome = printer.print("job", document, AMPLE);
      assertThat(outcome.rasterised()).isEqualTo(5);
      assertThat(outcome.substituted()).isZero();
      Paper paper = peer.awaitPaper(1, AMPLE);
      assertThat(paper.complaints()).isEmpty();
      assertThat(paper.text())
          .startsWith("Caf\uFFFC \uFFFC\nCr\uFFFCme" + " ".repeat(41) + "\uFFFC5\n");
      assertThat(paper.marks().get(0))
          .isInstanceOfSatisfying(
              Mark.TextLine.class,
              line -> {
                Mark.Picture drawn = java.util.Objects.requireNonNull(line.glyphs().get(3).drawn());
                assertThat(drawn.rows().cardinality()).isBetween(20, 200);
              });
    }
  }

  @Test
  void everyPaper_carriesTheWholeReceipt() {
    for (String name : List.of("generic-58", "generic-80-180dpi", "generic-80", "epson-tm-t88v")) {
      PrinterProfile profile =
          PrinterProfile.named(name).orElseThrow().toBuilder("cut").cut(Cut.PARTIAL).build();
      Paper paper = print(profile, Slip.of(SampleReceipts.cornerShop()));
      for (String line : paper.text().split("\n")) {
        assertThat(line.startsWith("[") ? "" : line).hasSizeLessThanOrEqualTo(profile.columns());
      }
      assertThat(paper.text()).contains("TOTAL").contains("£21.84").contains("Crème brûlée");
      assertThat(paper.qrCodes()).containsExactly(SampleReceipts.PROOF);
    }
  }

  @Test
  void qrCodesOfEverySize_fitTheirPaper_andAreAsLargeAsZxingSays() {
    for (int bytes : new int[] {1, 14, 26, 62, 150, 300, 600, 1_000}) {
      String content = "x".repeat(bytes);
      Paper paper =
          print(
              PrinterProfile.generic80(),
              Slip.of(new ReceiptDocument(List.<ReceiptDocument.Block>of(new Qr(content)))));
      assertThat(paper.qrCodes()).containsExactly(content);
    }
  }
}
