package dev.tillwright.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.SampleReceipts;
import dev.tillwright.device.escpos.EscPosPrinter;
import dev.tillwright.device.escpos.PrinterProfile;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.transport.TcpTransport;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaperTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private static Paper print(
      VirtualPrinter.Builder builder, PrinterProfile profile, ReceiptDocument document) {
    try (VirtualPrinter peer = builder.start();
        EscPosPrinter printer =
            EscPosPrinter.builder("p", TcpTransport.of("127.0.0.1", peer.port()))
                .profile(profile)
                .build()) {
      assertThat(printer.print("job", document, AMPLE).result()).isEqualTo(PrintResult.PRINTED);
      // A printer without a knife leaves the paper hanging until the driver is gone.
      printer.close();
      return peer.awaitPaper(1, AMPLE);
    }
  }

  private static void assumeFonts(Paper paper) {
    assumeTrue(paper.whyNoPicture().isEmpty(), () -> "skipped: " + paper.whyNoPicture());
  }

  @Test
  void thePicture_hasInk_theRightWidth_andAQrThatReads() throws Exception {
    Paper paper =
        print(VirtualPrinter.builder(), PrinterProfile.generic80(), SampleReceipts.cornerShop());
    assumeFonts(paper);
    Path file = paper.writeTo(folder);
    assertThat(file).hasFileName("receipt-000001.png");
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo((576 + 2 * 32 + 2 * 22) * 2);
    assertThat(image.getHeight()).isBetween(2_000, 4_000);
    assertThat(darkShare(image)).isBetween(0.02, 0.2);
    // One library both ways; zbar below is the independent reader.
    assertThat(qr(image)).isEqualTo(SampleReceipts.PROOF);
    zbar(file);
  }

  private static void zbar(Path file) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder("zbarimg", "--quiet", "--raw", file.toString()).start();
    } catch (IOException e) {
      System.out.println("skipped: zbarimg is not installed (Debian package zbar-tools)");
      return;
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
        .isEqualTo(SampleReceipts.PROOF);
    System.out.println("zbarimg read the QR code of the picture");
  }

  @Test
  void aQrSentAsPicture_readsToo() throws Exception {
    PrinterProfile raster =
        PrinterProfile.generic58().toBuilder("r").nativeQr(false).bandHeight(50).build();
    Paper paper =
        print(
            VirtualPrinter.builder().paper(32, 384).scale(1), raster, SampleReceipts.cornerShop());
    assertThat(paper.complaints()).isEmpty();
    assertThat(paper.text()).contains("[picture: ");
    assumeFonts(paper);
    BufferedImage image = ImageIO.read(paper.writeTo(folder.resolve("58.png")).toFile());
    assertThat(image.getWidth()).isEqualTo(384 + 2 * 32 + 2 * 22);
    assertThat(qr(image)).isEqualTo(SampleReceipts.PROOF);
  }

  @Test
  void chinese_isDrawn_withBoxesWhereNoFontHasIt() throws Exception {
    Paper paper =
        print(
            VirtualPrinter.builder(), PrinterProfile.generic80Chinese(), SampleReceipts.chinese());
    assumeFonts(paper);
    assertThat(darkShare(ImageIO.read(paper.writeTo(folder).toFile()))).isGreaterThan(0.01);
  }

  @Test
  void withoutPictures_textIsWritten_andSaysWhy() throws Exception {
    Paper paper =
        print(
            VirtualPrinter.builder().pictures(false),
            PrinterProfile.generic80(),
            SampleReceipts.cornerShop());
    assertThat(paper.whyNoPicture()).isPresent();
    assertThat(paper.writeTo(folder)).hasFileName("receipt-000001.txt");
    Path named = paper.writeTo(folder.resolve("mine.png"));
    assertThat(named).hasFileName("mine.txt").hasContent(paper.text());
    assertThat(paper.writeTo(folder.resolve("plain.txt"))).hasFileName("plain.txt");
    assertThatThrownBy(() -> paper.writeTo(folder.resolve("no/such/folder.png")))
        .isInstanceOf(TillwrightException.class);
  }

  @Test
  void withoutFontsOnTheMachine_textIsWritten_andSaysWhy() throws Exception {
    // A JVM of its own whose fontconfig knows no font: what a bare container is like.
    Path config = folder.resolve("fonts.conf");
    Files.writeString(
        config,
        "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>"
            + "<dir>/nonexistent</dir></fontconfig>");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "-Dsun.java2d.fontpath=" + folder,
            "-Duser.home=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            FontlessMain.class.getName(),
            folder.toString());
    builder.environment().put("FONTCONFIG_FILE", config.toString());
    builder.environment().put("XDG_CACHE_HOME", folder.toString());
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assumeTrue(!said.startsWith("FONTS"), "skipped: this JDK found fonts of its own: " + said);
    assertThat(said).startsWith("NO PICTURE: this machine ").contains("receipt-000001.txt");
    assertThat(folder.resolve("receipt-000001.txt")).content().contains("hello");
  }

  @Test
  void aFontThatCannotBeRead_isAClearErrorAtStart() throws Exception {
    Path noFont = Files.writeString(folder.resolve("no.ttf"), "not a font");
    assertThatThrownBy(() -> VirtualPrinter.builder().font(noFont).start())
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("no.ttf");
    assertThatThrownBy(() -> VirtualPrinter.builder().font(folder.resolve("missing.ttf")).start())
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("missing.ttf");
  }

  @Test
  void aFontFile_isDrawnWith() throws Exception {
    Path font = Path.of("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");
    assumeTrue(Files.isReadable(font), "skipped: no font file at " + font);
    Paper paper =
        print(
            VirtualPrinter.builder().font(font),
            PrinterProfile.generic80(),
            SampleReceipts.cornerShop());
    assertThat(qr(ImageIO.read(paper.writeTo(folder).toFile()))).isEqualTo(SampleReceipts.PROOF);
  }

  @Test
  void aBusyPort_isAClearError() {
    try (VirtualPrinter first = VirtualPrinter.builder().pictures(false).start()) {
      assertThatThrownBy(() -> VirtualPrinter.builder().port(first.port()).start())
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("port " + first.port());
    }
  }

  private static double darkShare(BufferedImage image) {
    long dark = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        dark += (image.getRGB(x, y) & 0xFF) < 0x60 ? 1 : 0;
      }
    }
    return (double) dark / image.getWidth() / image.getHeight();
  }

  private static String qr(BufferedImage image) throws Exception {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(
                new HybridBinarizer(
                    new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))))
        .getText();
  }

  @Test
  void papersAreBounded_andNumbered() {
    try (VirtualPrinter peer = VirtualPrinter.builder().pictures(false).keep(2).start();
        EscPosPrinter printer =
            EscPosPrinter.builder("p", TcpTransport.of("127.0.0.1", peer.port())).build()) {
      for (int i = 1; i <= 3; i++) {
        printer.print("job-" + i, new ReceiptDocument(List.of(new ReceiptDocument.Rule())), AMPLE);
      }
      assertThat(peer.papers()).extracting(Paper::number).containsExactly(2L, 3L);
      assertThatThrownBy(() -> peer.awaitPaper(1, AMPLE)).isInstanceOf(DeviceException.class);
      assertThatThrownBy(() -> peer.awaitPaper(9, Duration.ofMillis(1)))
          .isInstanceOf(DeviceException.class);
    }
  }
}
