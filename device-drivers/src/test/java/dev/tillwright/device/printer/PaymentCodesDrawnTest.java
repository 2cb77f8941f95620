package dev.tillwright.device.printer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.qr.CustomerQr;
import dev.tillwright.core.qr.MerchantQr;
import dev.tillwright.core.qr.QrFields;
import dev.tillwright.core.qr.QrMaker;
import dev.tillwright.core.qr.QrSquares;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payment codes are drawn, and read back by ZXing and by zbar, which shares nothing with it. */
class PaymentCodesDrawnTest {
  private static final int SQUARE = 6;
  private static final int QUIET = 4;
  private static final Currency CNY = Currency.getInstance("CNY");

  private static final List<String> CODES =
      List.of(
          "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678"
              + "520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京"
              + "540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988"
              + "770708123456786304A13A",
          MerchantQr.builder("5812", CNY, "CN", "TEA HOUSE", "XIAN")
              .account("26", QrFields.of("00", "com.example", "01", "shop-7"))
              .amount(Money.parse("8.50", CNY))
              .dynamic()
              .otherLanguage("zh", "茶馆", "西安")
              .build()
              .text(),
          "hQVDUFYwMWETTwegAAAAVVVVUAhQcm9kdWN0MWETTwegAAAAZmZmUAhQcm9kdWN0MmJJWggSNFZ4kBI0WF8g"
              + "DkNBUkRIT0xERVIvRU1WXy0IcnVlc2RlZW5kIZ8QBwYBCgMAAACfJghYT9OF+iNLzJ82AgABnzcEbVjv"
              + "Ew==");

  @TempDir Path folder;

  @Test
  void drawnCodes_areReadByZxing() throws Exception {
    for (String code : CODES) {
      assertThat(zxing(picture(code))).isEqualTo(code);
    }
  }

  @Test
  void drawnCodes_areReadByZbar() throws Exception {
    for (String code : CODES) {
      Path file = folder.resolve("code.png");
      ImageIO.write(picture(code), "png", file.toFile());
      String read = zbar(file);
      assumeTrue(read != null, "skipped: zbarimg is not installed (Debian package zbar-tools)");
      assertThat(read).isEqualTo(code);
      if (MerchantQr.looksLike(read)) {
        assertThat(MerchantQr.parse(read).text()).isEqualTo(code);
      } else {
        assertThat(CustomerQr.parse(read).text()).isEqualTo(code);
      }
    }
    System.out.println("zbarimg read " + CODES.size() + " payment codes");
  }

  private static BufferedImage picture(String code) {
    QrSquares squares = QrMaker.squares(code).orElseThrow();
    int side = (squares.side() + 2 * QUIET) * SQUARE;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int column = x / SQUARE - QUIET;
        int row = y / SQUARE - QUIET;
        boolean within = column >= 0 && row >= 0 && column < squares.side() && row < squares.side();
        image.setRGB(x, y, within && squares.isDark(column, row) ? 0 : 0xFFFFFF);
      }
    }
    return image;
  }

  private static String zxing(BufferedImage image) throws Exception {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    RGBLuminanceSource source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
  }

  private static @Nullable String zbar(Path file) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder("zbarimg", "--quiet", "--raw", file.toString()).start();
    } catch (IOException e) {
      return null;
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
