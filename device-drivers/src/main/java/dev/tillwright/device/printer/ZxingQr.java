package dev.tillwright.device.printer;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import dev.tillwright.core.qr.QrMaker;
import dev.tillwright.core.qr.QrSquares;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * QR codes made with zxing, for pages and other renderings of core. Found by its service. Without
 * the optional {@code com.google.zxing:core} it makes none, and pages say the content in words.
 */
public final class ZxingQr implements QrMaker {
  /** For the service loader. */
  public ZxingQr() {}

  @Override
  public Optional<QrSquares> make(String text) {
    try {
      return Symbols.make(text);
    } catch (NoClassDefFoundError absent) {
      return Optional.empty();
    }
  }

  /** A class of its own, so that the service can be made without zxing. */
  private static final class Symbols {
    private static final Map<EncodeHintType, Object> HINTS =
        Map.of(EncodeHintType.CHARACTER_SET, StandardCharsets.UTF_8.name());

    private Symbols() {}

    static Optional<QrSquares> make(String text) {
      try {
        ByteMatrix matrix = Encoder.encode(text, ErrorCorrectionLevel.M, HINTS).getMatrix();
        return Optional.of(QrSquares.of(matrix.getWidth(), (x, y) -> matrix.get(x, y) == 1));
      } catch (WriterException tooLong) {
        return Optional.empty();
      }
    }
  }
}
